/* ICC profiles made small: what must still be there, and what is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "pdf/profile.h"

#define HEADER 128

static unsigned number(const struct buffer *profile, size_t at, int bytes)
{
	unsigned value = 0;

	for (int i = 0; i < bytes; i++)
		value = value << 8 | (unsigned char)profile->data[at + (size_t)i];
	return value;
}

static void put_number(struct buffer *out, size_t value, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		buffer_putc(out, (char)(value >> 8 * i));
}

/* Three tags: two equal curves through these points, and a text of five bytes. */
static struct buffer sample(const unsigned *points, size_t count)
{
	const size_t length = 12 + 2 * count, first = HEADER + 4 + 3 * 12;
	struct buffer profile = {0};

	for (size_t i = 0; i < HEADER; i++)
		buffer_putc(&profile, (char)i);
	put_number(&profile, 3, 4);
	for (size_t i = 0; i < 2; i++) {
		buffer_puts(&profile, i ? "gTRC" : "rTRC");
		put_number(&profile, first + i * length, 4);
		put_number(&profile, length, 4);
	}
	buffer_puts(&profile, "cprt");
	put_number(&profile, first + 2 * length, 4);
	put_number(&profile, 13, 4);
	for (int i = 0; i < 2; i++) {
		buffer_put(&profile, "curv\0\0\0", 8);
		put_number(&profile, count, 4);
		for (size_t k = 0; k < count; k++)
			put_number(&profile, points[k], 2);
	}
	buffer_put(&profile, "text\0\0\0\0libre", 13);
	return profile;
}

static void curves_keep_what_draws_them(void **state)
{
	/* A line, a bend that only every second point draws, one that all are needed for, and a curve of two points. */
	static const struct {
		unsigned points[9];
		size_t count, kept;
	} cases[] = {
		{{0, 100, 200, 300, 400, 500, 600, 700, 800}, 9, 2},
		{{0, 50, 100, 300, 500, 700, 900, 1000, 1100}, 9, 5},
		{{0, 50, 100, 900, 1000, 1000, 1000, 1000, 1000}, 9, 9},
		{{0, 104, 200, 296, 400, 500, 600, 700, 800}, 9, 2},
		{{0, 105, 200, 300, 400, 500, 600, 700, 800}, 9, 9},
		{{0, 65535}, 2, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer profile = sample(cases[i].points, cases[i].count), out = {0};
		size_t tags = HEADER + 4, step = (cases[i].count - 1) / (cases[i].kept - 1), curve, text;

		buffer_puts(&out, "before");
		pdf_profile_condense(profile.data, profile.length, &out);
		memmove(out.data, out.data + 6, out.length -= 6);
		assert_int_equal(number(&out, 0, 4), out.length);
		assert_int_equal(out.length % 4, 0);
		curve = number(&out, tags + 4, 4);
		text = number(&out, tags + 28, 4);
		assert_int_equal(number(&out, tags + 16, 4), curve);
		assert_int_equal(number(&out, tags + 8, 4), 12 + 2 * cases[i].kept);
		assert_int_equal(number(&out, curve + 8, 4), cases[i].kept);
		for (size_t k = 0; k < cases[i].kept; k++)
			assert_int_equal(number(&out, curve + 12 + 2 * k, 2), cases[i].points[k * step]);
		assert_int_equal(text % 4, 0);
		assert_int_equal(number(&out, tags + 32, 4), 13);
		assert_memory_equal(out.data + text + 8, "libre", 5);
		buffer_free(&profile);
		buffer_free(&out);
	}
}

/* Cut off anywhere, a profile is not read beyond its end; where its tags lead outside, it stays as it is. */
static void what_is_broken_stays(void **state)
{
	static const unsigned points[] = {0, 100, 200};
	struct buffer profile = sample(points, 3);

	(void)state;
	for (size_t length = 0; length < profile.length; length++) {
		struct buffer part = {0}, out = {0};

		buffer_put(&part, profile.data, length);
		pdf_profile_condense(part.data, part.length, &out);
		assert_int_equal(out.length, length);
		if (length)
			assert_memory_equal(out.data, profile.data, length);
		buffer_free(&part);
		buffer_free(&out);
	}
	buffer_free(&profile);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(curves_keep_what_draws_them),
		cmocka_unit_test(what_is_broken_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
