#ifndef SHORTAGE_H
#define SHORTAGE_H
/* What the program does when memory is short: it says so and ends with status 70, wherever it was. The libraries that it stands on
 * each do something else (GLib traps, libxml2 goes on with half of its work), and none can be told; so malloc and its kin, which
 * all of them call, are the program's own here: glibc's, which never return without memory. */

/* Also when a library gives up by a signal: GLib does where it cannot begin a thread. To be called first. */
void shortage_watch(void);

#endif
