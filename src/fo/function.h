#ifndef FO_FUNCTION_H
#define FO_FUNCTION_H
/* The functions of expressions (XSL 1.1, 5.10), and the numbers that they and the operators take. */

#include "fo/expression.h"

#define FUNCTION_ARGUMENTS 10 /* at most */

struct function;

/* NULL: there is none of this name. */
const struct function *function_find(struct slice name);

/* False: the arguments, which it may change, have no value by this function. */
bool function_call(const struct expression_context *context, const struct function *function,
		   struct value *arguments, size_t count, struct value *value);

struct value value_of_number(double number);
struct value value_of_length(struct length length);

/* Turn a reference to a computed value into a number or length. False: it is none. */
bool value_make_number(struct value *value);

/* Whether it depends on something known in layout only. */
bool value_has_reference(const struct value *value);

#endif
