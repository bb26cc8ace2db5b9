#include "base/hasher.h"

#include <openssl/evp.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/digest.h"

/* So many that neither side waits for the other at each small file. */
#define BLOCKS 64

struct block {
	char bytes[HASHER_BLOCK];
	size_t length;
	char *hex; /* NULL: the file goes on */
};

/* Blocks from `done` to `given` are the thread's, all others the caller's. */
struct hasher {
	struct block blocks[BLOCKS];
	EVP_MD_CTX *context;
	bool begun; /* a file */
	bool threaded;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	size_t given, done; /* under the mutex, as is `ended` */
	bool ended;
};

static void hash(struct hasher *hasher, const struct block *block)
{
	unsigned char bytes[EVP_MAX_MD_SIZE];

	if (!hasher->begun && !EVP_DigestInit_ex(hasher->context, EVP_sha512(), NULL))
		memory_ended();
	hasher->begun = !block->hex;
	EVP_DigestUpdate(hasher->context, block->bytes, block->length);
	if (!block->hex)
		return;
	EVP_DigestFinal_ex(hasher->context, bytes, NULL);
	digest_write(bytes, DIGEST_512_LENGTH, block->hex);
}

/* Until the end: whatever was given. Signalled when it empties the ring or fills half of it again, not at each block. */
static void *work(void *data)
{
	struct hasher *hasher = data;

	pthread_mutex_lock(&hasher->mutex);
	for (;;) {
		while (hasher->done == hasher->given && !hasher->ended)
			pthread_cond_wait(&hasher->changed, &hasher->mutex);
		if (hasher->done == hasher->given)
			break;
		pthread_mutex_unlock(&hasher->mutex);
		hash(hasher, &hasher->blocks[hasher->done % BLOCKS]);
		pthread_mutex_lock(&hasher->mutex);
		hasher->done++;
		if (hasher->given - hasher->done == BLOCKS / 2 || hasher->done == hasher->given)
			pthread_cond_signal(&hasher->changed);
	}
	pthread_mutex_unlock(&hasher->mutex);
	return NULL;
}

/* Signals are the caller's: what it does at an interrupt it does on its own thread. */
static bool begin(struct hasher *hasher)
{
	sigset_t all, before;
	bool begun;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	begun = !pthread_create(&hasher->thread, NULL, work, hasher);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return begun;
}

struct hasher *hasher_new(void)
{
	struct hasher *hasher = memory_alloc(sizeof *hasher);

	hasher->context = EVP_MD_CTX_new();
	if (!hasher->context)
		memory_ended();
	pthread_mutex_init(&hasher->mutex, NULL);
	pthread_cond_init(&hasher->changed, NULL);
	hasher->threaded = begin(hasher);
	return hasher;
}

char *hasher_room(struct hasher *hasher)
{
	pthread_mutex_lock(&hasher->mutex);
	while (hasher->given - hasher->done == BLOCKS)
		pthread_cond_wait(&hasher->changed, &hasher->mutex);
	pthread_mutex_unlock(&hasher->mutex);
	return hasher->blocks[hasher->given % BLOCKS].bytes;
}

void hasher_give(struct hasher *hasher, size_t n, char *hex)
{
	struct block *block = &hasher->blocks[hasher->given % BLOCKS];

	block->length = n;
	block->hex = hex;
	if (!hasher->threaded) {
		hash(hasher, block);
		return;
	}
	pthread_mutex_lock(&hasher->mutex);
	hasher->given++;
	if (hasher->given - hasher->done == 1)
		pthread_cond_signal(&hasher->changed);
	pthread_mutex_unlock(&hasher->mutex);
}

void hasher_finish(struct hasher *hasher)
{
	pthread_mutex_lock(&hasher->mutex);
	while (hasher->done != hasher->given)
		pthread_cond_wait(&hasher->changed, &hasher->mutex);
	pthread_mutex_unlock(&hasher->mutex);
}

void hasher_free(struct hasher *hasher)
{
	if (!hasher)
		return;
	if (hasher->threaded) {
		pthread_mutex_lock(&hasher->mutex);
		hasher->ended = true;
		pthread_cond_signal(&hasher->changed);
		pthread_mutex_unlock(&hasher->mutex);
		pthread_join(hasher->thread, NULL);
	}
	pthread_cond_destroy(&hasher->changed);
	pthread_mutex_destroy(&hasher->mutex);
	EVP_MD_CTX_free(hasher->context);
	free(hasher);
}
