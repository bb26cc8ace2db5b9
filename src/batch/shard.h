#ifndef BATCH_SHARD_H
#define BATCH_SHARD_H
/* Which sessions are this machine's, when many machines share the work: those whose id has this remainder by FNV-1a. A session stays
 * where it is when others are added. What has no id belongs to the first. */

#include <stdbool.h>

struct shard {
	unsigned long index, count; /* count 0: all sessions */
};

/* Is the session with this id ours? NULL: none. */
bool shard_has(const struct shard *shard, const char *session);

/* Read "I/N", 0 ≤ I < N. False: it is something else. */
bool shard_read(const char *text, struct shard *shard);

/* What the site's scheduler says: SLURM_ARRAY_TASK_ID with _MIN, _COUNT and _STEP; else, when `count` is not 0,
 * JOB_COMPLETION_INDEX (Kubernetes). Leaves count 0 when it says nothing. NULL, or the name of the variable that cannot be used:
 * an array with gaps has no shards. */
const char *shard_find(long count, struct shard *shard);

#endif
