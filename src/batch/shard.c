#include "batch/shard.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

#define SHARD_MOST 1000000

/* Decimal digits only. */
static bool read_number(const char *text, size_t length, unsigned long *number)
{
	*number = 0;
	if (!length || length > 9)
		return false;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*number = *number * 10 + (unsigned long)(text[i] - '0');
	}
	return true;
}

static bool shard_set(struct shard *shard, unsigned long index, unsigned long count)
{
	*shard = (struct shard){.index = index, .count = count};
	return count && count <= SHARD_MOST && index < count;
}

bool shard_has(const struct shard *shard, const char *session)
{
	if (!shard->count)
		return true;
	return session ? digest_fnv(session, strlen(session)) % shard->count == shard->index : !shard->index;
}

bool shard_read(const char *text, struct shard *shard)
{
	size_t length = strcspn(text, "/");
	unsigned long index, count;

	return text[length] && read_number(text, length, &index) &&
	       read_number(text + length + 1, strlen(text + length + 1), &count) && shard_set(shard, index, count);
}

/* The variable's number, or `otherwise` when it is not there. False: it is none. */
static bool read_variable(const char *name, unsigned long otherwise, unsigned long *number)
{
	const char *text = getenv(name);

	*number = otherwise;
	return !text || read_number(text, strlen(text), number);
}

static const char *find_slurm(struct shard *shard)
{
	unsigned long task, least, count, step;

	if (!read_variable("SLURM_ARRAY_TASK_ID", 0, &task))
		return "SLURM_ARRAY_TASK_ID";
	if (!read_variable("SLURM_ARRAY_TASK_MIN", 0, &least) || task < least)
		return "SLURM_ARRAY_TASK_MIN";
	if (!read_variable("SLURM_ARRAY_TASK_STEP", 1, &step) || !step || (task - least) % step)
		return "SLURM_ARRAY_TASK_STEP";
	if (!read_variable("SLURM_ARRAY_TASK_COUNT", 0, &count) ||
	    !shard_set(shard, (task - least) / step, count))
		return "SLURM_ARRAY_TASK_COUNT";
	return NULL;
}

const char *shard_find(long count, struct shard *shard)
{
	unsigned long index;

	*shard = (struct shard){0};
	if (getenv("SLURM_ARRAY_TASK_ID"))
		return find_slurm(shard);
	if (!count)
		return NULL;
	if (!getenv("JOB_COMPLETION_INDEX") || !read_variable("JOB_COMPLETION_INDEX", 0, &index) ||
	    !shard_set(shard, index, (unsigned long)count))
		return "JOB_COMPLETION_INDEX";
	return NULL;
}
