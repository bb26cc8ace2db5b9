#ifndef BASE_VERSION_H
#define BASE_VERSION_H
/* The program's name and version, as --version, the manifests and the PDF's Producer give them. */

#define VERSION         "0.1.0"
#define VERSION_PROGRAM "parchemin " VERSION

#endif
