#ifndef EXPORT_REGISTRE_H
#define EXPORT_REGISTRE_H
/* The register of blocs, for the certifier's own software (seed 000: every validated bloc is recorded there): CSV as RFC 4180 has
 * it, one line for each bloc that a session validated, with a header. */

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "export/record.h"

/* Append the register of the sessions. `excel`: a byte order mark, and a semicolon between cells. Returns the number of blocs. */
size_t registre_write(const struct record *records, size_t count, bool excel, struct buffer *out);

#endif
