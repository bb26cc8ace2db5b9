#include "fo/tree_figure.h"

#include <glib.h>
#include <string.h>

#include "base/arena.h"
#include "figure/barres.h"
#include "figure/drawing.h"
#include "figure/guilloche.h"
#include "figure/marque.h"
#include "figure/qr.h"
#include "figure/radar.h"
#include "fo/color.h"
#include "fo/expression.h"

#define ROWS_MAXIMUM 200

/* A figure being read; the first fault is kept. */
struct reader {
	struct arena *arena;
	struct fo *fo;
	struct figure_fault *fault;
};

static void refuse(const struct reader *reader, const xmlNode *node, enum message_code code,
		   const char *attribute)
{
	if (!reader->fault->code)
		*reader->fault =
			(struct figure_fault){code, node, (const char *)node->name, attribute};
}

/* NULL: the element has none. */
static const char *read_text(const struct reader *reader, const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
	const char *text = value ? arena_strdup(reader->arena, (const char *)value) : NULL;

	xmlFree(value);
	return text;
}

static const char *read_required(const struct reader *reader, const xmlNode *node, const char *name)
{
	const char *text = read_text(reader, node, name);

	if (!text || !*text)
		refuse(reader, node, M_F721, name);
	return text ? text : "";
}

/* As a property's value would be: 12mm, 1.2em, #1f3a5f, 40 div 3. False: the attribute is not there. */
static bool evaluate(const struct reader *reader, const xmlNode *node, const char *name,
		     struct value *value)
{
	const struct properties *p = reader->fo->p;
	const struct expression_context context = {
		.own = p, .parent = p, .em = p->font_size.points};
	const char *text = read_text(reader, node, name);

	if (!text)
		return false;
	if (!expression_evaluate(&context, slice_of(text), value)) {
		*value = (struct value){.kind = VALUE_STRING};
		refuse(reader, node, M_F721, name);
	}
	return true;
}

/* A length (power 1) or a number (power 0). */
static double read_number(const struct reader *reader, const xmlNode *node, const char *name,
			  int power)
{
	struct value value = {.kind = VALUE_STRING};

	evaluate(reader, node, name, &value);
	if (value.kind != VALUE_NUMBER || value.power != power || value.length.percent != 0)
		refuse(reader, node, M_F721, name);
	return value.kind == VALUE_NUMBER ? value.length.points : 0;
}

static struct color read_color(const struct reader *reader, const xmlNode *node, const char *name)
{
	struct value value;

	if (!evaluate(reader, node, name, &value))
		return reader->fo->p->color;
	if (value.kind == VALUE_KEYWORD && color_named(value.text, &value.color))
		return value.color;
	if (value.kind != VALUE_COLOR)
		refuse(reader, node, M_F721, name);
	return value.kind == VALUE_COLOR ? value.color : reader->fo->p->color;
}

/* Which of two words the attribute is; without it, the first. */
static bool is_second(const struct reader *reader, const xmlNode *node, const char *name,
		      const char *first, const char *second)
{
	const char *text = read_text(reader, node, name);

	if (text && strcmp(text, first) && strcmp(text, second))
		refuse(reader, node, M_F721, name);
	return text && !strcmp(text, second);
}

/* An attribute that is not among these (separated by spaces) is a mistake in writing. */
static void check_attributes(const struct reader *reader, const xmlNode *node, const char *names)
{
	char **known = g_strsplit(names, " ", 0);

	for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
		const char *name = (const char *)attribute->name;

		if (!attribute->ns && !g_strv_contains((const char *const *)known, name))
			refuse(reader, node, M_F721, arena_strdup(reader->arena, name));
	}
	g_strfreev(known);
}

static struct drawing *read_qr(const struct reader *reader, const xmlNode *node)
{
	const char *text, *level;
	struct color color;

	check_attributes(reader, node, "texte correction couleur");
	text = read_required(reader, node, "texte");
	level = read_text(reader, node, "correction");
	color = read_color(reader, node, "couleur");
	if (level && (!strchr("LMQH", *level) || !*level || level[1]))
		refuse(reader, node, M_F721, "correction");
	return qr_drawing(reader->arena, text, level ? *level : 'M', color);
}

static struct drawing *read_guilloche(const struct reader *reader, const xmlNode *node)
{
	bool rosette = is_second(reader, node, "forme", "cadre", "rosette");
	const char *text = read_required(reader, node, "graine");
	struct color ink = read_color(reader, node, "couleur"),
		     metal = read_color(reader, node, "metal");
	double width, height, band;

	if (rosette) {
		check_attributes(reader, node, "forme graine couleur metal diametre");
		return guilloche_rosette(reader->arena, text,
					 read_number(reader, node, "diametre", 1), ink, metal);
	}
	check_attributes(reader, node, "forme graine couleur metal largeur hauteur bande");
	width = read_number(reader, node, "largeur", 1);
	height = read_number(reader, node, "hauteur", 1);
	band = read_number(reader, node, "bande", 1);
	return guilloche_frame(reader->arena, text, width, height, band, ink, metal);
}

/* The next child element from `node` on, which must be a figure's part of this name. */
static const xmlNode *next_part(const struct reader *reader, const xmlNode *node, const char *name)
{
	while (node && node->type != XML_ELEMENT_NODE)
		node = node->next;
	if (node && (!node->ns || strcmp((const char *)node->ns->href, FIGURE_NAMESPACE) ||
		     strcmp((const char *)node->name, name)))
		refuse(reader, node, M_F720, NULL);
	return node;
}

static const char *or_nothing(const char *text)
{
	return text ? text : "";
}

static struct drawing *read_barres(const struct reader *reader, const xmlNode *node)
{
	struct barre *rows = arena_array(reader->arena, ROWS_MAXIMUM, sizeof *rows);
	struct barres barres = {.rows = rows};

	check_attributes(reader, node, "largeur pas libelles valeurs unites couleur");
	barres.width = read_number(reader, node, "largeur", 1);
	barres.pitch = read_number(reader, node, "pas", 1);
	barres.labels = read_number(reader, node, "libelles", 1);
	barres.texts = read_number(reader, node, "valeurs", 1);
	barres.units = is_second(reader, node, "unites", "non", "oui");
	barres.color = read_color(reader, node, "couleur");
	for (const xmlNode *part = node->children;
	     (part = next_part(reader, part, "barre")) && barres.count < ROWS_MAXIMUM;
	     part = part->next) {
		check_attributes(reader, part, "libelle texte valeur sur");
		rows[barres.count++] =
			(struct barre){.label = or_nothing(read_text(reader, part, "libelle")),
				       .text = or_nothing(read_text(reader, part, "texte")),
				       .value = read_number(reader, part, "valeur", 0),
				       .whole = read_number(reader, part, "sur", 0)};
	}
	return barres_drawing(reader->arena, &barres);
}

static struct drawing *read_radar(const struct reader *reader, const xmlNode *node)
{
	struct axe *axes = arena_array(reader->arena, ROWS_MAXIMUM, sizeof *axes);
	struct radar radar = {.axes = axes};

	check_attributes(reader, node, "largeur hauteur marge maximum couleur");
	radar.width = read_number(reader, node, "largeur", 1);
	radar.height = read_number(reader, node, "hauteur", 1);
	radar.margin = read_number(reader, node, "marge", 1);
	radar.whole = read_number(reader, node, "maximum", 0);
	radar.color = read_color(reader, node, "couleur");
	for (const xmlNode *part = node->children;
	     (part = next_part(reader, part, "axe")) && radar.count < ROWS_MAXIMUM;
	     part = part->next) {
		check_attributes(reader, part, "libelle texte valeur");
		axes[radar.count++] =
			(struct axe){.label = or_nothing(read_text(reader, part, "libelle")),
				     .text = or_nothing(read_text(reader, part, "texte")),
				     .value = read_number(reader, part, "valeur", 0)};
	}
	return radar_drawing(reader->arena, &radar);
}

static struct drawing *read_marque(const struct reader *reader, const xmlNode *node)
{
	const char *text;
	double width, height;

	check_attributes(reader, node, "texte largeur hauteur");
	text = read_required(reader, node, "texte");
	width = read_number(reader, node, "largeur", 1);
	height = read_number(reader, node, "hauteur", 1);
	return marque_drawing(reader->arena, text, width, height);
}

static void read_figure(const struct reader *reader, const xmlNode *node)
{
	static const struct {
		const char *name;
		struct drawing *(*read)(const struct reader *reader, const xmlNode *node);
	} figures[] = {
		{"barres", read_barres},
		{"guilloche", read_guilloche},
		{"marque", read_marque},
		{"qr", read_qr},
		{"radar", read_radar},
	};
	struct drawing *drawing = NULL;
	size_t i = 0, count = sizeof figures / sizeof *figures;

	while (i < count && strcmp(figures[i].name, (const char *)node->name))
		i++;
	if (i == count)
		refuse(reader, node, M_F720, NULL);
	else if (!(drawing = figures[i].read(reader, node)))
		refuse(reader, node, M_F722, NULL);
	reader->fo->drawing = reader->fault->code ? NULL : drawing;
	if (drawing && !reader->fo->alt)
		reader->fo->alt = drawing->alternative;
}

/* The picture as a file of its own would be, in a data: URI: whoever reads pictures reads it within the same limits. */
static void read_svg(const struct reader *reader, const xmlNode *node)
{
	xmlDoc *document = xmlNewDoc((const xmlChar *)"1.0");
	xmlNode *copy = document ? xmlDocCopyNode((xmlNode *)node, document, 1) : NULL;
	xmlChar *text = NULL;
	int length = 0;

	if (copy) {
		xmlDocSetRootElement(document, copy);
		xmlDocDumpMemoryEnc(document, &text, &length, "UTF-8");
	}
	if (!text)
		memory_ended();
	char *encoded = g_base64_encode(text, (size_t)length);

	reader->fo->picture = arena_printf(reader->arena, "data:image/svg+xml;base64,%s", encoded);
	g_free(encoded);
	xmlFree(text);
	xmlFreeDoc(document);
}

bool tree_figure_read(struct arena *arena, struct fo *fo, struct figure_fault *fault)
{
	const struct reader reader = {arena, fo, fault};
	const xmlNode *node = fo->foreign;
	const char *namespace = node && node->ns ? (const char *)node->ns->href : "";

	*fault = (struct figure_fault){0};
	if (!node)
		refuse(&reader, fo->source, M_F722, NULL);
	else if (!strcmp(namespace, FIGURE_NAMESPACE))
		read_figure(&reader, node);
	else if (!strcmp(namespace, SVG_NAMESPACE) && !strcmp((const char *)node->name, "svg"))
		read_svg(&reader, node);
	else
		refuse(&reader, node, M_F720, NULL);
	return !fault->code;
}
