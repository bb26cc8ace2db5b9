#include "base/buffer.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void buffer_free(struct buffer *buffer)
{
	if (buffer == NULL)
		return;
	free(buffer->data);
	*buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
	buffer->length = 0;
}

char *buffer_grow(struct buffer *buffer, size_t n)
{
	size_t needed, capacity = buffer->capacity ? buffer->capacity : 64;

	if (__builtin_add_overflow(buffer->length, n, &needed))
		needed = SIZE_MAX; /* refused by memory_realloc */
	while (capacity < needed)
		capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
	buffer->data = memory_realloc(buffer->data, capacity);
	buffer->capacity = capacity;
	return buffer->data + buffer->length;
}

void buffer_put(struct buffer *buffer, const void *data, size_t n)
{
	if (n == 0)
		return;
	memcpy(buffer_reserve(buffer, n), data, n);
	buffer->length += n;
}

void buffer_puts(struct buffer *buffer, const char *text)
{
	buffer_put(buffer, text, strlen(text));
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	buffer_reserve(buffer, (size_t)length + 1); /* vsnprintf ends its text with a NUL */
	va_start(arguments, format);
	vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buffer->length += (size_t)length;
}

static int count_digits(unsigned long value)
{
	int count = 1;

	for (; value >= 100; value /= 100)
		count += 2;
	return value >= 10 ? count + 1 : count;
}

/* Two digits at a time: dividing takes longer than all the rest. */
char *buffer_digits(char *to, unsigned long value)
{
	static const char pairs[] = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
				    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
	char *end = to + count_digits(value), *at = end;

	for (; value >= 100; value /= 100)
		memcpy(at -= 2, &pairs[2 * (value % 100)], 2);
	if (value >= 10)
		memcpy(to, &pairs[2 * value], 2);
	else
		*to = (char)('0' + value);
	return end;
}

static void put_unsigned(struct buffer *buffer, unsigned long value, int width)
{
	char *begin = buffer_reserve(buffer, BUFFER_DIGITS), *at = begin;

	for (int zeros = width > 1 ? width - count_digits(value) : 0; zeros > 0; zeros--)
		*at++ = '0';
	buffer->length += (size_t)(buffer_digits(at, value) - begin);
}

void buffer_integer(struct buffer *buffer, long value)
{
	if (value < 0)
		buffer_putc(buffer, '-');
	put_unsigned(buffer, value < 0 ? -(unsigned long)value : (unsigned long)value, 1);
}

void buffer_decimal(struct buffer *buffer, double value, int digits)
{
	static const unsigned long powers[] = {1,      10,      100,      1000,      10000,
					       100000, 1000000, 10000000, 100000000, 1000000000};
	unsigned long whole, fraction, power;

	digits = digits < 0 ? 0 : digits > 9 ? 9 : digits;
	power = powers[digits];
	if (isnan(value))
		value = 0;
	if (fabs(value) >= 9e18) { /* beyond long, and far beyond any digit after the point */
		buffer_printf(buffer, "%.0f", isinf(value) ? copysign(9e18, value) : value);
		return;
	}
	/* Apart, so that the fraction keeps all the digits that the double has. */
	whole = (unsigned long)fabs(value);
	fraction = (unsigned long)round((fabs(value) - (double)whole) * (double)power);
	if (fraction == power) {
		whole++;
		fraction = 0;
	}
	if (value < 0 && (whole != 0 || fraction != 0))
		buffer_putc(buffer, '-');
	put_unsigned(buffer, whole, 1);
	if (fraction == 0)
		return;
	while (fraction % 10 == 0) {
		fraction /= 10;
		digits--;
	}
	buffer_putc(buffer, '.');
	put_unsigned(buffer, fraction, digits);
}

void buffer_character(struct buffer *buffer, unsigned character)
{
	char *p;

	if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF))
		character = 0xFFFD;
	p = buffer_reserve(buffer, 4);
	if (character < 0x80) {
		p[0] = (char)character;
		buffer->length += 1;
	} else if (character < 0x800) {
		p[0] = (char)(0xC0 | character >> 6);
		p[1] = (char)(0x80 | (character & 0x3F));
		buffer->length += 2;
	} else if (character < 0x10000) {
		p[0] = (char)(0xE0 | character >> 12);
		p[1] = (char)(0x80 | (character >> 6 & 0x3F));
		p[2] = (char)(0x80 | (character & 0x3F));
		buffer->length += 3;
	} else {
		p[0] = (char)(0xF0 | character >> 18);
		p[1] = (char)(0x80 | (character >> 12 & 0x3F));
		p[2] = (char)(0x80 | (character >> 6 & 0x3F));
		p[3] = (char)(0x80 | (character & 0x3F));
		buffer->length += 4;
	}
}

const char *buffer_string(struct buffer *buffer)
{
	*buffer_reserve(buffer, 1) = '\0';
	return buffer->data;
}
