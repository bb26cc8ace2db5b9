#include "pdf/content.h"

#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "fo/color.h"
#include "fo/page.h"
#include "fo/stroke.h"
#include "font/face.h"
#include "pdf/cache.h"
#include "pdf/drawing.h"
#include "pdf/font.h"
#include "pdf/glyphs.h"
#include "pdf/held.h"
#include "pdf/object.h"
#include "pdf/running.h"
#include "pdf/tag.h"
#include "pdf/text.h"

/* Deeper saves change nothing more than the position: what is in them is still painted. */
#define SAVE_LIMIT 64
/* An archive may save 28 states within one another (ISO 19005-3, 6.1.13), and an image takes one more: from here on
 * positions are changed and changed back, and nothing more is clipped. */
#define STATE_LIMIT 26

enum mark_kind { MARK_NONE, MARK_ARTIFACT, MARK_ELEMENT, MARK_SPAN };

/* What q saves and Q brings back; colours in thousandths, -1 where not yet set. */
struct state {
	int fill[3], stroke[3];
	int alpha;
	double thickness, dash;
	struct matrix matrix; /* to the page, PDF coordinates */
	struct matrix own;    /* to the state around it */
	struct pdf_text_state text;
};

/* So much content waits for its codes as it is; of longer documents, the rest waits packed. */
#define PLAIN_LIMIT ((size_t)4 << 20)

/* A page painted, which waits for its codes: its strings, the numbers of their glyphs, its content, one after the other. */
struct stream {
	char *data;
	size_t strings, numbers, length; /* how many there are; bytes of content */
	size_t packed;                   /* length of data where it is packed, 0: it is not */
};

struct pdf_content {
	struct pdf_fonts *fonts;
	struct pdf_forms *forms;
	struct pdf_tags *tags;
	struct pdf_objects *objects;
	const char *lang;
	struct stream *streams;
	size_t stream_count, stream_capacity;
	size_t waiting; /* bytes of content */
	struct pdf_text text;
	struct pdf_held held;
	struct pdf_running running;
	struct stream *groups; /* of running, painted */
	size_t group_count, group_capacity;
	bool in_group; /* marked where it is painted */
	struct buffer *out; /* the page being painted */
	struct buffer page, unpacked;
	double height;
	enum mark_kind mark;
	const struct element *marked;
	enum artifact artifact; /* of MARK_ARTIFACT */
	const char *span_lang; /* of a span made for its language alone */
	struct state states[SAVE_LIMIT + 1];
	int depth;
	const struct image **images;
	size_t image_count;
	bool alphas[1001]; /* used; by thousandths */
	struct pdf_annotation *annotations;
	size_t annotation_count;
};

struct pdf_content *pdf_content_new(struct pdf_fonts *fonts, struct pdf_forms *forms,
				    struct pdf_cache *cache, struct pdf_tags *tags,
				    struct pdf_objects *objects, const char *lang)
{
	struct pdf_content *content = memory_alloc(sizeof *content);

	*content = (struct pdf_content){
		.fonts = fonts, .forms = forms, .tags = tags, .objects = objects, .lang = lang};
	content->text = (struct pdf_text){.fonts = fonts, .cache = cache};
	return content;
}

void pdf_content_forget(struct pdf_content *content)
{
	for (size_t i = 0; i < content->stream_count; i++)
		free(content->streams[i].data);
	for (size_t i = 0; i < content->annotation_count; i++) {
		free(content->annotations[i].uri);
		free(content->annotations[i].destination);
		free(content->annotations[i].text);
	}
	content->stream_count = content->annotation_count = content->waiting = 0;
}

void pdf_content_free(struct pdf_content *content)
{
	if (!content)
		return;
	pdf_content_forget(content);
	buffer_free(&content->page);
	buffer_free(&content->unpacked);
	free(content->streams);
	pdf_held_free(&content->held);
	pdf_running_free(&content->running);
	for (size_t i = 0; i < content->group_count; i++)
		free(content->groups[i].data);
	free(content->groups);
	free(content->text.strings);
	free(content->text.numbers);
	free(content->images);
	free(content->annotations);
	free(content);
}

static struct state *state(struct pdf_content *content)
{
	return &content->states[content->depth];
}

/* "1 2.5 3 re": numbers with two decimals, then the operator. */
static void operator(struct pdf_content *content, const char *name, const double *operands,
		     int count)
{
	for (int i = 0; i < count; i++) {
		buffer_decimal(content->out, pdf_bounded(operands[i]), 2);
		buffer_putc(content->out, ' ');
	}
	buffer_puts(content->out, name);
	buffer_putc(content->out, '\n');
}

/* A text object stays open from one mark to the next: marks are within it (14.6.1). */
static void close_mark(struct pdf_content *content)
{
	if (content->in_group)
		return;
	if (content->mark != MARK_NONE)
		buffer_puts(content->out, "EMC\n");
	content->mark = MARK_NONE;
	content->marked = NULL;
	content->span_lang = NULL;
}

static void put_mark(struct pdf_content *content, const char *name, unsigned mcid)
{
	buffer_putc(content->out, '/');
	buffer_puts(content->out, name);
	buffer_puts(content->out, "<</MCID ");
	buffer_integer(content->out, (long)mcid);
}

/* What repeats at the edges of pages says so (ISO 14289-1, 7.8). */
static void open_artifact(struct pdf_content *content, enum artifact artifact)
{
	static const char *const marks[] = {
		[ARTIFACT_LAYOUT] = "/Artifact BMC\n",
		[ARTIFACT_HEADER] = "/Artifact<</Type/Pagination/Subtype/Header>>BDC\n",
		[ARTIFACT_FOOTER] = "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n",
		[ARTIFACT_PAGINATION] = "/Artifact<</Type/Pagination>>BDC\n"};

	if (content->in_group || (content->mark == MARK_ARTIFACT && content->artifact == artifact))
		return;
	close_mark(content);
	buffer_puts(content->out, marks[artifact]);
	content->mark = MARK_ARTIFACT;
	content->artifact = artifact;
}

/* From here on content belongs to the element. Marks never nest: readers would lose what follows. */
static void open_mark(struct pdf_content *content, struct element *element)
{
	if (content->mark == MARK_ELEMENT && content->marked == element)
		return;
	close_mark(content);
	put_mark(content, pdf_tag_name(element), pdf_tag_mark(content->tags, element));
	buffer_puts(content->out, ">>BDC\n");
	content->mark = MARK_ELEMENT;
	content->marked = element;
}

static void open_span(struct pdf_content *content, struct element *element, const struct run *run,
		      bool text, const char *lang)
{
	if (!text && content->mark == MARK_SPAN && content->marked == element &&
	    content->span_lang && !strcmp(content->span_lang, lang))
		return;
	close_mark(content);
	put_mark(content, "Span",
		 pdf_tag_span(content->tags, element, text ? run->text : NULL, run->length, lang));
	if (text) {
		buffer_puts(content->out, "/ActualText");
		pdf_put_text(content->out, run->text, run->length);
	}
	buffer_puts(content->out, ">>BDC\n");
	content->mark = MARK_SPAN;
	content->marked = element;
	content->span_lang = text ? NULL : lang;
}

/* From here on text is painted: its object is around the marks. */
static void begin_text(struct pdf_content *content)
{
	if (content->text.open)
		return;
	close_mark(content);
	pdf_text_begin(&content->text);
}

/* From here on something else is. */
static void end_text(struct pdf_content *content)
{
	if (!content->text.open)
		return;
	close_mark(content);
	pdf_text_end(&content->text);
}

static int thousandths(double value)
{
	return !(value > 0) ? 0 : value >= 1 ? 1000 : (int)lround(value * 1000);
}

static void set_color(struct pdf_content *content, struct color color, bool stroke)
{
	int rgb[3] = {thousandths(color.red), thousandths(color.green), thousandths(color.blue)};
	int *current = stroke ? state(content)->stroke : state(content)->fill;
	bool grey = rgb[0] == rgb[1] && rgb[1] == rgb[2];

	if (!memcmp(current, rgb, sizeof rgb))
		return;
	memcpy(current, rgb, sizeof rgb);
	for (int i = 0; i < (grey ? 1 : 3); i++) {
		buffer_decimal(content->out, rgb[i] / 1000.0, 3);
		buffer_putc(content->out, ' ');
	}
	buffer_puts(content->out, grey ? (stroke ? "G\n" : "g\n") : (stroke ? "RG\n" : "rg\n"));
}

static void set_alpha(struct pdf_content *content, double value)
{
	int alpha = thousandths(value);

	if (state(content)->alpha == alpha)
		return;
	state(content)->alpha = alpha;
	content->alphas[alpha] = true;
	buffer_puts(content->out, "/A");
	buffer_integer(content->out, alpha);
	buffer_puts(content->out, " gs\n");
}

static void set_thickness(struct pdf_content *content, double thickness)
{
	thickness = pdf_bounded(thickness);
	if (fabs(state(content)->thickness - thickness) < 0.0005)
		return;
	state(content)->thickness = thickness;
	buffer_decimal(content->out, thickness, 3);
	buffer_puts(content->out, " w\n");
}

static void set_dash(struct pdf_content *content, double dash)
{
	dash = pdf_bounded(dash);
	if (fabs(state(content)->dash - dash) < 0.0005)
		return;
	state(content)->dash = dash;
	buffer_putc(content->out, '[');
	if (dash > 0)
		buffer_decimal(content->out, dash, 3);
	buffer_puts(content->out, "]0 d\n");
}

static void set_stroke(struct pdf_content *content, const struct stroke *stroke)
{
	set_color(content, stroke->color, true);
	set_alpha(content, stroke->color.alpha);
	set_thickness(content, stroke->thickness);
	set_dash(content, stroke->dash);
}

static void put_line(struct pdf_content *content, const struct stroke *stroke)
{
	operator(content, "m", (double[]){stroke->x1, content->height - stroke->y1}, 2);
	operator(content, "l", (double[]){stroke->x2, content->height - stroke->y2}, 2);
}

static bool same_lang(const char *a, const char *b)
{
	size_t n = strcspn(a, "-");

	if (!strchr(a, '-') || !strchr(b, '-'))
		return n == strcspn(b, "-") && !strncasecmp(a, b, n);
	return !strcasecmp(a, b);
}

/* The language that a run must say because nothing around it does; NULL: none. */
static const char *own_lang(const struct pdf_content *content, const struct item *item)
{
	const char *around = pdf_tag_lang(item->element);

	if (!around)
		around = content->lang;
	if (!item->run.lang || !*item->run.lang || (around && same_lang(item->run.lang, around)))
		return NULL;
	return item->run.lang;
}

/* The lines held back, each kind in one path. */
static void release_lines(struct pdf_content *content)
{
	const struct stroke *last = NULL;

	for (size_t i = 0; i < content->held.count; i++) {
		const struct pdf_line *line = &content->held.lines[i];
		const struct stroke *stroke = &line->stroke;
		bool same = last && line->artifact == line[-1].artifact && last->thickness == stroke->thickness &&
			    last->dash == stroke->dash && color_same(last->color, stroke->color) && !(stroke->color.alpha < 1);

		if (last && !same)
			buffer_puts(content->out, "S\n");
		if (!same) {
			end_text(content);
			open_artifact(content, line->artifact);
			set_stroke(content, stroke);
		}
		put_line(content, stroke);
		last = stroke;
	}
	if (last)
		buffer_puts(content->out, "S\n");
	content->held.count = 0;
}

/* Around what a run shows: above and below its line, as high as the face's own letters. */
static bool run_touches_lines(const struct pdf_content *content, const struct run *run)
{
	double above = run->size * run->face->ascender, below = run->size * run->face->descender;

	return content->held.count && pdf_held_touches(&content->held, fmin(run->x, run->x + run->width), run->y - above,
						       fmax(run->x, run->x + run->width), run->y + below);
}

/* Whether what is painted now stands neither upright nor on its side. */
static bool is_askew(struct pdf_content *content)
{
	const struct matrix *m = &state(content)->matrix;
	double straight = fmax(fabs(m->a) + fabs(m->d), fabs(m->b) + fabs(m->c));

	return fmin(fabs(m->a) + fabs(m->d), fabs(m->b) + fabs(m->c)) > straight / 1000;
}

static void paint_outlines(struct pdf_content *content, const struct item *item)
{
	release_lines(content);
	end_text(content);
	open_artifact(content, item->artifact);
	set_color(content, item->run.color, false);
	set_alpha(content, item->run.color.alpha);
	pdf_glyphs_paint(&item->run, content->height, content->text.cache, content->forms, content->out);
}

static void paint_run(struct pdf_content *content, const struct item *item)
{
	const struct run *run = &item->run;

	if (!run->count || !run->face || !(run->size > 0))
		return;
	if (!item->element && is_askew(content)) {
		paint_outlines(content, item);
		return;
	}
	if (run_touches_lines(content, run))
		release_lines(content);
	begin_text(content);
	if (item->element) {
		bool text = pdf_text_needs_span(run);
		const char *lang = own_lang(content, item);

		if (text || lang)
			open_span(content, item->element, run, text, lang);
		else
			open_mark(content, item->element);
	} else {
		open_artifact(content, item->artifact);
	}
	set_color(content, run->color, false);
	set_alpha(content, run->color.alpha);
	pdf_text_show(&content->text, run, content->height);
}

/* Drawings are content only within a Figure; elsewhere they decorate. */
static bool is_content(const struct item *item)
{
	return item->element && item->element->role == ELEMENT_FIGURE;
}

static void open_drawing(struct pdf_content *content, const struct item *item)
{
	release_lines(content);
	end_text(content);
	if (is_content(item))
		open_mark(content, item->element);
	else
		open_artifact(content, item->artifact);
}

static void paint_rule(struct pdf_content *content, const struct item *item)
{
	struct stroke strokes[STROKES];
	int count = stroke_rule(&item->rule, strokes);

	if (is_content(item) && count)
		open_drawing(content, item);
	for (int i = 0; i < count; i++) {
		if (!is_content(item)) {
			pdf_held_add(&content->held, &strokes[i], item->artifact);
			continue;
		}
		set_stroke(content, &strokes[i]);
		put_line(content, &strokes[i]);
		buffer_puts(content->out, "S\n");
	}
}

static void put_rectangle(struct pdf_content *content, const struct rectangle *area,
			  const char *name)
{
	operator(content, name,
		 (double[]){area->x, content->height - area->y - area->height, area->width,
			    area->height},
		 4);
}

static void paint_rectangle(struct pdf_content *content, const struct item *item)
{
	const struct rectangle *rectangle = &item->rectangle;

	if (!(rectangle->color.alpha > 0) || !(rectangle->width > 0) || !(rectangle->height > 0))
		return;
	open_drawing(content, item);
	set_color(content, rectangle->color, false);
	set_alpha(content, rectangle->color.alpha);
	put_rectangle(content, rectangle, "re f");
}

static void put_path(struct pdf_content *content, const struct path *path)
{
	static const char *const names[] = {
		[PATH_MOVE] = "m", [PATH_LINE] = "l", [PATH_CURVE] = "c", [PATH_CLOSE] = "h"};
	static const int points[] = {
		[PATH_MOVE] = 1, [PATH_LINE] = 1, [PATH_CURVE] = 3, [PATH_CLOSE] = 0};
	const double *at = path->points;

	for (size_t i = 0; i < path->count; i++) {
		double flipped[6];
		int count;

		if (path->verbs[i] > PATH_CLOSE)
			return;
		count = 2 * points[path->verbs[i]];
		for (int k = 0; k < count; k++)
			flipped[k] = k % 2 ? content->height - at[k] : at[k];
		operator(content, names[path->verbs[i]], flipped, count);
		at += count;
	}
}

/* The path with one operator; only where both are opaque may fill and stroke share it. */
static void paint_path(struct pdf_content *content, const struct item *item)
{
	const struct path *path = &item->path;
	bool fill = path->fill && path->fill_color.alpha > 0;
	bool stroke = path->stroke && path->stroke_color.alpha > 0 && path->thickness > 0;

	if (fill || stroke)
		open_drawing(content, item);
	if (fill) {
		set_color(content, path->fill_color, false);
		set_alpha(content, path->fill_color.alpha);
		put_path(content, path);
		buffer_puts(content->out, path->even_odd ? "f*\n" : "f\n");
	}
	if (stroke) {
		set_color(content, path->stroke_color, true);
		set_alpha(content, path->stroke_color.alpha);
		set_thickness(content, path->thickness);
		set_dash(content, 0);
		put_path(content, path);
		buffer_puts(content->out, "S\n");
	}
}

static size_t image_number(struct pdf_content *content, const struct image *image)
{
	for (size_t i = 0; i < content->image_count; i++)
		if (content->images[i] == image)
			return i;
	content->images = memory_realloc(content->images,
					 (content->image_count + 1) * sizeof *content->images);
	content->images[content->image_count] = image;
	return content->image_count++;
}

/* The box on the page around a rectangle of the current coordinates: x1 y1 x2 y2, PDF coordinates. */
static void box_on_page(struct pdf_content *content, const struct rectangle *area, double box[4])
{
	const struct matrix *m = &state(content)->matrix;

	for (int corner = 0; corner < 4; corner++) {
		double x = area->x + (corner & 1 ? area->width : 0);
		double y = content->height - area->y - (corner & 2 ? area->height : 0);
		double px = pdf_bounded(m->a * x + m->c * y + m->e),
		       py = pdf_bounded(m->b * x + m->d * y + m->f);

		box[0] = corner ? fmin(box[0], px) : px;
		box[1] = corner ? fmin(box[1], py) : py;
		box[2] = corner ? fmax(box[2], px) : px;
		box[3] = corner ? fmax(box[3], py) : py;
	}
}

static void paint_image(struct pdf_content *content, const struct item *item)
{
	const struct placed_image *image = &item->image;
	struct rectangle area = {
		.x = image->x, .y = image->y, .width = image->width, .height = image->height};
	double box[4];

	if (!image->image || !(image->width > 0) || !(image->height > 0))
		return;
	open_drawing(content, item);
	if (content->mark == MARK_ELEMENT) {
		box_on_page(content, &area, box);
		pdf_tag_area(content->tags, item->element, box[0], box[1], box[2], box[3]);
	}
	set_alpha(content, 1);
	buffer_puts(content->out, "q\n");
	operator(content, "cm",
		 (double[]){image->width, 0, 0, image->height, image->x,
			    content->height - image->y - image->height},
		 6);
	buffer_puts(content->out, "/I");
	buffer_integer(content->out, (long)image_number(content, image->image));
	buffer_puts(content->out, " Do\nQ\n");
}

static void paint_drawing(struct pdf_content *content, const struct item *item)
{
	const struct placed_drawing *placed = &item->drawing;
	struct rectangle area = {
		.x = placed->x, .y = placed->y, .width = placed->width, .height = placed->height};
	struct matrix m = placed->matrix;
	double box[4];

	if (!(placed->width > 0) || !(placed->height > 0))
		return;
	open_drawing(content, item);
	if (content->mark == MARK_ELEMENT) {
		box_on_page(content, &area, box);
		pdf_tag_area(content->tags, item->element, box[0], box[1], box[2], box[3]);
	}
	set_alpha(content, 1);
	set_dash(content, 0);
	/* Within it, y goes down as in the drawing. */
	m = matrix_multiply(m, (struct matrix){1, 0, 0, -1, 0, content->height});
	pdf_drawing_paint(placed->drawing, &m, content->forms, content->out);
}

static char *copy(const char *text)
{
	return text ? memory_strdup(text) : NULL;
}

static void add_link(struct pdf_content *content, const struct item *item)
{
	const struct link *link = &item->link;
	struct rectangle area = {
		.x = link->x, .y = link->y, .width = link->width, .height = link->height};
	struct pdf_annotation *annotation;

	if (!link->uri && !link->destination)
		return;
	content->annotations =
		memory_realloc(content->annotations,
			       (content->annotation_count + 1) * sizeof *content->annotations);
	annotation = &content->annotations[content->annotation_count++];
	*annotation = (struct pdf_annotation){.page = (unsigned)content->stream_count - 1,
					      .object = pdf_object_reserve(content->objects),
					      .uri = copy(link->uri),
					      .destination = copy(link->destination),
					      .text = copy(link->text)};
	annotation->key = pdf_tag_annotation(content->tags, item->element, annotation->object);
	box_on_page(content, &area, annotation->area);
}

/* All that was begun ends: the state changes, or the page is done. */
static void close_all(struct pdf_content *content)
{
	release_lines(content);
	close_mark(content);
	pdf_text_end(&content->text);
}

/* The layout's matrix, whose y goes down, as one whose y goes up: turned over before and after. */
static struct matrix flip_matrix(const struct matrix *m, double height)
{
	return (struct matrix){
		m->a, -m->b, -m->c, m->d, m->e + m->c * height, height - m->d * height - m->f};
}

static void save(struct pdf_content *content, const struct item *item)
{
	struct matrix flipped = flip_matrix(&item->save.matrix, content->height);
	struct state *next;

	bool saved = content->depth < STATE_LIMIT;

	close_all(content);
	/* What is flattened cannot be turned back. */
	if (!saved && fabs(flipped.a * flipped.d - flipped.b * flipped.c) < 1e-9)
		flipped = (struct matrix){1, 0, 0, 1, 0, 0};
	if (saved)
		buffer_puts(content->out, "q\n");
	state(content)->text = content->text.state;
	content->depth++;
	next = state(content);
	*next = content->states[content->depth - 1];
	next->matrix = matrix_multiply(flipped, next->matrix);
	next->own = flipped;
	pdf_drawing_matrix(&flipped, content->out);
	if (item->save.clip && saved)
		put_rectangle(content, &item->save.area, "re W n");
}

/* Leave a state that was not saved: colours and font stay as they are, the position goes back. */
static void turn_back(struct pdf_content *content)
{
	struct state *left = state(content), *outer = left - 1;
	const struct matrix m = left->own, kept = outer->matrix, own = outer->own;
	double area = m.a * m.d - m.b * m.c;
	struct matrix back = {m.d / area, -m.b / area, -m.c / area, m.a / area,
			      (m.c * m.f - m.d * m.e) / area, (m.b * m.e - m.a * m.f) / area};

	pdf_drawing_matrix(&back, content->out);
	*outer = *left;
	outer->matrix = kept;
	outer->own = own;
	content->depth--;
}

static void restore(struct pdf_content *content)
{
	close_all(content);
	if (content->depth > STATE_LIMIT) {
		turn_back(content);
		return;
	}
	buffer_puts(content->out, "Q\n");
	content->depth--;
	content->text.state = state(content)->text;
}

/* Paint one item; `ignored` counts the saves beyond the limit, whose restores must be left out too. */
static void paint_item(struct pdf_content *content, const struct item *item, size_t *ignored)
{
	switch (item->kind) {
	case ITEM_RUN:
		paint_run(content, item);
		break;
	case ITEM_RULE:
		paint_rule(content, item);
		break;
	case ITEM_RECTANGLE:
		paint_rectangle(content, item);
		break;
	case ITEM_PATH:
		paint_path(content, item);
		break;
	case ITEM_IMAGE:
		paint_image(content, item);
		break;
	case ITEM_DRAWING:
		paint_drawing(content, item);
		break;
	case ITEM_LINK:
		add_link(content, item);
		break;
	case ITEM_SAVE:
		if (content->depth < SAVE_LIMIT)
			save(content, item);
		else
			++*ignored;
		break;
	case ITEM_RESTORE:
		if (*ignored)
			--*ignored;
		else if (content->depth > 0)
			restore(content);
		break;
	}
}

/* What was painted, until its codes are known. */
static struct stream keep_stream(struct pdf_content *content)
{
	const struct pdf_text *text = &content->text;
	struct stream stream = {.strings = text->string_count, .numbers = text->number_count, .length = content->out->length};
	struct buffer whole = {0};

	buffer_put(&whole, text->strings, stream.strings * sizeof *text->strings);
	buffer_put(&whole, text->numbers, stream.numbers * sizeof *text->numbers);
	buffer_put(&whole, content->out->data, stream.length);
	content->waiting += whole.length;
	if (whole.length && content->waiting > PLAIN_LIMIT) {
		struct buffer packed = {0};

		pdf_cache_deflate(text->cache, PDF_FAST, whole.data, whole.length, &packed);
		stream.packed = packed.length;
		buffer_free(&whole);
		whole = packed;
	}
	stream.data = memory_realloc(whole.data, whole.length + 1);
	return stream;
}

/* Paint items into a stream of its own, which begins in whatever state it is painted in; but opaque and solid. */
static struct stream paint_apart(struct pdf_content *content, const struct item *items, size_t count)
{
	struct pdf_text text = content->text;
	struct state around = *state(content);
	struct buffer *out = content->out, own = {0};
	struct stream stream;
	size_t ignored = 0;

	content->text = (struct pdf_text){.fonts = text.fonts, .cache = text.cache, .out = &own, .state = {UINT_MAX, 0}};
	content->out = &own;
	content->in_group = true;
	*state(content) = (struct state){.fill = {-1, -1, -1}, .stroke = {-1, -1, -1}, .alpha = 1000, .thickness = -1, .matrix = around.matrix, .own = around.own};
	for (size_t i = 0; i < count; i++)
		paint_item(content, &items[i], &ignored);
	close_all(content);
	stream = keep_stream(content);
	free(content->text.strings);
	free(content->text.numbers);
	buffer_free(&own);
	*state(content) = around;
	content->in_group = false;
	content->out = out;
	content->text = text;
	return stream;
}

/* A running head or foot that an earlier page had: as a form. */
static void paint_group(struct pdf_content *content, const struct page *page, size_t first, size_t count)
{
	size_t number = pdf_running_group(&content->running, page, first, count);

	close_all(content);
	while (content->group_count <= number) {
		content->groups =
			memory_grown(content->groups, content->group_count, &content->group_capacity, sizeof *content->groups);
		content->groups[content->group_count++] = paint_apart(content, &page->items[first], count);
	}
	open_artifact(content, page->items[first].artifact);
	set_alpha(content, 1);
	set_dash(content, 0);
	buffer_puts(content->out, "/H");
	buffer_integer(content->out, (long)number);
	buffer_puts(content->out, " Do\n");
}

static void paint_items(struct pdf_content *content, const struct page *page)
{
	size_t ignored = 0, running;

	for (size_t i = 0; i < page->count; i += running ? running : 1) {
		running = content->depth ? 0 : pdf_running_length(&content->running, page, i);
		if (running)
			paint_group(content, page, i, running);
		else
			paint_item(content, &page->items[i], &ignored);
	}
	close_all(content);
	while (content->depth > 0)
		restore(content);
	pdf_running_note(&content->running, page);
}

void pdf_content_page(struct pdf_content *content, const struct page *page)
{
	content->streams =
		memory_grown(content->streams, content->stream_count, &content->stream_capacity, sizeof *content->streams);
	content->streams[content->stream_count++] = (struct stream){0}; /* links count pages by it */
	buffer_clear(&content->page);
	content->out = content->text.out = &content->page;
	content->text.string_count = content->text.number_count = 0;
	content->height = page->height;
	content->depth = 0;
	content->text.state = (struct pdf_text_state){UINT_MAX, 0};
	content->text.rise = 0;
	/* The initial graphics state (8.4.1): black, opaque, 1 pt, solid. */
	content->states[0] =
		(struct state){.alpha = 1000, .thickness = 1, .matrix = {1, 0, 0, 1, 0, 0}};
	paint_items(content, page);
	content->streams[content->stream_count - 1] = keep_stream(content);
	content->out = content->text.out = NULL;
}

/* Fill in the codes, write the stream and forget it. */
static void write_stream(struct pdf_content *content, struct stream *stream, struct pdf_objects *objects, unsigned number,
			 const char *dictionary)
{
	size_t strings = stream->strings * sizeof(struct pdf_string), numbers = stream->numbers * sizeof(uint16_t);
	char *data = stream->data;

	if (stream->packed) {
		size_t length = strings + numbers + stream->length;

		buffer_clear(&content->unpacked);
		data = buffer_reserve(&content->unpacked, length);
		pdf_cache_inflate(content->text.cache, stream->data, stream->packed, data, length);
	}
	buffer_clear(&content->page);
	pdf_text_fill(content->fonts, data + strings + numbers, stream->length, (const struct pdf_string *)(const void *)data,
		      stream->strings, (const uint16_t *)(const void *)(data + strings), &content->page);
	pdf_object_stream(objects, number, dictionary, content->page.data, content->page.length);
	content->waiting -= strings + numbers + stream->length;
	free(stream->data);
	*stream = (struct stream){0};
}

void pdf_content_write(struct pdf_content *content, size_t index, struct pdf_objects *objects,
		       unsigned number)
{
	write_stream(content, &content->streams[index], objects, number, "");
}

size_t pdf_content_groups(const struct pdf_content *content)
{
	return content->group_count;
}

void pdf_content_write_groups(struct pdf_content *content, struct pdf_objects *objects, unsigned fonts, struct buffer *out)
{
	for (size_t i = 0; i < content->group_count; i++) {
		const struct pdf_group *group = &content->running.groups[i];
		unsigned number = pdf_object_reserve(objects);
		struct buffer dictionary = {0};

		buffer_puts(&dictionary, "/Type/XObject/Subtype/Form/BBox[0 0 ");
		buffer_decimal(&dictionary, pdf_bounded(group->width), 3);
		buffer_putc(&dictionary, ' ');
		buffer_decimal(&dictionary, pdf_bounded(group->height), 3);
		pdf_put_reference(&dictionary, "]/Resources<</Font ", fonts);
		buffer_puts(&dictionary, ">>");
		write_stream(content, &content->groups[i], objects, number, buffer_string(&dictionary));
		buffer_free(&dictionary);
		buffer_puts(out, "/H");
		buffer_integer(out, (long)i);
		pdf_put_reference(out, " ", number);
	}
}

const struct image *const *pdf_content_images(const struct pdf_content *content, size_t *count)
{
	*count = content->image_count;
	return content->images;
}

void pdf_content_states(const struct pdf_content *content, struct buffer *out)
{
	for (int alpha = 0; alpha <= 1000; alpha++) {
		if (!content->alphas[alpha])
			continue;
		buffer_puts(out, "/A");
		buffer_integer(out, alpha);
		buffer_puts(out, "<</ca ");
		buffer_decimal(out, alpha / 1000.0, 3);
		buffer_puts(out, "/CA ");
		buffer_decimal(out, alpha / 1000.0, 3);
		buffer_puts(out, ">>");
	}
}

const struct pdf_annotation *pdf_content_annotations(const struct pdf_content *content,
						     size_t *count)
{
	*count = content->annotation_count;
	return content->annotations;
}
