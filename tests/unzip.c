/* usage: unzip ZIP NAME: one file of a zip, to standard output. */

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "export/tree.h"

static bool wants(void *context, size_t index)
{
	const void *const *asked = context;
	const struct tree_file *file = tree_file(asked[0], index);
	size_t length = strlen(file->name), end = strlen(asked[1]);

	return length > end && file->name[length - end - 1] == '/' &&
	       !strcmp(file->name + length - end, asked[1]);
}

static void print(void *context, size_t index, const struct buffer *bytes)
{
	(void)context;
	(void)index;
	fwrite(bytes->data, 1, bytes->length, stdout);
}

int main(int argc, char **argv)
{
	struct messages *messages = messages_new();
	struct tree *tree = argc == 3 ? tree_open(argv[1], messages) : NULL;
	const void *asked[] = {tree, argv[argc - 1]};

	if (tree)
		tree_read(tree, wants, print, asked, messages);
	messages_print(messages, stderr);
	tree_close(tree);
	return !tree || messages->errors || fflush(stdout);
}
