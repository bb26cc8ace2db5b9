#include "pdf/profile.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"

/* The header, the number of tags; a tag: its name, where it is, how long (6.1, 6.2). */
#define HEADER 128
#define TABLE  (HEADER + 4)
#define TAG    12
/* A curve: its type, nothing, the number of its points (6.5.3). */
#define CURVE 12
/* Where the header has a checksum, which may be 0 for none (ICC.1:2004-10, 7.2.18). */
#define CHECKSUM        84
#define CHECKSUM_LENGTH 16
#define TAGS_MAXIMUM    100

/* How far a curve may lie from the points that are left out, of 65535: a twelfth of a step of eight bits, where sRGB is at its
 * flattest. */
#define TOLERANCE 4

struct profile {
	const unsigned char *data;
	size_t length;
	struct buffer *out;
	size_t start; /* in out */
};

static uint32_t read32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void write32(char *at, size_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (char)(value >> (24 - 8 * i) & 0xFF);
}

static double point(const unsigned char *points, size_t index)
{
	return points[2 * index] << 8 | points[2 * index + 1];
}

/* Whether straight lines between every so many points pass by all others. */
static bool draws(const unsigned char *points, size_t count, size_t step)
{
	for (size_t i = 0; i < count; i++) {
		size_t rest = i % step, from = i - rest;
		double straight = point(points, from);

		if (rest)
			straight += (point(points, from + step) - straight) * (double)rest / (double)step;
		if (fabs(straight - point(points, i)) > TOLERANCE)
			return false;
	}
	return true;
}

static size_t find_step(const unsigned char *points, size_t count)
{
	size_t step = count - 1;

	while ((count - 1) % step || !draws(points, count, step))
		step--;
	return step;
}

static void put_element(const struct profile *profile, size_t where, size_t length)
{
	const unsigned char *element = profile->data + where, *points = element + CURVE;
	size_t count = length > CURVE && !memcmp(element, "curv", 4) ? read32(element + 8) : 0, step;
	char *kept;

	if (count < 2 || count != (length - CURVE) / 2) {
		buffer_put(profile->out, element, length);
		return;
	}
	step = find_step(points, count);
	kept = buffer_reserve(profile->out, CURVE);
	memcpy(kept, element, CURVE);
	write32(kept + 8, (count - 1) / step + 1);
	profile->out->length += CURVE;
	for (size_t i = 0; i < count; i += step)
		buffer_put(profile->out, points + 2 * i, 2);
}

/* The first tag that holds the same as tag `index`. */
static size_t find_equal(const struct profile *profile, size_t index)
{
	const unsigned char *tags = profile->data + TABLE, *wanted = tags + index * TAG;
	uint32_t length = read32(wanted + 8);

	for (size_t i = 0; i < index; i++)
		if (read32(tags + i * TAG + 8) == length &&
		    !memcmp(profile->data + read32(tags + i * TAG + 4), profile->data + read32(wanted + 4), length))
			return i;
	return index;
}

/* Elements begin at multiples of four. */
static void put_tag(const struct profile *profile, size_t index)
{
	size_t equal = find_equal(profile, index), entry = profile->start + TABLE + index * TAG, where;
	const unsigned char *tag = profile->data + TABLE + index * TAG;
	struct buffer *out = profile->out;

	if (equal < index) {
		memcpy(out->data + entry + 4, out->data + profile->start + TABLE + equal * TAG + 4, 8);
		return;
	}
	while ((out->length - profile->start) % 4)
		buffer_putc(out, '\0');
	where = out->length - profile->start;
	put_element(profile, read32(tag + 4), read32(tag + 8));
	write32(out->data + entry + 4, where);
	write32(out->data + entry + 8, out->length - profile->start - where);
}

static bool is_sound(const unsigned char *data, size_t length)
{
	size_t count = length >= TABLE ? read32(data + HEADER) : 0;

	if (count == 0 || count > TAGS_MAXIMUM || TABLE + count * TAG > length)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t where = read32(data + TABLE + i * TAG + 4), size = read32(data + TABLE + i * TAG + 8);

		if (where > length || size > length - where || size < 8)
			return false;
	}
	return true;
}

void pdf_profile_condense(const void *data, size_t length, struct buffer *out)
{
	const struct profile profile = {data, length, out, out->length};
	size_t count;

	if (!is_sound(data, length)) {
		buffer_put(out, data, length);
		return;
	}
	count = read32(profile.data + HEADER);
	buffer_put(out, data, TABLE + count * TAG);
	for (size_t i = 0; i < count; i++)
		put_tag(&profile, i);
	while ((out->length - profile.start) % 4)
		buffer_putc(out, '\0');
	write32(out->data + profile.start, out->length - profile.start);
	memset(out->data + profile.start + CHECKSUM, 0, CHECKSUM_LENGTH);
}
