/* What is called of libcrypto, for SHA-512, at which it is twice as fast as nettle: see base/library.h. */

#include <openssl/evp.h>

#include "base/library.h"

#define FUNCTION(type, name, parameters, arguments) LIBRARY_FUNCTION("crypto", type, name, parameters, arguments)
#define PROCEDURE(name, parameters, arguments)	    LIBRARY_PROCEDURE("crypto", name, parameters, arguments)

FUNCTION(EVP_MD_CTX *, EVP_MD_CTX_new, (void), ())
PROCEDURE(EVP_MD_CTX_free, (EVP_MD_CTX * a), (a))
FUNCTION(const EVP_MD *, EVP_sha512, (void), ())
FUNCTION(int, EVP_DigestInit_ex, (EVP_MD_CTX * a, const EVP_MD *b, ENGINE *c), (a, b, c))
FUNCTION(int, EVP_DigestUpdate, (EVP_MD_CTX * a, const void *b, size_t c), (a, b, c))
FUNCTION(int, EVP_DigestFinal_ex, (EVP_MD_CTX * a, unsigned char *b, unsigned *c), (a, b, c))
FUNCTION(int, EVP_Digest, (const void *a, size_t b, unsigned char *c, unsigned *d, const EVP_MD *e, ENGINE *f),
	 (a, b, c, d, e, f))
