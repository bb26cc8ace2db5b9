#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H
/* Bytes that grow. A buffer set to {0} is empty and ready; whoever declares it frees it. Numbers are written
 * the same way in every locale. Out of memory is fatal (exit 70). */

#include <stddef.h>

struct buffer {
	char *data; /* not NUL-terminated unless buffer_string was called */
	size_t length;
	size_t capacity;
};

void buffer_free(struct buffer *buffer);
void buffer_clear(struct buffer *buffer);

/* Make room for n bytes more: what buffer_reserve does when there is none. */
char *buffer_grow(struct buffer *buffer, size_t n);

/* Room for n bytes more; returns where to write them. Add what was written to length. */
static inline char *buffer_reserve(struct buffer *buffer, size_t n)
{
	return buffer->data && n <= buffer->capacity - buffer->length ? buffer->data + buffer->length
								      : buffer_grow(buffer, n);
}

static inline void buffer_putc(struct buffer *buffer, char c)
{
	*buffer_reserve(buffer, 1) = c;
	buffer->length++;
}

void buffer_put(struct buffer *buffer, const void *data, size_t n);
void buffer_puts(struct buffer *buffer, const char *text);
void buffer_printf(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_integer(struct buffer *buffer, long value);

/* The digits of a number, at most so many, where there is room for them; returns where they end. */
#define BUFFER_DIGITS 20
char *buffer_digits(char *to, unsigned long value);

/* A decimal with at most `digits` digits (0–9) after the point, rounded half away from zero, no trailing zeros, no exponent,
 * never "-0". */
void buffer_decimal(struct buffer *buffer, double value, int digits);

/* One Unicode character as UTF-8. */
void buffer_character(struct buffer *buffer, unsigned character);

/* NUL-terminate (not counted in length) and return data; "" when empty. */
const char *buffer_string(struct buffer *buffer);

#endif
