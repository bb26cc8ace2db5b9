#include "export/registre.h"

#include <string.h>

#include "jury/element.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* A line of the register in the making. */
struct row {
	struct buffer *out;
	char separator;
	bool begun;
};

static const char *const registre_header[] = {
	"certificateur", "certification",   "edition",	   "code_enregistrement",
	"session",	 "revision",	    "date",	   "candidat",
	"civilite",	 "nom_naissance",   "nom_usage",   "prenoms",
	"naissance",	 "commune",	    "pays",	   "voie",
	"bloc",		 "bloc_intitule",   "acquis_le",   "valable_jusqu_au",
	"certificat",
};

/* A cell that begins as a formula would be run by whoever opens the file: an apostrophe makes it text. */
static bool is_formula(const char *text)
{
	return *text && strchr("=+-@\t\r\n", *text);
}

static void row_cell(struct row *row, const char *text)
{
	struct buffer *out = row->out;

	if (row->begun)
		buffer_putc(out, row->separator);
	row->begun = true;
	if (!strpbrk(text, ",;\"\r\n\t") && !is_formula(text)) {
		buffer_puts(out, text);
		return;
	}
	buffer_putc(out, '"');
	if (is_formula(text))
		buffer_putc(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			buffer_putc(out, '"');
		buffer_putc(out, *text);
	}
	buffer_putc(out, '"');
}

static void row_end(struct row *row)
{
	buffer_puts(row->out, "\r\n");
	row->begun = false;
}

static void row_texts(struct row *row, const xmlNode *parent, const char *name)
{
	struct buffer texts = {0};

	for (const xmlNode *node = element_first(parent, name); node;
	     node = element_next(node, name)) {
		if (texts.length)
			buffer_putc(&texts, ' ');
		buffer_puts(&texts, element_text(node));
	}
	row_cell(row, buffer_string(&texts));
	buffer_free(&texts);
}

static void write_bloc(struct row *row, const struct record *record, const xmlNode *candidat,
		       const xmlNode *bloc)
{
	const xmlNode *naissance = element_first(candidat, "naissance");
	const char *id = element_get(bloc, "ref");
	const xmlNode *known = element_find(record->root, "bloc", "id", id);

	row_cell(row, record->certificateur);
	row_cell(row, element_get(record->certification, "id"));
	row_cell(row, element_get(record->certification, "edition"));
	row_cell(row, element_get(element_first(record->certification, "enregistrement"), "code"));
	row_cell(row, record->id);
	row_cell(row, record->revision);
	row_cell(row, element_get(record->session, "date"));
	row_cell(row, element_get(candidat, "id"));
	row_texts(row, candidat, "civilite");
	row_texts(row, candidat, "nom-naissance");
	row_texts(row, candidat, "nom-usage");
	row_texts(row, candidat, "prenom");
	row_cell(row, element_get(naissance, "date"));
	row_cell(row, element_get(naissance, "commune"));
	row_cell(row, element_get(naissance, "pays"));
	row_cell(row, element_get(candidat, "voie"));
	row_cell(row, id);
	row_cell(row, element_text(element_first(known, "intitule")));
	row_cell(row, element_get(bloc, "acquis-le"));
	row_cell(row, element_get(bloc, "valable-jusqu-au"));
	row_cell(row, element_get(bloc, "certificat"));
	row_end(row);
}

size_t registre_write(const struct record *records, size_t count, bool excel, struct buffer *out)
{
	struct row row = {.out = out, .separator = excel ? ';' : ','};
	size_t blocs = 0;

	if (excel)
		buffer_puts(out, BYTE_ORDER_MARK);
	for (size_t i = 0; i < sizeof registre_header / sizeof *registre_header; i++)
		row_cell(&row, registre_header[i]);
	row_end(&row);
	for (size_t i = 0; i < count; i++) {
		const xmlNode *candidat = element_first(records[i].candidats, "candidat");

		for (; candidat; candidat = element_next(candidat, "candidat")) {
			const xmlNode *bloc = element_first(candidat, "bloc");

			for (; bloc; bloc = element_next(bloc, "bloc")) {
				if (!element_has(bloc, "etat", "valide"))
					continue;
				write_bloc(&row, &records[i], candidat, bloc);
				blocs++;
			}
		}
	}
	return blocs;
}
