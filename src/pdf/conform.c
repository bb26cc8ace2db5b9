#include "pdf/conform.h"

#include <ctype.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "pdf/cache.h"
#include "pdf/object.h"
#include "pdf/pdf.h"

/* ISO 19005-3, 6.6.2.3.1: a schema that XMP does not predefine is described in the file. */
static const char schema[] =
	"<rdf:Description rdf:about=\"\" "
	"xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
	" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
	"xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
	"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
	"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
	"<pdfaSchema:property><rdf:Seq><rdf:li "
	"rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>"
	"<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</"
	"pdfaProperty:category>"
	"<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq>"
	"</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";

static void put_xml(struct buffer *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '&')
			buffer_puts(out, "&amp;");
		else if (*text == '<')
			buffer_puts(out, "&lt;");
		else if (*text == '>')
			buffer_puts(out, "&gt;");
		else if ((unsigned char)*text >= ' ' || *text == '\t' || *text == '\n')
			buffer_putc(out, *text);
	}
}

static void put_element(struct buffer *out, const char *before, const char *text, const char *after)
{
	if (!text || !*text)
		return;
	buffer_puts(out, before);
	put_xml(out, text);
	buffer_puts(out, after);
}

static bool all_digits(const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!isdigit((unsigned char)text[i]))
			return false;
	return true;
}

/* A date of PDF (7.9.4) as XMP writes it: "2024-11-06T17:00:00+01:00"; nothing when it is none. */
static const char *xmp_date(const char *date, char out[32])
{
	const char *zone;

	if (!date || strncmp(date, "D:", 2) || !all_digits(date + 2, 14))
		return NULL;
	date += 2;
	zone = date + 14;
	snprintf(out, 32, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s", date, date + 4, date + 6, date + 8,
		 date + 10, date + 12);
	if ((*zone == '+' || *zone == '-') && all_digits(zone + 1, 2) && zone[3] == '\'' &&
	    all_digits(zone + 4, 2))
		snprintf(out + 19, 13, "%.3s:%.2s", zone, zone + 4);
	else
		strcpy(out + 19, "Z");
	return out;
}

static void write_info(struct pdf_objects *objects, unsigned number,
		       const struct pdf_identity *identity)
{
	const struct {
		const char *key, *text;
	} entries[] = {{"/Title", identity->title},
		       {"/Author", identity->author},
		       {"/Producer", identity->producer},
		       {"/CreationDate", identity->date},
		       {"/ModDate", identity->date}};
	struct buffer *out = pdf_object_begin(objects, number);

	buffer_puts(out, "<<");
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		if (!entries[i].text || !*entries[i].text)
			continue;
		buffer_puts(out, entries[i].key);
		pdf_put_text(out, entries[i].text, strlen(entries[i].text));
	}
	buffer_puts(out, ">>");
}

/* The head of the metadata, and what the file claims to conform to. */
static void put_claims(struct buffer *xmp, const struct pdf_identity *identity)
{
	buffer_puts(xmp,
		    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
		    "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
		    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
		    "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
		    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
		    "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
	if (identity->conformance)
		buffer_printf(
			xmp,
			"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>%c</pdfaid:conformance>\n",
			identity->conformance);
	if (identity->accessible)
		buffer_puts(xmp, "<pdfuaid:part>1</pdfuaid:part>\n");
}

void pdf_conform_metadata(struct pdf_objects *objects, unsigned metadata, unsigned info,
			  const struct pdf_identity *identity)
{
	struct pdf_identity shown = *identity;
	struct buffer xmp = {0};
	char text[32];
	const char *date = xmp_date(identity->date, text);

	if (!date)
		shown.date = NULL;
	write_info(objects, info, &shown);
	put_claims(&xmp, identity);
	put_element(&xmp, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", shown.title,
		    "</rdf:li></rdf:Alt></dc:title>\n");
	put_element(&xmp, "<dc:creator><rdf:Seq><rdf:li>", shown.author,
		    "</rdf:li></rdf:Seq></dc:creator>\n");
	put_element(&xmp, "<dc:language><rdf:Bag><rdf:li>", shown.lang,
		    "</rdf:li></rdf:Bag></dc:language>\n");
	put_element(&xmp, "<pdf:Producer>", shown.producer, "</pdf:Producer>\n");
	put_element(&xmp, "<xmp:CreateDate>", date, "</xmp:CreateDate>\n");
	put_element(&xmp, "<xmp:ModifyDate>", date, "</xmp:ModifyDate>\n");
	buffer_puts(&xmp, "</rdf:Description>\n");
	if (identity->accessible)
		buffer_puts(&xmp, schema);
	buffer_puts(&xmp, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
	/* Not deflated: programs that know no PDF look for it (ISO 19005-3, 6.6.2). */
	pdf_object_plain(objects, metadata, "/Type/Metadata/Subtype/XML", xmp.data, xmp.length);
	buffer_free(&xmp);
}

bool pdf_conform_intent(struct pdf_objects *objects, struct pdf_cache *cache, unsigned number)
{
	const struct buffer *profile = pdf_cache_profile(cache);
	struct buffer *out;
	unsigned stream;

	if (!profile)
		return false;
	stream = pdf_object_reserve(objects);
	pdf_object_deflated(objects, stream, "/N 3", profile->data, profile->length);
	out = pdf_object_begin(objects, number);
	buffer_puts(out, "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB "
			 "IEC61966-2.1)/Info(sRGB IEC61966-2.1)");
	pdf_put_reference(out, "/DestOutputProfile ", stream);
	buffer_puts(out, ">>");
	return true;
}

static void put_mime(struct buffer *out, const char *mime)
{
	for (; *mime; mime++) {
		if (isalnum((unsigned char)*mime) || strchr("+-.", *mime))
			buffer_putc(out, *mime);
		else
			buffer_printf(out, "#%02X", (unsigned)(unsigned char)*mime);
	}
}

unsigned pdf_conform_attachment(struct pdf_objects *objects,
				const struct pdf_attachment *attachment, const char *date)
{
	unsigned file = pdf_object_reserve(objects), specification = pdf_object_reserve(objects);
	size_t length = strlen(attachment->name);
	enum pdf_effort effort = pdf_objects_effort(objects);
	char *sum =
		g_compute_checksum_for_data(G_CHECKSUM_MD5, attachment->data, attachment->length);
	struct buffer dictionary = {0}, *out;
	char text[32];

	buffer_puts(&dictionary, "/Type/EmbeddedFile/Subtype/");
	put_mime(&dictionary, attachment->mime);
	buffer_printf(&dictionary, "/Params<</Size %zu/CheckSum<%s>", attachment->length, sum);
	if (xmp_date(date, text))
		buffer_printf(&dictionary, "/ModDate(%s)", date);
	buffer_puts(&dictionary, ">>");
	/* A dossier says the same over and over: the best deflates it by a twenty-fifth better, in twenty times the time. */
	if (effort == PDF_BEST)
		pdf_objects_condense(objects, PDF_WELL);
	pdf_object_stream(objects, file, buffer_string(&dictionary), attachment->data, attachment->length);
	pdf_objects_condense(objects, effort);
	out = pdf_object_begin(objects, specification);
	buffer_puts(out, "<</Type/Filespec/AFRelationship/Source/F");
	pdf_put_text(out, attachment->name, length);
	buffer_puts(out, "/UF");
	pdf_put_text(out, attachment->name, length);
	if (attachment->description) {
		buffer_puts(out, "/Desc");
		pdf_put_text(out, attachment->description, strlen(attachment->description));
	}
	pdf_put_reference(out, "/EF<</F ", file);
	pdf_put_reference(out, "/UF ", file);
	buffer_puts(out, ">>>>");
	buffer_free(&dictionary);
	g_free(sum);
	return specification;
}
