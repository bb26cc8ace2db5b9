#ifndef BATCH_EXPLAIN_H
#define BATCH_EXPLAIN_H
/* Faults of formatting objects that came out of a stylesheet: laid out once more from the same stylesheet with its places marked, so that
 * each names the line of the stylesheet to mend. Only when something was said: the marks cost time. */

#include "sheet/sheet.h"

struct layout_options;
struct messages;

/* Add what laying out the sheet's result says, with places in the stylesheet; and `said`, without, should that say nothing. Fonts, images
 * and strictness are those of `layout`. */
void explain_layout(const struct sheet *sheet, xmlDoc *document, const struct layout_options *layout,
		    const struct messages *said, struct messages *messages);

#endif
