#ifndef FIGURE_QR_H
#define FIGURE_QR_H
/* QR codes (ISO/IEC 18004). */

#include "base/path.h"

struct arena;
struct drawing;

/* The quiet zone that the standard asks for, modules. */
#define QR_MARGIN 4

/* The symbol of a text: one point a module, QR_MARGIN of them around. Text of digits, capitals and " $%*+-./:" takes the least
 * room; any other is written as its bytes of UTF-8. `level`: how much may be lost, 'L' 7 %, 'M' 15 %, 'Q' 25 %, 'H' 30 %. NULL:
 * the text is empty or too long for a symbol, or there is no such level. */
struct drawing *qr_drawing(struct arena *arena, const char *text, char level, struct color color);

#endif
