#include "image/svg.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/library.h"
#include "image/image.h"

#define FILE_LIMIT 1000000
/* The longer side of the drawing in its own units: fine enough for what Cairo rounds, and for filters, which are made of
 * pixels this large. */
#define SIDE 800
/* A size in points beyond which no page goes; and the least. */
#define POINTS_LIMIT 14400.0
/* What drawing may take: a logo takes some milliseconds and kilobytes. */
#define SECONDS_LIMIT 2
#define MEMORY_LIMIT  ((rlim_t)400 << 20)
#define DRAWING_LIMIT ((size_t)2 << 20)

bool svg_is(const void *data, size_t length)
{
	const char *text = data;
	size_t at = length >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0;

	while (at < length && strchr(" \t\r\n", text[at]) && text[at])
		at++;
	return at < length && text[at] == '<' && (memmem(text, length, "<svg", 4) || memmem(text, length, ":svg", 4));
}

/* A document type may hold entities that unfold without end; and nothing else in the file is asked for. */
static const char *refusal(const char *text, size_t length)
{
	if (length > FILE_LIMIT)
		return "it is too large";
	if (memmem(text, length, "<!DOCTYPE", 9) || memmem(text, length, "<!ENTITY", 8))
		return "an SVG file may not have a document type";
	if (memmem(text, length, "<script", 7))
		return "an SVG file may not have scripts";
	return NULL;
}

/* The intrinsic size in points; a viewBox alone is taken for pixels, nothing at all for a square. */
static void measure(RsvgHandle *handle, double size[2])
{
	gboolean has_width, has_height, has_box;
	RsvgLength length;
	RsvgRectangle box;
	double width, height;

	if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height)) {
		rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &length, &has_height,
						     &length, &has_box, &box);
		width = has_box ? box.width : 100;
		height = has_box ? box.height : 100;
	}
	size[0] = width * 0.75;
	size[1] = height * 0.75;
}

static bool is_sound(const double size[2])
{
	double w = size[0], h = size[1];

	return w > 0 && h > 0 && w <= POINTS_LIMIT && h <= POINTS_LIMIT && w / h < SIDE &&
	       h / w < SIDE;
}

static void set_units(struct image *image, const double size[2])
{
	double scale = SIDE / fmax(size[0], size[1]);

	image->points_width = size[0];
	image->points_height = size[1];
	image->width = (unsigned)fmax(1, round(size[0] * scale));
	image->height = (unsigned)fmax(1, round(size[1] * scale));
}

static RsvgHandle *open_file(const void *data, size_t length)
{
	/* Read from memory, without a place that references could start from: none is followed. */
	RsvgHandle *handle = rsvg_handle_new_from_data(data, length, NULL);

	if (handle)
		rsvg_handle_set_dpi(handle, 96);
	return handle;
}

/* What is drawn is recorded, and played again on whatever surface it is wanted: there librsvg draws text as outlines,
 * which need no font, and behind a part of a surface Cairo forgets the file's links. */
static cairo_surface_t *record(RsvgHandle *handle, const struct image *image)
{
	RsvgRectangle area = {0, 0, image->width, image->height};
	cairo_rectangle_t extents = {0, 0, image->width, image->height};
	cairo_surface_t *all = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
	cairo_surface_t *part =
		cairo_surface_create_for_rectangle(all, 0, 0, image->width, image->height);
	cairo_t *cairo = cairo_create(part);
	bool drawn = rsvg_handle_render_document(handle, cairo, &area, NULL) && !cairo_status(cairo);

	cairo_destroy(cairo);
	cairo_surface_destroy(part);
	if (drawn)
		return all;
	cairo_surface_destroy(all);
	return NULL;
}

static cairo_status_t write_to_buffer(void *buffer, const unsigned char *data, unsigned length)
{
	struct buffer *out = buffer;

	if (out->length + length > DRAWING_LIMIT)
		return CAIRO_STATUS_WRITE_ERROR;
	buffer_put(out, data, length);
	return CAIRO_STATUS_SUCCESS;
}

/* The recording as a page of PDF, for pdf/import. */
static bool write_page(cairo_surface_t *recording, const struct image *image, struct buffer *out)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(write_to_buffer, out,
								       image->width, image->height);
	cairo_t *cairo;
	bool written;

	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
				       "2000-01-01T00:00:00Z");
	cairo = cairo_create(surface);
	cairo_set_source_surface(cairo, recording, 0, 0);
	cairo_paint(cairo);
	cairo_show_page(cairo);
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	written = !cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return written;
}

/* What the process that draws says: why not (empty: it is drawn), and the size in points; the drawing follows. */
struct answer {
	char why[64];
	double size[2];
};

static void draw(const void *data, size_t length, struct answer *answer, struct buffer *out)
{
	RsvgHandle *handle = open_file(data, length);
	struct image image = {0};
	cairo_surface_t *recording;

	if (!handle) {
		strcpy(answer->why, "the SVG file is broken");
		return;
	}
	measure(handle, answer->size);
	if (!is_sound(answer->size)) {
		strcpy(answer->why, "its size makes no sense");
		return;
	}
	set_units(&image, answer->size);
	recording = record(handle, &image);
	if (!recording)
		strcpy(answer->why, "it cannot be drawn");
	else if (!write_page(recording, &image, out))
		strcpy(answer->why, "there is too much in it");
}

/* Bytes of memory that the process may not exceed, counted from what it has. */
static void limit_resources(void)
{
	FILE *statistics = fopen("/proc/self/statm", "r");
	unsigned long pages = 0;
	struct rlimit processor = {SECONDS_LIMIT, SECONDS_LIMIT + 1}, memory;

	if (statistics && fscanf(statistics, "%lu", &pages) == 1) {
		memory.rlim_cur = memory.rlim_max =
			(rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + MEMORY_LIMIT;
		setrlimit(RLIMIT_AS, &memory);
	}
	if (statistics)
		fclose(statistics);
	setrlimit(RLIMIT_CPU, &processor);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

static bool write_all(int to, const void *data, size_t length)
{
	const char *at = data;

	while (length > 0) {
		ssize_t n = write(to, at, length);

		if (n < 0 && errno != EINTR)
			return false;
		at += n > 0 ? n : 0;
		length -= n > 0 ? (size_t)n : 0;
	}
	return true;
}

/* The life of the process that draws. What it would say as it dies is said better by the one that waits. */
static void draw_and_exit(const void *data, size_t length, int to)
{
	struct answer answer = {0};
	struct buffer out = {0};

	limit_resources();
	if (!freopen("/dev/null", "w", stderr))
		_exit(1);
	draw(data, length, &answer, &out);
	_exit(!write_all(to, &answer, sizeof answer) || !write_all(to, out.data, out.length));
}

static void read_all(int from, struct buffer *out)
{
	for (;;) {
		ssize_t n = read(from, buffer_reserve(out, 65536), 65536);

		if (n == 0 || (n < 0 && errno != EINTR))
			return;
		out->length += n > 0 ? (size_t)n : 0;
	}
}

/* Everything that the other process writes until it ends; whether it ended well. */
static bool draw_elsewhere(const void *data, size_t length, struct buffer *answer)
{
	int ends[2], status = -1;
	pid_t process;

	library_load("rsvg-2"); /* once for all files, and a fault is said */
	if (pipe(ends))
		return false;
	process = fork();
	if (process == 0)
		draw_and_exit(data, length, ends[1]);
	close(ends[1]);
	if (process > 0)
		read_all(ends[0], answer);
	close(ends[0]);
	while (process > 0 && waitpid(process, &status, 0) < 0 && errno == EINTR)
		;
	return process > 0 && status == 0;
}

static const char *take(const struct buffer *bytes, struct image *image)
{
	/* What it may say, as static texts. */
	static const char *const reasons[] = {"the SVG file is broken", "its size makes no sense",
					      "it cannot be drawn", "there is too much in it"};
	struct answer answer;

	if (bytes->length < sizeof answer)
		return "it cannot be drawn";
	memcpy(&answer, bytes->data, sizeof answer);
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (!strncmp(answer.why, reasons[i], sizeof answer.why))
			return reasons[i];
	if (!is_sound(answer.size))
		return "its size makes no sense";
	set_units(image, answer.size);
	image->drawing_length = bytes->length - sizeof answer;
	image->drawing = memory_alloc(image->drawing_length);
	memcpy((void *)image->drawing, bytes->data + sizeof answer, image->drawing_length);
	return NULL;
}

const char *svg_draw(const void *data, size_t length, struct image *image)
{
	const char *why = refusal(data, length);
	struct buffer answer = {0};

	if (why)
		return why;
	why = draw_elsewhere(data, length, &answer) ? take(&answer, image)
						    : "drawing it takes too much time or memory";
	buffer_free(&answer);
	return why;
}

cairo_surface_t *svg_surface(const struct image *image)
{
	RsvgHandle *handle = open_file(image->file, image->file_length);
	cairo_surface_t *surface = handle ? record(handle, image) : NULL;

	if (handle)
		g_object_unref(handle);
	return surface ? surface : cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 0, 0);
}
