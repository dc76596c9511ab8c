// libcrypto's message digests by name at run time: nothing to link, no header to install.
#ifndef DOWNSTREAM_CLIBCRYPTO_H
#define DOWNSTREAM_CLIBCRYPTO_H

#include <stddef.h>

/// The most bytes a digest has.
enum { DS_DIGEST_LIMIT = 64 };

typedef struct ds_digest ds_digest;

/// Loads libcrypto once. Returns NULL, or a sentence that says what is missing.
const char *ds_crypto_load(void);

/// A running digest of `algorithm` ("md5", "sha1", "sha256", "sha512"), or NULL where the library
/// does not offer it (a FIPS build has no MD5). Call `ds_crypto_load` first.
ds_digest *ds_digest_create(const char *algorithm);
/// Takes more bytes. Returns 1, or 0 where the library failed.
int ds_digest_update(ds_digest *digest, const void *bytes, size_t count);
/// Writes the digest, at most `DS_DIGEST_LIMIT` bytes, and returns its length; 0 is failure.
unsigned ds_digest_finish(ds_digest *digest, unsigned char *bytes);
void ds_digest_destroy(ds_digest *digest);

#endif
