#include "figure/qr.h"

#include <qrencode.h>
#include <string.h>

#include "base/arena.h"
#include "figure/drawing.h"

/* The dark modules, and which of their upper edges are drawn. */
struct modules {
	const QRcode *code;
	uint8_t *traced;
};

enum { EAST, SOUTH, WEST, NORTH };

static bool is_dark(const struct modules *modules, int x, int y)
{
	int width = modules->code->width;

	return x >= 0 && y >= 0 && x < width && y < width && modules->code->data[y * width + x] & 1;
}

/* Whether the edge that leaves the corner (x, y) in this direction has a dark module on its right and a light one on its left. */
static bool is_edge(const struct modules *modules, int x, int y, int direction)
{
	static const int right[4][2] = {{0, 0}, {-1, 0}, {-1, -1}, {0, -1}};
	static const int left[4][2] = {{0, -1}, {0, 0}, {-1, 0}, {-1, -1}};

	return is_dark(modules, x + right[direction][0], y + right[direction][1]) &&
	       !is_dark(modules, x + left[direction][0], y + left[direction][1]);
}

/* Around one dark area, or one light area within it, from the upper edge of the module (x, y). Areas drawn whole show no seams
 * between modules, at any resolution. */
static void trace(const struct modules *modules, struct drawing_pen *pen, int x, int y)
{
	static const int steps[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
	int direction = EAST;

	drawing_move(pen, x + QR_MARGIN, y + QR_MARGIN);
	do {
		int turn = direction;

		if (direction == EAST)
			modules->traced[y * modules->code->width + x] = 1;
		x += steps[direction][0];
		y += steps[direction][1];
		for (int i = 0; i < 4 && !is_edge(modules, x, y, turn); i++)
			turn = (direction + (int[]){1, 3, 2, 0}[i]) % 4;
		if (turn == direction)
			continue;
		direction = turn;
		/* The area ends where its first edge, not drawn a second time, begins. */
		if (direction == EAST && modules->traced[y * modules->code->width + x])
			break;
		drawing_line(pen, x + QR_MARGIN, y + QR_MARGIN);
	} while (true);
	drawing_close(pen);
}

static const struct drawing_cell *draw_modules(struct arena *arena, const QRcode *code,
					       struct color color)
{
	size_t width = (size_t)code->width;
	struct modules modules = {code, arena_alloc(arena, width * width)};
	struct drawing_pen pen = {.arena = arena};
	struct path path;

	for (int y = 0; y < code->width; y++)
		for (int x = 0; x < code->width; x++)
			if (is_edge(&modules, x, y, EAST) && !modules.traced[y * code->width + x])
				trace(&modules, &pen, x, y);
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
