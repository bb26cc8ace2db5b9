/* What both peers by Pango and Cairo need: documents made again and again, in memory, and timed. */

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <time.h>

/* Draw the whole of document i. */
typedef void draw_document(cairo_t *cairo, PangoLayout *layout, int i, void *data);

static size_t written;

static cairo_status_t count_bytes(void *closure, const unsigned char *data, unsigned length)
{
	FILE *file = closure;

	written += length;
	return !file || fwrite(data, 1, length, file) == length ? CAIRO_STATUS_SUCCESS
								: CAIRO_STATUS_WRITE_ERROR;
}

static PangoFontDescription *font_of(const char *name, double size)
{
	PangoFontDescription *font = pango_font_description_from_string(name);

	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	return font;
}

/* Make `count` documents, after some that warm up; print the processor time of one, ms, and its bytes; keep the last in the file
 * `kept`, if it is not NULL. */
static void make_documents(PangoLayout *layout, int warming, int count, const char *kept, double width, double height,
			   draw_document *draw, void *data)
{
	clock_t start = 0;

	for (int i = -warming; i < count; i++) {
		FILE *file = kept && i == count - 1 ? fopen(kept, "wb") : NULL;

		if (i == 0) {
			start = clock();
			written = 0;
		}
		cairo_surface_t *surface =
			cairo_pdf_surface_create_for_stream(count_bytes, file, width, height);
		cairo_t *cairo = cairo_create(surface);

		pango_cairo_update_layout(cairo, layout);
		draw(cairo, layout, i + warming, data);
		cairo_destroy(cairo);
		cairo_surface_destroy(surface);
		if (file)
			fclose(file);
	}
	printf("%.4f %zu\n", (double)(clock() - start) * 1e3 / CLOCKS_PER_SEC / count,
	       written / (size_t)count);
}
