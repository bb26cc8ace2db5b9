/* For the tests that shape a text in two ways: after cmocka.h. */
#ifndef SAME_GLYPHS_H
#define SAME_GLYPHS_H

#include "shape/shape.h"

static inline void assert_same_glyphs(const struct shape_glyph *a, const struct shape_glyph *b, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(a[i].id, b[i].id);
		assert_int_equal(a[i].cluster, b[i].cluster);
		assert_int_equal(a[i].advance, b[i].advance);
		assert_int_equal(a[i].dx, b[i].dx);
		assert_int_equal(a[i].dy, b[i].dy);
		assert_int_equal(a[i].unsafe, b[i].unsafe);
	}
}

#endif
