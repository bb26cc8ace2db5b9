#ifndef SAMPLE_PAGE_H
#define SAMPLE_PAGE_H
/* Pages made by hand for the tests of the painters: text is shaped with HarfBuzz alone and put where the test says.
 * */

#include <hb.h>
#include <string.h>

#include "base/arena.h"
#include "fo/page.h"
#include "font/face.h"

#define BLACK ((struct color){0, 0, 0, 1})

/* A run of one face; `features` as in CSS and HarfBuzz ("smcp"), NULL: none; `spacing` is added to each advance.
 * Returns where the run ends. */
static inline double sample_text(struct page *page, struct element *element,
				 const struct face *face, double size, double x, double y,
				 const char *text, const char *features, double spacing)
{
	struct item *item = page_item(page, ITEM_RUN, element);
	hb_buffer_t *buffer = hb_buffer_create();
	hb_feature_t feature;
	unsigned count;
	struct glyph *glyphs;

	hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
	hb_buffer_add_utf8(buffer, text, -1, 0, -1);
	hb_buffer_guess_segment_properties(buffer);
	hb_buffer_set_language(buffer, hb_language_from_string("fr", -1));
	if (features)
		hb_feature_from_string(features, -1, &feature);
	hb_shape(face->font, buffer, features ? &feature : NULL, features ? 1 : 0);

	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
	const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
	double unit = size / face->upem, width = 0;

	glyphs = arena_array(page->arena, count, sizeof *glyphs);
	for (unsigned i = 0; i < count; i++) {
		glyphs[i] =
			(struct glyph){.id = info[i].codepoint,
				       .advance = (float)(position[i].x_advance * unit + spacing),
				       .natural = (float)(position[i].x_advance * unit),
				       .dx = (float)(position[i].x_offset * unit),
				       .dy = (float)(-position[i].y_offset * unit),
				       .cluster = info[i].cluster};
		width += (double)glyphs[i].advance;
	}
	hb_buffer_destroy(buffer);
	item->run = (struct run){.face = face,
				 .size = size,
				 .x = x,
				 .y = y,
				 .width = width,
				 .color = BLACK,
				 .glyphs = glyphs,
				 .count = count,
				 .text = arena_strdup(page->arena, text),
				 .length = strlen(text)};
	return x + width;
}

static inline struct page sample_page(struct arena *arena, double width, double height)
{
	return (struct page){
		.width = width, .height = height, .number = 1, .label = "1", .arena = arena};
}

static inline void sample_rule(struct page *page, double x1, double y1, double x2, double y2,
			       double thickness, enum line_style style, struct color color)
{
	page_item(page, ITEM_RULE, NULL)->rule =
		(struct rule){x1, y1, x2, y2, thickness, style, color};
}

#endif
