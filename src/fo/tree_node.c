#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "fo/tree_parts.h"

const struct fo *fo_child(const struct fo *fo, enum fo_kind kind)
{
	const struct fo *child = fo ? fo->first : NULL;

	while (child && child->kind != kind)
		child = child->next;
	return child;
}

const struct fo *fo_around(const struct fo *fo, enum fo_kind kind)
{
	while (fo && fo->kind != kind)
		fo = fo->parent;
	return fo;
}

bool fo_is_block_level(enum fo_kind kind)
{
	return is_in(kind, BLOCK_LEVEL);
}

bool fo_is_inline_level(enum fo_kind kind)
{
	return is_in(kind, INLINE_LEVEL | TEXT);
}

bool fo_holds_block(const struct fo *fo)
{
	const struct fo *child = is_in(fo->kind, AS_CONTENT) ? fo->first : NULL;

	while (child && !fo_holds_block(child))
		child = child->next;
	return child || fo_is_block_level(fo->kind);
}

/* Whether an object makes a line or a block that has content, in the flow: an inline without content does by an id or a marker. */
static bool stands(const struct fo *fo)
{
	const struct fo *child = is_in(fo->kind, AS_CONTENT) ? fo->first : NULL;

	while (child && !stands(child))
		child = child->next;
	if (fo->kind == FO_TEXT)
		return !fo_is_white(fo);
	if (fo_is_block_level(fo->kind))
		return fo->first && fo->p->absolute_position == TOKEN_AUTO;
	if (is_in(fo->kind, AS_CONTENT))
		return child || (fo->holds_sought && !fo_holds_block(fo));
	return is_in(fo->kind, INLINE_LEVEL);
}

bool fo_begins_block(const struct fo *fo)
{
	const struct fo *before = fo->previous;

	while (before && !stands(before))
		before = before->previous;
	if (before || !fo->parent)
		return !before;
	return is_in(fo->parent->kind, AS_CONTENT) ? fo_begins_block(fo->parent) : fo->parent->kind != FO_LEADER;
}

bool fo_is_white(const struct fo *text)
{
	return strspn(text->text, SLICE_SPACES) >= text->length;
}

static void put_text(struct buffer *out, const struct fo *fo, int levels)
{
	for (size_t i = 0; fo->kind == FO_TEXT && i < fo->length; i++)
		if (!strchr(SLICE_SPACES, fo->text[i]))
			buffer_putc(out, fo->text[i]);
		else if (out->length && out->data[out->length - 1] != ' ')
			buffer_putc(out, ' ');
	for (const struct fo *child = fo->first; child && levels > 0; child = child->next)
		put_text(out, child, levels - 1);
}

const char *fo_text(const struct fo *fo, int levels, struct arena *arena)
{
	struct buffer text = {0};
	const char *found;

	put_text(&text, fo, levels);
	if (text.length && text.data[text.length - 1] == ' ')
		text.length--;
	found = arena_strndup(arena, buffer_string(&text), text.length);
	buffer_free(&text);
	return found;
}

const char *fo_child_text(const struct fo *fo, enum fo_kind kind, struct arena *arena)
{
	const struct fo *child = fo_child(fo, kind);

	return child ? fo_text(child, FO_DEPTH, arena) : NULL;
}

static const char *const names[] = {
#define F(symbol, name, role, content) "fo:" name,
#include "fo/object.def"
#undef F
	"text",
};

const char *fo_name(enum fo_kind kind)
{
	return names[kind];
}
