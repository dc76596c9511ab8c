// Holds what we assume of libcrypto against the real header. Built only where that header is.
#ifdef DOWNSTREAM_CHECK_HEADERS

#include "include/CLibcrypto.h"

#include <openssl/evp.h>

_Static_assert((int)EVP_MAX_MD_SIZE <= (int)DS_DIGEST_LIMIT, "a digest grew");

#define SAME_TYPE(function, type) \
    _Static_assert(__builtin_types_compatible_p(__typeof__(&function), type), \
                   #function " has another type");

SAME_TYPE(EVP_MD_CTX_new, EVP_MD_CTX *(*)(void))
SAME_TYPE(EVP_MD_CTX_free, void (*)(EVP_MD_CTX *))
SAME_TYPE(EVP_get_digestbyname, const EVP_MD *(*)(const char *))
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
SAME_TYPE(EVP_MD_fetch, EVP_MD *(*)(OSSL_LIB_CTX *, const char *, const char *))
#endif
SAME_TYPE(EVP_DigestInit_ex, int (*)(EVP_MD_CTX *, const EVP_MD *, ENGINE *))
SAME_TYPE(EVP_DigestUpdate, int (*)(EVP_MD_CTX *, const void *, size_t))
SAME_TYPE(EVP_DigestFinal_ex, int (*)(EVP_MD_CTX *, unsigned char *, unsigned *))

#endif
