#include "export/embedded.h"

#include <libxml/xmlIO.h>
#include <string.h>

#include "base/message.h"
#include "input/source.h"
#include "input/writer.h"
#include "jury/element.h"

#define DEEPEST 32 /* a dossier has a handful of levels */

struct comparison {
	struct arena *arena;
	const char *path; /* where it stands now */
	const char *where;
	bool gained;
	bool empreinte; /* a digest differs */
};

static const char *shown(const char *text)
{
	return text ? text : "";
}

/* What differs, without what it says: a message holds nobody's name. */
static bool differ(struct comparison *comparison, const char *name)
{
	comparison->where = arena_printf(comparison->arena,
					 message_translate("%s%s is not what the deliberation says"),
					 comparison->path, name);
	return false;
}

/* Of attributes that say nothing about who somebody is, what they say too. */
static bool differ_attribute(struct comparison *comparison, const char *name, const char *here,
			     const char *there)
{
	static const char *const open[] = {"bloc", "certificat", "certification", "edition", "etat",
					   "id",   "numero",	 "objet",	  "present", "ref",
					   "resultat", "revision", "vise", "voie"};

	for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
		if (strcmp(open[i], name))
			continue;
		comparison->where = arena_printf(
			comparison->arena,
			message_translate("%s@%s is “%s”, “%s” in the deliberation"),
			comparison->path, name, here, there);
		return false;
	}
	return differ(comparison, arena_printf(comparison->arena, "@%s", name));
}

/* Attributes in any order. The digest is told apart: it alone may differ. */
static bool same_attributes(struct comparison *comparison, const xmlNode *here, const xmlNode *there)
{
	for (const xmlAttr *at = here->properties; at; at = at->next) {
		const char *name = (const char *)at->name;

		if (!strcmp(element_get(here, name), element_get(there, name)))
			continue;
		if (!strcmp(name, "empreinte"))
			comparison->empreinte = true;
		else
			return differ_attribute(comparison, name, element_get(here, name),
						element_get(there, name));
	}
	for (const xmlAttr *at = there->properties; at && !comparison->gained; at = at->next) {
		const char *name = (const char *)at->name;

		if (!xmlHasProp((xmlNode *)here, at->name))
			return differ_attribute(comparison, name, "", element_get(there, name));
	}
	return true;
}

static bool is_content(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE || node->type == XML_TEXT_NODE ||
	       node->type == XML_CDATA_SECTION_NODE;
}

static const xmlNode *content(const xmlNode *node)
{
	while (node && !is_content(node))
		node = node->next;
	return node;
}

static bool same_kind(const xmlNode *here, const xmlNode *there)
{
	if ((here->type == XML_ELEMENT_NODE) != (there->type == XML_ELEMENT_NODE))
		return false;
	return here->type != XML_ELEMENT_NODE ||
	       !strcmp((const char *)here->name, (const char *)there->name);
}

static const char *name_of(const xmlNode *node)
{
	return !node ? "" : node->type == XML_ELEMENT_NODE ? (const char *)node->name : "text";
}

static bool same_element(struct comparison *comparison, const xmlNode *here, const xmlNode *there,
			 int depth);

static bool same_children(struct comparison *comparison, const xmlNode *here, const xmlNode *there,
			  int depth)
{
	for (here = content(here); here; here = content(here->next)) {
		there = content(there);
		while (comparison->gained && there && !same_kind(here, there))
			there = content(there->next);
		if (!there || !same_kind(here, there))
			return differ(comparison, arena_printf(comparison->arena, "/%s", name_of(here)));
		if (here->type == XML_ELEMENT_NODE
			    ? !same_element(comparison, here, there, depth + 1)
			    : strcmp(shown((const char *)here->content),
				     shown((const char *)there->content)) != 0)
			return comparison->where ? false : differ(comparison, "");
		there = there->next;
	}
	there = content(there);
	return !there || comparison->gained ||
	       differ(comparison, arena_printf(comparison->arena, "/%s", name_of(there)));
}

static bool same_element(struct comparison *comparison, const xmlNode *here, const xmlNode *there,
			 int depth)
{
	const char *before = comparison->path;
	bool same;

	if (depth > DEEPEST)
		return differ(comparison, "");
	comparison->path = depth ? arena_printf(comparison->arena, "%s%s%s", before, *before ? "/" : "",
						name_of(here))
				 : "";
	same = same_attributes(comparison, here, there) &&
	       same_children(comparison, here->children, there->children, depth);
	comparison->path = before;
	return same;
}

/* What is written is held against what is embedded. */
struct writing {
	const struct buffer *embedded;
	size_t offset;
	bool differs;
};

static int on_write(void *context, const char *data, int n)
{
	struct writing *writing = context;
	const struct buffer *embedded = writing->embedded;
	size_t length = (size_t)n;

	if (writing->differs || length > embedded->length - writing->offset ||
	    memcmp(embedded->data + writing->offset, data, length) != 0)
		writing->differs = true;
	else
		writing->offset += length;
	return n;
}

/* The minutes of ten thousand candidates are not written to memory for this. */
static bool same_bytes(const struct buffer *embedded, xmlDoc *dossier)
{
	struct writing writing = {.embedded = embedded};
	xmlOutputBuffer *out = xmlOutputBufferCreateIO(on_write, NULL, &writing, NULL);

	if (!out)
		memory_ended();
	xmlSaveFormatFileTo(out, dossier, "UTF-8", 0);
	return !writing.differs && writing.offset == embedded->length;
}

enum embedded embedded_compare(const struct buffer *embedded, xmlDoc *dossier, bool gained,
			       struct arena *arena, const char **where)
{
	struct comparison comparison = {.arena = arena, .path = "", .gained = gained};
	struct messages *messages;
	struct source *source;
	bool same = false;

	*where = "";
	if (same_bytes(embedded, dossier))
		return EMBEDDED_SAME;
	messages = messages_new();
	source = source_parse("dossier.xml", embedded->data, embedded->length, messages);
	if (source)
		same = same_element(&comparison, source_root(source), xmlDocGetRootElement(dossier),
				    0);
	else
		comparison.where = messages->count ? arena_strdup(arena, messages->list[0].text) : "";
	source_free(source);
	messages_free(messages);
	*where = comparison.where ? comparison.where : "";
	if (!same)
		return EMBEDDED_OTHER;
	return comparison.empreinte ? EMBEDDED_EMPREINTE : EMBEDDED_SAME;
}

/* How many bytes of a document stand before the end tag of its root. */
static size_t before_end(const char *bytes, size_t length)
{
	while (length > 1 && (bytes[length - 2] != '<' || bytes[length - 1] != '/'))
		length--;
	return length > 1 ? length - 2 : 0;
}

static void add_candidats(struct dossiers *dossiers, xmlDoc *pv, struct digest *digest)
{
	xmlBuffer *text = xmlBufferCreate();
	xmlNode *before = NULL;

	if (!text)
		memory_ended();
	for (size_t i = 0; i < dossier_candidat_count(dossiers); i++) {
		xmlNode *node = dossier_pv_add(dossiers, pv, i);

		xmlBufferEmpty(text);
		xmlNodeDump(text, pv, node, 0, 0);
		digest_add(digest, xmlBufferContent(text), (size_t)xmlBufferLength(text));
		if (before) {
			xmlUnlinkNode(before);
			xmlFreeNode(before);
		}
		before = node;
	}
	xmlBufferFree(text);
}

void embedded_pv_digest(struct dossiers *dossiers, char sha256[DIGEST_LENGTH + 1])
{
	struct digest *digest = digest_new();
	xmlDoc *pv = dossier_pv_begin(dossiers);
	struct buffer frame = {0};
	size_t end;

	pv->encoding = xmlStrdup(BAD_CAST "UTF-8"); /* or attributes of single elements are written in ASCII */
	if (!pv->encoding)
		memory_ended();
	writer_document(pv, &frame);
	end = before_end(frame.data, frame.length);
	digest_add(digest, frame.data, end);
	add_candidats(dossiers, pv, digest);
	digest_add(digest, frame.data + end, frame.length - end);
	digest_end(digest, sha256);
	buffer_free(&frame);
	xmlFreeDoc(pv);
}
