#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H
/* Libraries that few runs need, brought in when the first of their functions is called. Linked into the program, librsvg, libqpdf and
 * libarchive bring 28 others along, and each start of any command takes 14 ms instead of 8; libcrypto takes 1.6. What is called of one
 * of them is listed in a file of its own: there stands, under its own name, a function that finds the library's and calls it. */

/* Load a library, named as the linker is told ("qpdf" for -lqpdf); it stays until the program ends. One that cannot be loaded ends
 * the program, as the system's loader would: said to standard error, status 70. */
void library_load(const char *library);

/* Find one of its functions, and put the address into the pointer at `function`. */
void library_find(const char *library, const char *name, void *function);

#define LIBRARY_FUNCTION(library, type, name, parameters, arguments)                               \
	type name parameters                                                                       \
	{                                                                                          \
		static __typeof__(name) *function;                                                 \
		if (!function)                                                                     \
			library_find(library, #name, &function);                                   \
		return function arguments;                                                         \
	}

/* For what returns nothing. */
#define LIBRARY_PROCEDURE(library, name, parameters, arguments)                                    \
	void name parameters                                                                       \
	{                                                                                          \
		static __typeof__(name) *function;                                                 \
		if (!function)                                                                     \
			library_find(library, #name, &function);                                   \
		function arguments;                                                                \
	}

#endif
