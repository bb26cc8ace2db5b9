#ifndef EXPORT_DELIVERY_H
#define EXPORT_DELIVERY_H
/* A file that goes out: whole or not at all, and never over another one. */

#include "base/buffer.h"
#include "base/message.h"
#include "base/status.h"

/* Write the file. The same bytes stand there: nothing to do, DONE. Others: A603, OUTPUT. */
enum status delivery_write(const char *path, const struct buffer *bytes, struct messages *messages);

/* Move a finished file of the same folder into place under the same rules; it is removed where it is not wanted. */
enum status delivery_move(const char *finished, const char *path, struct messages *messages);

#endif
