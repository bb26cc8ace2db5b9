/* usage: pages FILE.fo
 * Lays out a document and prints what is placed, one line a run: page, x, y, font, size, text; rules, rectangles, images and links
 * in the order of painting; then where the ids of the page are. Coordinates in points from the top left, two decimals. */
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"
#include "fo/layout.h"
#include "font/face.h"
#include "image/image.h"

static void number(struct buffer *out, double value)
{
	buffer_putc(out, ' ');
	buffer_decimal(out, value, 2);
}

static void numbers(struct buffer *out, double a, double b, double c, double d)
{
	number(out, a);
	number(out, b);
	number(out, c);
	number(out, d);
}

static const char *role(const struct item *item)
{
	return item->element ? element_role_name(item->element->role) : "-";
}

static void print_item(struct buffer *out, const struct page *page, const struct item *item)
{
	buffer_printf(out, "%u %s", page->number, role(item));
	switch (item->kind) {
	case ITEM_RUN:
		number(out, item->run.x);
		number(out, item->run.y);
		buffer_printf(out, " %s", item->run.face->postscript);
		number(out, item->run.size);
		buffer_putc(out, ' ');
		buffer_put(out, item->run.text, item->run.length);
		break;
	case ITEM_RULE:
		buffer_puts(out, " rule");
		numbers(out, item->rule.x1, item->rule.y1, item->rule.x2, item->rule.y2);
		number(out, item->rule.thickness);
		break;
	case ITEM_RECTANGLE:
		buffer_puts(out, " rectangle");
		numbers(out, item->rectangle.x, item->rectangle.y, item->rectangle.width, item->rectangle.height);
		break;
	case ITEM_PATH:
		buffer_puts(out, " path");
		break;
	case ITEM_IMAGE:
		buffer_puts(out, " image");
		numbers(out, item->image.x, item->image.y, item->image.width, item->image.height);
		break;
	case ITEM_DRAWING:
		buffer_puts(out, " drawing");
		numbers(out, item->drawing.x, item->drawing.y, item->drawing.width, item->drawing.height);
		break;
	case ITEM_LINK:
		buffer_printf(out, " link %s", item->link.uri ? item->link.uri : item->link.destination);
		break;
	case ITEM_SAVE:
		buffer_puts(out, " save");
		numbers(out, item->save.matrix.a, item->save.matrix.b, item->save.matrix.e, item->save.matrix.f);
		break;
	case ITEM_RESTORE:
		buffer_puts(out, " restore");
		break;
	}
	buffer_putc(out, '\n');
}

static int print_page(void *context, const struct page *page)
{
	struct buffer *out = context;

	buffer_printf(out, "%u page", page->number);
	number(out, page->width);
	number(out, page->height);
	buffer_printf(out, " %s\n", page->label);
	for (size_t i = 0; i < page->count; i++)
		print_item(out, page, &page->items[i]);
	for (size_t i = 0; i < page->destination_count; i++) {
		buffer_printf(out, "%u id %s", page->number, page->destinations[i].id);
		number(out, page->destinations[i].x);
		number(out, page->destinations[i].y);
		buffer_putc(out, '\n');
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 64;
	struct arena *arena = arena_new();
	struct messages *messages = messages_new();
	struct font_library *fonts = font_library_open("fonts", messages);
	struct images *images = images_new();
	struct buffer out = {0};
	struct page_sink sink = {.page = print_page, .context = &out};
	struct layout_options options = {.fonts = fonts, .images = images, .folder = "tests/fo"};
	struct document document;
	xmlDoc *source = xmlReadFile(argv[1], NULL, XML_PARSE_NONET);
	int status = 1;

	message_language("en");
	if (source && fonts)
		status = layout_document(source, &options, &sink, &document, arena, messages);
	fwrite(out.data, 1, out.length, stdout);
	messages_sort(messages);
	messages_print(messages, stdout);
	buffer_free(&out);
	xmlFreeDoc(source);
	images_free(images);
	font_library_free(fonts);
	messages_free(messages);
	arena_free(arena);
	return status ? 65 : 0;
}
