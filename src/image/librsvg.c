/* What is called of librsvg: see base/library.h. */

#include <librsvg/rsvg.h>

#include "base/library.h"

#define FUNCTION(type, name, parameters, arguments) LIBRARY_FUNCTION("rsvg-2", type, name, parameters, arguments)

LIBRARY_PROCEDURE("rsvg-2", rsvg_handle_get_intrinsic_dimensions,
		  (RsvgHandle * a, gboolean *b, RsvgLength *c, gboolean *d, RsvgLength *e, gboolean *f, RsvgRectangle *g),
		  (a, b, c, d, e, f, g))
FUNCTION(gboolean, rsvg_handle_get_intrinsic_size_in_pixels, (RsvgHandle * a, gdouble *b, gdouble *c), (a, b, c))
FUNCTION(RsvgHandle *, rsvg_handle_new_from_data, (const guint8 *a, gsize b, GError **c), (a, b, c))
FUNCTION(gboolean, rsvg_handle_render_document, (RsvgHandle * a, cairo_t *b, const RsvgRectangle *c, GError **d),
	 (a, b, c, d))
LIBRARY_PROCEDURE("rsvg-2", rsvg_handle_set_dpi, (RsvgHandle * a, double b), (a, b))
