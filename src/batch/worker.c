#include "batch/worker.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER_LIMIT ((uint64_t)256 << 20)

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

_Noreturn static void worker_serve(int channel, const struct worker_task *task)
{
	uint64_t question[2];
	struct buffer reply = {0};

	while (!channel_receive(channel, question, sizeof question)) {
		uint64_t length;

		buffer_clear(&reply);
		task->serve(task->context, question[0], question[1], &reply);
		length = reply.length;
		if (channel_send(channel, &length, sizeof length) ||
		    channel_send(channel, reply.data, reply.length))
			break;
	}
	_exit(0);
}

int worker_start(struct worker *worker, const struct worker_task *task, const struct worker *others,
		 size_t other_count)
{
	pid_t parent = getpid();
	int ends[2];

	*worker = (struct worker){.channel = -1};
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
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent) /* it ended before prctl */
		_exit(0);
	signal(SIGINT, SIG_IGN); /* the parent decides: a terminal sends it to both */
	signal(SIGTERM, SIG_IGN);
	close(ends[0]);
	for (size_t i = 0; i < other_count; i++) {
		if (others[i].pid && &others[i] != worker)
			close(others[i].channel);
	}
	worker_serve(ends[1], task);
}

int worker_ask(struct worker *worker, size_t session, size_t document)
{
	uint64_t question[2] = {session, document};

	worker->session = session;
	worker->document = document;
	worker->busy = true;
	return channel_send(worker->channel, question, sizeof question);
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
	close(worker->channel);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	*worker = (struct worker){.channel = -1};
	return status;
}
