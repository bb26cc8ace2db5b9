#include "jury/adresse.h"

#include "input/reader.h"

struct adresse *adresse_load(const struct reader *reader, const xmlNode *node)
{
	struct adresse *to;

	if (!node)
		return NULL;
	to = arena_alloc(reader->arena, sizeof(*to));
	to->place = reader_place(reader, node);
	to->lignes = reader_texts(reader, node, "ligne", &to->ligne_count);
	to->code_postal = reader_child_text(reader, node, "code-postal");
	to->ville = reader_child_text(reader, node, "ville");
	to->pays = reader_child_text(reader, node, "pays");
	return to;
}
