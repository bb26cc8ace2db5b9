#include "batch/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"

#define ANSWER_LIMIT ((uint64_t)256 << 20)
#define MEMORY_LEAST ((rlim_t)1 << 30)

/* What goes to a worker; a descriptor may lie beside it. */
struct question {
	uint64_t session, document;
};

union control {
	struct cmsghdr head;
	char bytes[CMSG_SPACE(sizeof(int))];
};

double worker_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int channel_send(int channel, const void *data, size_t n)
{
	const char *at = data;

	while (n) {
		ssize_t sent = send(channel, at, n, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return errno;
		at += sent;
		n -= (size_t)sent;
	}
	return 0;
}

static int channel_receive(int channel, void *data, size_t n)
{
	char *at = data;

	while (n) {
		ssize_t got = recv(channel, at, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got ? errno : EPIPE;
		at += got;
		n -= (size_t)got;
	}
	return 0;
}

/* The whole question, or EPIPE. It is small enough to come in one piece. */
static int question_receive(int channel, struct worker_question *question)
{
	struct question sent;
	union control control;
	struct iovec vector = {&sent, sizeof sent};
	struct msghdr message = {.msg_iov = &vector,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof control};
	struct cmsghdr *beside;
	ssize_t got;

	while ((got = recvmsg(channel, &message, MSG_CMSG_CLOEXEC | MSG_WAITALL)) < 0 && errno == EINTR)
		continue;
	if (got != (ssize_t)sizeof sent)
		return EPIPE;
	*question = (struct worker_question){.session = sent.session, .document = sent.document, .lock = -1};
	beside = CMSG_FIRSTHDR(&message);
	if (beside && beside->cmsg_level == SOL_SOCKET && beside->cmsg_type == SCM_RIGHTS)
		memcpy(&question->lock, CMSG_DATA(beside), sizeof question->lock);
	return 0;
}

static int question_send(int channel, const struct question *question, int lock)
{
	union control control = {0};
	struct iovec vector = {(void *)(uintptr_t)question, sizeof *question};
	struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
	ssize_t sent;

	if (lock >= 0) {
		message.msg_control = &control;
		message.msg_controllen = sizeof control;
		control.head = (struct cmsghdr){
			.cmsg_len = CMSG_LEN(sizeof lock), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
		memcpy(CMSG_DATA(&control.head), &lock, sizeof lock);
	}
	while ((sent = sendmsg(channel, &message, MSG_NOSIGNAL)) < 0 && errno == EINTR)
		continue;
	if (sent < 0)
		return errno;
	return sent == (ssize_t)sizeof *question ? 0 : EPIPE;
}

_Noreturn static void worker_serve(int channel, const struct worker_task *task)
{
	struct worker_question question;
	struct buffer reply = {0};

	while (!question_receive(channel, &question)) {
		uint64_t length;

		buffer_clear(&reply);
		task->serve(task->context, &question, &reply);
		length = reply.length;
		if (channel_send(channel, &length, sizeof length) ||
		    channel_send(channel, reply.data, reply.length))
			break;
	}
	_exit(0);
}

/* A document that takes all memory is to fail by itself; and when memory ends none the less, it is the worker that the kernel
 * is to choose. Neither is worth failing for. */
static void worker_limit(void)
{
	rlim_t half = (rlim_t)sysconf(_SC_PHYS_PAGES) * (rlim_t)sysconf(_SC_PAGESIZE) / 2;
	struct rlimit limit;
	int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	if (half < MEMORY_LEAST)
		half = MEMORY_LEAST;
	/* What watches addresses maps far more than it uses: no limit holds it. */
	if (!memory_watched() && !getrlimit(RLIMIT_DATA, &limit) && limit.rlim_cur > half) {
		limit.rlim_cur = half;
		setrlimit(RLIMIT_DATA, &limit);
	}
	if (score < 0)
		return;
	if (write(score, "500", 3) < 0)
		errno = 0;
	close(score);
}

/* The life of the child. */
_Noreturn static void worker_live(pid_t parent, int channel, const struct worker_task *task)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) /* it ended before prctl */
		_exit(0);
	signal(SIGINT, SIG_IGN); /* the parent decides: a terminal sends it to both */
	signal(SIGTERM, SIG_IGN);
	memory_foresee();
	worker_limit();
	worker_serve(channel, task);
}

int worker_start(struct worker *worker, const struct worker_task *task)
{
	pid_t parent = getpid();
	int ends[2];

	*worker = (struct worker){.channel = -1, .session = (size_t)-1};
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return errno;
	fflush(NULL); /* or the child would print it again */
	worker->pid = fork();
	if (worker->pid < 0) {
		int error = errno;

		close(ends[0]);
		close(ends[1]);
		worker->pid = 0;
		return error;
	}
	if (worker->pid) {
		close(ends[1]);
		worker->channel = ends[0];
		return 0;
	}
	close(ends[0]);
	worker_live(parent, ends[1], task);
}

int worker_ask(struct worker *worker, size_t session, size_t document, int lock)
{
	const struct question question = {session, document};

	worker->session = session;
	worker->document = document;
	worker->busy = true;
	worker->since = worker_clock();
	return question_send(worker->channel, &question, lock);
}

int worker_answer(struct worker *worker, struct buffer *reply)
{
	uint64_t length;
	int error = channel_receive(worker->channel, &length, sizeof length);

	worker->busy = false;
	buffer_clear(reply);
	if (error)
		return error;
	if (length > ANSWER_LIMIT)
		return EPIPE;
	error = channel_receive(worker->channel, buffer_reserve(reply, length), length);
	if (!error)
		reply->length = length;
	return error;
}

int worker_stop(struct worker *worker)
{
	int status = 0;

	if (!worker->pid)
		return 0;
	shutdown(worker->channel, SHUT_RDWR); /* workers that were started later have it open, too */
	close(worker->channel);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	*worker = (struct worker){.channel = -1, .session = (size_t)-1};
	return status;
}

int worker_kill(struct worker *worker)
{
	if (worker->pid)
		kill(worker->pid, SIGKILL);
	return worker_stop(worker);
}
