#include "pdf/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "pdf/cache.h"
#include "pdf/object.h"

/* So many digits of a digest tell forms apart, and a file of thousands of documents has thousands of them. */
#define DIGITS 32

struct form {
	char digest[DIGITS]; /* of the dictionary and the content */
	unsigned object;
};

struct pdf_forms {
	struct pdf_objects *objects;
	struct pdf_cache *cache;
	struct form *forms;
	size_t count, capacity;
};

struct pdf_forms *pdf_forms_new(struct pdf_objects *objects, struct pdf_cache *cache)
{
	struct pdf_forms *forms = memory_alloc(sizeof *forms);

	*forms = (struct pdf_forms){.objects = objects, .cache = cache};
	return forms;
}

void pdf_forms_free(struct pdf_forms *forms)
{
	if (!forms)
		return;
	free(forms->forms);
	free(forms);
}

static void put_dictionary(const struct pdf_form *form, struct buffer *out)
{
	buffer_puts(out, "/Type/XObject/Subtype/Form/BBox[");
	for (int i = 0; i < 4; i++) {
		buffer_puts(out, i ? " " : "");
		buffer_decimal(out, pdf_bounded(form->box[i]), 3);
	}
	buffer_puts(out, "]/Resources<<");
	buffer_puts(out, form->resources ? form->resources : "");
	buffer_puts(out, ">>");
}

static void write_form(struct pdf_forms *forms, const struct pdf_form *form, unsigned number,
		       const char *dictionary, const char *digest)
{
	const struct buffer *packed;

	if (!form->shared) {
		pdf_object_stream(forms->objects, number, dictionary, form->content, form->length);
		return;
	}
	packed = pdf_cache_packed(forms->cache, digest, form->content, form->length);
	pdf_object_deflated(forms->objects, number, dictionary, packed->data, packed->length);
}

unsigned pdf_form_add(struct pdf_forms *forms, const struct pdf_form *form)
{
	struct digest *digest = digest_new();
	struct buffer dictionary = {0};
	char hex[DIGEST_LENGTH + 1];
	struct form added;

	put_dictionary(form, &dictionary);
	digest_add_field(digest, dictionary.data, dictionary.length);
	digest_add_field(digest, form->content, form->length);
	digest_end(digest, hex);
	memcpy(added.digest, hex, DIGITS);
	for (size_t i = 0; i < forms->count; i++)
		if (!memcmp(forms->forms[i].digest, added.digest, DIGITS)) {
			buffer_free(&dictionary);
			return (unsigned)i;
		}
	added.object = pdf_object_reserve(forms->objects);
	write_form(forms, form, added.object, buffer_string(&dictionary), hex);
	buffer_free(&dictionary);
	forms->forms = memory_grown(forms->forms, forms->count, &forms->capacity, sizeof *forms->forms);
	forms->forms[forms->count] = added;
	return (unsigned)forms->count++;
}

unsigned pdf_form_object(const struct pdf_forms *forms, unsigned number)
{
	return forms->forms[number].object;
}

void pdf_forms_resources(const struct pdf_forms *forms, struct buffer *out)
{
	for (size_t i = 0; i < forms->count; i++) {
		buffer_puts(out, "/X");
		buffer_integer(out, (long)i);
		pdf_put_reference(out, " ", forms->forms[i].object);
	}
}
