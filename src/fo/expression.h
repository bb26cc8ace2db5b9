#ifndef FO_EXPRESSION_H
#define FO_EXPRESSION_H
/* The expression language of property values (XSL 1.1, 5.9). Numbers are read the same way in every locale. */

#include "fo/property.h"

/* What an expression is evaluated for. */
struct expression_context {
	const struct properties *own; /* the object's values so far: em is its font-size */
	const struct properties *parent;
	const struct properties *column; /* of the cell's fo:table-column; NULL: none */
	const struct properties *region; /* that the flow around goes into; NULL: none */
	enum property property; /* whose value this is: what from-parent() without a name means */
	double em;              /* points; that of the parent where font-size itself is asked */
	double percent_of; /* points that 100 % is; 0: known in layout only, percentages stay */
};

enum value_kind {
	VALUE_NUMBER,  /* length.points; power 0 is a number, 1 a length */
	VALUE_KEYWORD, /* text; keyword is TOKEN_UNSET for a name that is no keyword */
	VALUE_STRING,  /* text, without its quotes */
	VALUE_COLOR,
	VALUE_PROPERTY, /* the computed value of `property` in `from` */
};

struct value {
	enum value_kind kind;
	int power;
	struct length length;
	enum token keyword;
	struct slice text; /* of the expression */
	struct color color;
	const struct properties *from;
	enum property property;
	enum token component; /* of a compound property, TOKEN_UNSET: the whole */
};

/* Evaluate the whole text. False: it is no expression, or one that has no value (division by zero, mixed dimensions). */
bool expression_evaluate(const struct expression_context *context, struct slice text, struct value *value);

/* The keyword of a name, TOKEN_UNSET if none has it; and back. */
enum token expression_keyword(struct slice name);
const char *expression_keyword_name(enum token token);

/* The next part of a list of values: text up to white space or one of the separators, or a quoted string, or a function call;
 * *rest becomes what stands behind. False at the end. */
bool expression_split(struct slice *rest, const char *separators, struct slice *part);

#endif
