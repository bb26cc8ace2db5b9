#ifndef COMMAND_INSTALL_H
#define COMMAND_INSTALL_H
/* Where the program's own files are: beside the folder that it was built in, or in ../share/parchemin once it is installed. */

struct arena;

/* The path of "fonts", "stylesheets" or "referentiels", the arena's; NULL when there is none. */
const char *install_folder(struct arena *arena, const char *name);

/* Where stylesheets are looked for: the folder given, which may be NULL, then the program's own. NULL-terminated, empty where there is
 * neither; the arena's. */
const char *const *install_stylesheets(struct arena *arena, const char *given);

#endif
