#include "batch/standing.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "jury/manifest.h"

#define PATH_LIMIT 320

const char *standing_certificateur(const struct planned *planned)
{
	const struct referentiel *referentiel = planned->referentiel;

	return referentiel->certificateur_count && referentiel->certificateurs[0].id
		       ? referentiel->certificateurs[0].id
		       : "";
}

/* Does any folder of the session (an earlier revision, a draft) belong to another certifier? */
static bool standing_is_foreign(int session, const struct planned *planned, char *other)
{
	int descriptor = openat(session, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *entries = descriptor < 0 ? NULL : fdopendir(descriptor);
	struct dirent *entry;
	bool foreign = false;

	if (!entries) {
		if (descriptor >= 0)
			close(descriptor);
		return false;
	}
	while (!foreign && (entry = readdir(entries))) {
		struct manifest_head head;
		char path[PATH_LIMIT];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/manifest.xml", entry->d_name);
		if (manifest_read_head(session, path, &head))
			continue;
		foreign = strcasecmp(head.certificateur, standing_certificateur(planned)) != 0;
		strcpy(other, head.certificateur);
	}
	closedir(entries);
	return foreign;
}

enum standing standing_find(int folder, const struct planned *planned, char *other)
{
	enum standing standing = STANDING_NOTHING;
	struct manifest_head head;
	char path[PATH_LIMIT];
	int session = openat(folder, planned->session, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (session < 0)
		return STANDING_NOTHING;
	snprintf(path, sizeof path, "r%ld", planned->revision);
	if (standing_is_foreign(session, planned, other)) {
		standing = STANDING_CERTIFIER;
	} else if (!faccessat(session, path, F_OK, AT_SYMLINK_NOFOLLOW)) {
		snprintf(path, sizeof path, "r%ld/manifest.xml", planned->revision);
		standing = !manifest_read_head(session, path, &head) &&
					   !strcmp(head.entree, planned->digest)
				   ? STANDING_SAME
				   : STANDING_OTHER;
	}
	close(session);
	return standing;
}
