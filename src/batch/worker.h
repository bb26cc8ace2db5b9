#ifndef BATCH_WORKER_H
#define BATCH_WORKER_H
/* A forked process that does one thing at a time: it is asked by two numbers, and answers with bytes. It inherits everything that
 * was made before; it ends with its parent, and when the parent closes its end. One that dies, hangs or takes too much memory
 * costs what it was asked, never the run: it may take half of the machine's memory, and the kernel ends it before its parent. */

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buffer.h"

struct worker {
	pid_t pid;   /* 0: none */
	int channel; /* the parent's end */
	bool busy;
	size_t session, document; /* asked for last */
	double since;             /* worker_clock when it was */
};

struct worker_question {
	size_t session, document;
	int lock; /* a descriptor that came along, the server's to close; -1: none */
};

/* Answers to one question, in the worker's process: append the answer to reply. */
struct worker_task {
	void (*serve)(void *context, const struct worker_question *question, struct buffer *reply);
	void *context;
};

/* Seconds of a clock that only goes forward. */
double worker_clock(void);

/* Fork. 0 or an errno. */
int worker_start(struct worker *worker, const struct worker_task *task);

/* `lock` goes along when it is a descriptor. 0, or an errno when the worker is gone. */
int worker_ask(struct worker *worker, size_t session, size_t document, int lock);

/* Read the whole answer; EPIPE when the worker died. The worker is free again. */
int worker_answer(struct worker *worker, struct buffer *reply);

/* End it: let it finish, wait for it, and return its status as waitpid gives it. */
int worker_stop(struct worker *worker);

/* The same without letting it finish. */
int worker_kill(struct worker *worker);

#endif
