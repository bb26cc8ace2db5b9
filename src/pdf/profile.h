#ifndef PDF_PROFILE_H
#define PDF_PROFILE_H
/* ICC profiles (ICC.1:2001-04), as small as they say the same: every file of an archive holds one. */

#include <stddef.h>

struct buffer;

/* Append the profile: what it holds twice once, and its curves with as few points as draw them. Whatever is not understood stays as
 * it is. */
void pdf_profile_condense(const void *profile, size_t length, struct buffer *out);

#endif
