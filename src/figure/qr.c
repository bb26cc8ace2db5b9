#include "figure/qr.h"

#include <qrencode.h>
#include <string.h>

#include "base/arena.h"
#include "figure/drawing.h"

static void draw_bar(struct drawing_pen *pen, int x, int y, int width)
{
	drawing_move(pen, x, y);
	drawing_line(pen, x + width, y);
	drawing_line(pen, x + width, y + 1);
	drawing_line(pen, x, y + 1);
	drawing_close(pen);
}

/* Row by row, dark modules side by side as one bar. All are one path, filled at once: no seams show between them. */
static const struct drawing_cell *draw_modules(struct arena *arena, const QRcode *code,
					       struct color color)
{
	struct drawing_pen pen = {.arena = arena};
	struct path path;

	for (int y = 0; y < code->width; y++)
		for (int x = 0, end; x < code->width; x = end + 1) {
			const unsigned char *row = code->data + y * code->width;

			for (end = x; end < code->width && row[end] & 1; end++)
				;
			if (end > x)
				draw_bar(&pen, x + QR_MARGIN, y + QR_MARGIN, end - x);
		}
	path = drawing_fill(&pen, color);
	path.even_odd = true;
	return drawing_cell(arena, &path, 1);
}

static QRcode *encode(const char *text, QRecLevel level)
{
	/* Letters and digits as they stand, and nothing of Japan's own two-byte code. */
	bool plain = text[strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")] == 0;

	return plain ? QRcode_encodeString(text, 0, level, QR_MODE_8, 1)
		     : QRcode_encodeString8bit(text, 0, level);
}

struct drawing *qr_drawing(struct arena *arena, const char *text, char level, struct color color)
{
	static const char levels[] = "LMQH";
	const char *found = level ? strchr(levels, level) : NULL;
	struct drawing *drawing;
	QRcode *code;
	double side;

	if (!found || !*text)
		return NULL;
	code = encode(text, (QRecLevel)(found - levels));
	if (!code)
		return NULL;
	side = code->width + 2 * QR_MARGIN;
	drawing = drawing_new(arena, side, side, 1, 0);
	drawing_use(drawing, draw_modules(arena, code, color), MATRIX_IDENTITY, MATRIX_IDENTITY, 1);
	drawing->alternative = arena_printf(arena, "Code QR\u00a0: %s", text);
	QRcode_free(code);
	return drawing;
}
