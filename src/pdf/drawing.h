#ifndef PDF_DRAWING_H
#define PDF_DRAWING_H
/* Drawings (figure/drawing.h) as operators: a cell that is painted more than once becomes a form, painted by as many `cm` and
 * `Do`. */

struct buffer;
struct drawing;
struct matrix;
struct pdf_forms;

/* Append a drawing under a matrix, which leads from its coordinates to those of PDF. Leaves the graphics state as it was. */
void pdf_drawing_paint(const struct drawing *drawing, const struct matrix *matrix,
		       struct pdf_forms *forms, struct buffer *out);

/* Append "a b c d e f cm"; nothing where the matrix changes nothing. */
void pdf_drawing_matrix(const struct matrix *matrix, struct buffer *out);

#endif
