#ifndef BATCH_WORKER_H
#define BATCH_WORKER_H
/* A forked process that makes documents. It is asked for one at a time, by two numbers, and answers with bytes. It inherits
 * everything that was made before; it ends with its parent, and when the parent closes its end. A worker that dies costs the
 * document it was making, never the run. */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buffer.h"

struct worker {
	pid_t pid;   /* 0: none */
	int channel; /* the parent's end */
	bool busy;
	size_t session, document; /* asked for */
};

/* Answers to one question, in the worker's process: append the answer to reply. */
struct worker_task {
	void (*serve)(void *context, size_t session, size_t document, struct buffer *reply);
	void *context;
};

/* Fork. `others` are workers already started, whose channels the new one closes. 0 or an errno. */
int worker_start(struct worker *worker, const struct worker_task *task, const struct worker *others,
		 size_t other_count);

/* 0, or an errno when the worker is gone. */
int worker_ask(struct worker *worker, size_t session, size_t document);

/* Read the whole answer; EPIPE when the worker died. The worker is free again. */
int worker_answer(struct worker *worker, struct buffer *reply);

/* End it: let it finish, wait for it, and return its status as waitpid gives it. */
int worker_stop(struct worker *worker);

#endif
