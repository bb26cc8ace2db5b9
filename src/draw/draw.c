#include "draw/draw.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "figure/drawing.h"
#include "fo/stroke.h"
#include "font/face.h"
#include "image/image.h"
#include "image/svg.h"

#define SIDE_LIMIT 20000
#define SAVE_LIMIT 64

struct drawn_face {
	const struct face *face;
	cairo_font_face_t *font; /* NULL: the file cannot be read */
	unsigned glyph_count;
};

struct drawn_image {
	const struct image *image;
	cairo_surface_t *surface;
};

struct draw {
	FT_Library library;
	struct drawn_face *faces;
	size_t face_count;
	struct drawn_image *images;
	size_t image_count;
	cairo_font_options_t *options;
};

struct draw *draw_new(void)
{
	struct draw *draw = memory_alloc(sizeof *draw);

	*draw = (struct draw){0};
	if (FT_Init_FreeType(&draw->library))
		exit(70);
	draw->options = cairo_font_options_create();
	cairo_font_options_set_hint_style(draw->options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(draw->options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(draw->options, CAIRO_ANTIALIAS_GRAY);
	return draw;
}

void draw_free(struct draw *draw)
{
	if (!draw)
		return;
	for (size_t i = 0; i < draw->face_count; i++)
		if (draw->faces[i].font)
			cairo_font_face_destroy(draw->faces[i].font);
	for (size_t i = 0; i < draw->image_count; i++)
		cairo_surface_destroy(draw->images[i].surface);
	free(draw->faces);
	free(draw->images);
	cairo_font_options_destroy(draw->options);
	FT_Done_Library(draw->library);
	free(draw);
}

/* What a font face of Cairo holds: Cairo's own caches may keep it longer than the draw lives. */
struct file {
	FT_Face face;
	FT_Library library;
};

static const cairo_user_data_key_t file_key;

static void close_file(void *data)
{
	struct file *file = data;

	FT_Done_Face(file->face);
	FT_Done_Library(file->library);
	free(file);
}

static void open_file(struct draw *draw, struct drawn_face *drawn)
{
	struct file *file;
	FT_Face face;

	if (FT_New_Face(draw->library, drawn->face->path, 0, &face))
		return;
	file = memory_alloc(sizeof *file);
	*file = (struct file){face, draw->library};
	FT_Reference_Library(draw->library);
	drawn->glyph_count = (unsigned)face->num_glyphs;
	drawn->font =
		cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
	if (cairo_font_face_set_user_data(drawn->font, &file_key, file, close_file)) {
		cairo_font_face_destroy(drawn->font);
		close_file(file);
		drawn->font = NULL;
	}
}

static const struct drawn_face *find_face(struct draw *draw, const struct face *face)
{
	struct drawn_face *drawn;

	for (size_t i = 0; i < draw->face_count; i++)
		if (draw->faces[i].face == face)
			return &draw->faces[i];
	draw->faces = memory_realloc(draw->faces, (draw->face_count + 1) * sizeof *draw->faces);
	drawn = &draw->faces[draw->face_count++];
	*drawn = (struct drawn_face){.face = face};
	open_file(draw, drawn);
	return drawn;
}

/* Cairo's pixels are native words, premultiplied. */
static uint32_t premultiplied(const uint8_t *rgba)
{
	uint32_t alpha = rgba[3], word = alpha << 24;

	for (int i = 0; i < 3; i++)
		word |= (rgba[i] * alpha + 127) / 255 << (16 - 8 * i);
	return word;
}

static cairo_surface_t *make_surface(const struct image *image)
{
	if (image->drawing)
		return svg_surface(image);

	cairo_surface_t *surface = cairo_image_surface_create(
		CAIRO_FORMAT_ARGB32, (int)image->width, (int)image->height);
	unsigned char *data = cairo_image_surface_get_data(surface);
	size_t stride = (size_t)cairo_image_surface_get_stride(surface);

	if (cairo_surface_status(surface))
		return surface;
	for (size_t y = 0; y < image->height; y++)
		for (size_t x = 0; x < image->width; x++) {
			uint32_t word = premultiplied(image->rgba + 4 * (y * image->width + x));

			memcpy(data + y * stride + 4 * x, &word, 4);
		}
	cairo_surface_mark_dirty(surface);
	return surface;
}

static cairo_surface_t *find_surface(struct draw *draw, const struct image *image)
{
	for (size_t i = 0; i < draw->image_count; i++)
		if (draw->images[i].image == image)
			return draw->images[i].surface;
	draw->images = memory_realloc(draw->images, (draw->image_count + 1) * sizeof *draw->images);
	draw->images[draw->image_count] = (struct drawn_image){image, make_surface(image)};
	return draw->images[draw->image_count++].surface;
}

static void set_color(cairo_t *cairo, struct color color)
{
	cairo_set_source_rgba(cairo, color.red, color.green, color.blue, color.alpha);
}

/* The pieces of text that glyphs stand for, in the text's order; `shown` says of each glyph whether it is. Returns how many,
 * 0 where text and glyphs do not go the same way. */
static int make_clusters(const struct run *run, const bool *shown, cairo_text_cluster_t *clusters)
{
	size_t at = 0;
	int count = 0;

	for (size_t i = 0; i < run->count; count++) {
		const struct glyph *glyphs = run->glyphs;
		size_t last = run->count - 1, start = glyphs[run->right_to_left ? last - i : i].cluster,
		       end = run->length;
		int glyph_count = 0;

		for (; i < run->count && glyphs[run->right_to_left ? last - i : i].cluster == start; i++)
			glyph_count += shown[run->right_to_left ? last - i : i];
		if (i < run->count)
			end = glyphs[run->right_to_left ? last - i : i].cluster;
		if (end < at || end > run->length)
			return 0;
		clusters[count] = (cairo_text_cluster_t){(int)(end - at), glyph_count};
		if (!clusters[count].num_bytes && !glyph_count)
			count--;
		at = end;
	}
	return at == run->length ? count : 0;
}

/* Surfaces that keep text are told what the glyphs stand for. */
static void show_glyphs(const struct run *run, const cairo_glyph_t *glyphs, int count,
			const bool *shown, cairo_t *cairo)
{
	cairo_text_cluster_t *clusters = NULL;
	int cluster_count = 0;

	if (cairo_surface_has_show_text_glyphs(cairo_get_target(cairo)) &&
	    g_utf8_validate(run->text, (gssize)run->length, NULL)) {
		clusters = memory_alloc((run->count + 1) * sizeof *clusters);
		cluster_count = make_clusters(run, shown, clusters);
	}
	if (cluster_count)
		cairo_show_text_glyphs(cairo, run->text, (int)run->length, glyphs, count, clusters,
				       cluster_count,
				       run->right_to_left ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
	else
		cairo_show_glyphs(cairo, glyphs, count);
	free(clusters);
}

/* Decoration that stands askew is a picture: as outlines it is no text, which readers would give as fragments. */
static bool is_picture(const struct item *item, cairo_t *cairo)
{
	cairo_matrix_t m;
	double upright, aside;

	cairo_get_matrix(cairo, &m);
	upright = fabs(m.xx) + fabs(m.yy);
	aside = fabs(m.xy) + fabs(m.yx);
	return !item->element && fmin(upright, aside) > fmax(upright, aside) / 1000;
}

static void draw_run(struct draw *draw, const struct item *item, cairo_t *cairo)
{
	const struct run *run = &item->run;
	const struct drawn_face *drawn = run->face ? find_face(draw, run->face) : NULL;
	cairo_glyph_t *glyphs;
	double x = run->x;
	bool *shown;
	int count = 0;

	if (!drawn || !drawn->font || !run->count || !(run->size > 0))
		return;
	glyphs = memory_alloc(run->count * sizeof *glyphs);
	shown = memory_alloc(run->count * sizeof *shown);
	for (size_t i = 0; i < run->count; i++) {
		const struct glyph *glyph = &run->glyphs[i];

		shown[i] = glyph->id > 0 && glyph->id < drawn->glyph_count;
		if (shown[i])
			glyphs[count++] = (cairo_glyph_t){glyph->id, x + (double)glyph->dx,
							  run->y + (double)glyph->dy};
		x += (double)glyph->advance;
	}
	cairo_set_font_face(cairo, drawn->font);
	cairo_set_font_size(cairo, run->size);
	cairo_set_font_options(cairo, draw->options);
	set_color(cairo, run->color);
	if (is_picture(item, cairo)) {
		cairo_glyph_path(cairo, glyphs, count);
		cairo_fill(cairo);
	} else {
		show_glyphs(run, glyphs, count, shown, cairo);
	}
	free(glyphs);
	free(shown);
}

static void draw_rule(const struct rule *rule, cairo_t *cairo)
{
	struct stroke strokes[STROKES];
	int count = stroke_rule(rule, strokes);

	for (int i = 0; i < count; i++) {
		const struct stroke *stroke = &strokes[i];

		set_color(cairo, stroke->color);
		cairo_set_line_cap(cairo, CAIRO_LINE_CAP_BUTT);
		cairo_set_line_width(cairo, stroke->thickness);
		cairo_set_dash(cairo, &stroke->dash, stroke->dash > 0, 0);
		cairo_new_path(cairo);
		cairo_move_to(cairo, stroke->x1, stroke->y1);
		cairo_line_to(cairo, stroke->x2, stroke->y2);
		cairo_stroke(cairo);
	}
}

static void draw_rectangle(const struct rectangle *rectangle, cairo_t *cairo)
{
	set_color(cairo, rectangle->color);
	cairo_new_path(cairo);
	cairo_rectangle(cairo, rectangle->x, rectangle->y, rectangle->width, rectangle->height);
	cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_WINDING);
	cairo_fill(cairo);
}

static void trace_path(const struct path *path, cairo_t *cairo)
{
	const double *p = path->points;

	cairo_new_path(cairo);
	for (size_t i = 0; i < path->count; i++)
		switch ((enum path_verb)path->verbs[i]) {
		case PATH_MOVE:
			cairo_move_to(cairo, p[0], p[1]);
			p += 2;
			break;
		case PATH_LINE:
			cairo_line_to(cairo, p[0], p[1]);
			p += 2;
			break;
		case PATH_CURVE:
			cairo_curve_to(cairo, p[0], p[1], p[2], p[3], p[4], p[5]);
			p += 6;
			break;
		case PATH_CLOSE:
			cairo_close_path(cairo);
			break;
		}
}

static void draw_path(const struct path *path, cairo_t *cairo)
{
	trace_path(path, cairo);
	if (path->fill) {
		set_color(cairo, path->fill_color);
		cairo_set_fill_rule(cairo, path->even_odd ? CAIRO_FILL_RULE_EVEN_ODD
							  : CAIRO_FILL_RULE_WINDING);
		cairo_fill_preserve(cairo);
	}
	if (path->stroke && path->thickness > 0) {
		set_color(cairo, path->stroke_color);
		cairo_set_line_width(cairo, path->thickness);
		cairo_set_dash(cairo, NULL, 0, 0);
		cairo_stroke_preserve(cairo);
	}
	cairo_new_path(cairo);
}

static void draw_use(const struct drawing_use *use, const struct matrix *around, cairo_t *cairo)
{
	struct matrix m = matrix_multiply(use->matrix, *around);

	for (unsigned i = 0; i < use->count; i++) {
		cairo_matrix_t matrix;

		cairo_save(cairo);
		cairo_matrix_init(&matrix, m.a, m.b, m.c, m.d, m.e, m.f);
		cairo_transform(cairo, &matrix);
		for (size_t k = 0; k < use->cell->count; k++)
			draw_path(&use->cell->paths[k], cairo);
		cairo_restore(cairo);
		m = matrix_multiply(use->step, m);
	}
}

static void draw_drawing(const struct placed_drawing *placed, cairo_t *cairo)
{
	if (!(placed->width > 0) || !(placed->height > 0))
		return;
	for (size_t i = 0; i < placed->drawing->use_count; i++)
		draw_use(&placed->drawing->uses[i], &placed->matrix, cairo);
}

static void draw_image(struct draw *draw, const struct placed_image *placed, cairo_t *cairo)
{
	if (!placed->image || !(placed->width > 0) || !(placed->height > 0))
		return;
	cairo_save(cairo);
	cairo_translate(cairo, placed->x, placed->y);
	cairo_scale(cairo, placed->width / placed->image->width,
		    placed->height / placed->image->height);
	cairo_rectangle(cairo, 0, 0, placed->image->width, placed->image->height);
	cairo_clip(cairo);
	cairo_set_source_surface(cairo, find_surface(draw, placed->image), 0, 0);
	/* At the edges pixels go on as themselves, not as nothing. */
	if (!placed->image->drawing)
		cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD);
	cairo_paint(cairo);
	cairo_restore(cairo);
}

static void save(const struct item *item, cairo_t *cairo)
{
	const struct matrix *m = &item->save.matrix;
	const struct rectangle *area = &item->save.area;
	cairo_matrix_t matrix;

	cairo_save(cairo);
	cairo_matrix_init(&matrix, m->a, m->b, m->c, m->d, m->e, m->f);
	/* A matrix that flattens everything would put Cairo in error for good. */
	if (fabs(m->a * m->d - m->b * m->c) > 1e-12)
		cairo_transform(cairo, &matrix);
	if (!item->save.clip)
		return;
	cairo_new_path(cairo);
	cairo_rectangle(cairo, area->x, area->y, area->width, area->height);
	cairo_clip(cairo);
}

static void draw_item(struct draw *draw, const struct item *item, cairo_t *cairo, size_t *depth)
{
	switch (item->kind) {
	case ITEM_RUN:
		draw_run(draw, item, cairo);
		break;
	case ITEM_RULE:
		draw_rule(&item->rule, cairo);
		break;
	case ITEM_RECTANGLE:
		draw_rectangle(&item->rectangle, cairo);
		break;
	case ITEM_PATH:
		draw_path(&item->path, cairo);
		break;
	case ITEM_IMAGE:
		draw_image(draw, &item->image, cairo);
		break;
	case ITEM_DRAWING:
		draw_drawing(&item->drawing, cairo);
		break;
	case ITEM_LINK:
		break;
	case ITEM_SAVE:
		if (++*depth <= SAVE_LIMIT)
			save(item, cairo);
		break;
	case ITEM_RESTORE:
		if (*depth > 0 && (*depth)-- <= SAVE_LIMIT)
			cairo_restore(cairo);
		break;
	}
}

void draw_page(struct draw *draw, const struct page *page, cairo_t *cairo)
{
	size_t depth = 0;

	cairo_save(cairo);
	for (size_t i = 0; i < page->count; i++)
		draw_item(draw, &page->items[i], cairo, &depth);
	for (; depth > 0; depth--)
		if (depth <= SAVE_LIMIT)
			cairo_restore(cairo);
	cairo_restore(cairo);
}

static cairo_status_t write_to_buffer(void *buffer, const unsigned char *data, unsigned length)
{
	buffer_put(buffer, data, length);
	return CAIRO_STATUS_SUCCESS;
}

bool draw_png(struct draw *draw, const struct page *page, double dpi, struct buffer *out)
{
	double scale = dpi / 72, width = ceil(page->width * scale - 0.001),
	       height = ceil(page->height * scale - 0.001);
	cairo_surface_t *surface;
	cairo_t *cairo;
	bool done;

	if (!(width >= 1) || !(height >= 1) || width > SIDE_LIMIT || height > SIDE_LIMIT)
		return false;
	surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
	cairo = cairo_create(surface);
	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_scale(cairo, scale, scale);
	draw_page(draw, page, cairo);
	done = !cairo_status(cairo);
	cairo_destroy(cairo);
	if (done)
		done = !cairo_surface_write_to_png_stream(surface, write_to_buffer, out);
	cairo_surface_destroy(surface);
	return done;
}

bool draw_svg(struct draw *draw, const struct page *page, struct buffer *out)
{
	cairo_surface_t *surface = cairo_svg_surface_create_for_stream(write_to_buffer, out,
								       page->width, page->height);
	cairo_t *cairo = cairo_create(surface);
	bool done;

	cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT);
	draw_page(draw, page, cairo);
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	done = !cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return done;
}

struct draw_proof {
	struct draw *draw;
	cairo_surface_t *surface;
};

struct draw_proof *draw_proof_new(struct draw *draw, const char *title, const char *date,
				  struct buffer *out)
{
	struct draw_proof *proof = memory_alloc(sizeof *proof);

	proof->draw = draw;
	proof->surface = cairo_pdf_surface_create_for_stream(write_to_buffer, out, 1, 1);
	cairo_pdf_surface_set_metadata(proof->surface, CAIRO_PDF_METADATA_TITLE, title);
	/* Cairo takes the clock's time when it is told none. */
	cairo_pdf_surface_set_metadata(proof->surface, CAIRO_PDF_METADATA_CREATE_DATE,
				       date ? date : "2000-01-01T00:00:00Z");
	return proof;
}

static int proof_page(void *context, const struct page *page)
{
	struct draw_proof *proof = context;
	cairo_t *cairo;

	cairo_pdf_surface_set_size(proof->surface, page->width, page->height);
	cairo = cairo_create(proof->surface);
	draw_page(proof->draw, page, cairo);
	cairo_show_page(cairo);
	cairo_destroy(cairo);
	return 0;
}

struct page_sink draw_proof_sink(struct draw_proof *proof)
{
	return (struct page_sink){proof_page, proof};
}

bool draw_proof_end(struct draw_proof *proof)
{
	bool done;

	cairo_surface_finish(proof->surface);
	done = !cairo_surface_status(proof->surface);
	cairo_surface_destroy(proof->surface);
	free(proof);
	return done;
}
