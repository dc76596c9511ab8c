#define _GNU_SOURCE
#include "CLibcrypto.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

// DS_FUNCTION(result, name, arguments): every function of libcrypto that we call.
#define DS_FUNCTIONS                                                                \
    DS_FUNCTION(void *, EVP_MD_CTX_new, (void))                                     \
    DS_FUNCTION(void, EVP_MD_CTX_free, (void *))                                    \
    DS_FUNCTION(const void *, EVP_get_digestbyname, (const char *))                 \
    DS_FUNCTION(int, EVP_DigestInit_ex, (void *, const void *, void *))             \
    DS_FUNCTION(int, EVP_DigestUpdate, (void *, const void *, size_t))              \
    DS_FUNCTION(int, EVP_DigestFinal_ex, (void *, unsigned char *, unsigned *))

#define DS_FUNCTION(result, name, arguments) static result(*ds_##name) arguments;
DS_FUNCTIONS
#undef DS_FUNCTION

// Of OpenSSL 3 and newer, which looks an algorithm up anew at each use unless it was fetched before.
static void *(*ds_EVP_MD_fetch)(void *, const char *, const char *);

#ifdef __APPLE__
static const char *const names[] = {"libcrypto.3.dylib", "libcrypto.dylib"};
#else
static const char *const names[] = {"libcrypto.so.3", "libcrypto.so.1.1"};
#endif

static char problem[512];

static void load(void) {
    void *library = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
        library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    if (!library && (errno == EMFILE || errno == ENFILE)) {
        snprintf(problem, sizeof problem, "libcrypto cannot be loaded: too many files are open");
        return;
    }
    if (!library) {
        snprintf(problem, sizeof problem,
                 "libcrypto is missing (looked for %s and %s): install it, "
                 "on Debian and Ubuntu with: apt-get install libssl3",
                 names[0], names[1]);
        return;
    }
#define DS_FUNCTION(result, name, arguments)                                     \
    if (!(ds_##name = (result(*) arguments)dlsym(library, #name))) {             \
        snprintf(problem, sizeof problem,                                        \
                 "The installed libcrypto lacks " #name ": install OpenSSL 1.1 or newer"); \
        return;                                                                  \
    }
    DS_FUNCTIONS
#undef DS_FUNCTION
    ds_EVP_MD_fetch = (void *(*)(void *, const char *, const char *))dlsym(library, "EVP_MD_fetch");
}

const char *ds_crypto_load(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return *problem ? problem : NULL;
}

// The method of an algorithm, which stays for the life of the process; NULL where there is none.
static const void *method_of(const char *algorithm) {
    static struct {
        const char *name;
        _Atomic(void *) method;
    } fetched[] = {{"md5", NULL}, {"sha1", NULL}, {"sha256", NULL}, {"sha512", NULL}};
    for (size_t i = 0; ds_EVP_MD_fetch && i < sizeof fetched / sizeof *fetched; i++) {
        if (strcmp(fetched[i].name, algorithm) != 0) continue;
        void *method = atomic_load(&fetched[i].method);
        // Two threads at once fetch it twice, and one of both stays unused.
        if (!method) atomic_store(&fetched[i].method, method = ds_EVP_MD_fetch(NULL, algorithm, NULL));
        if (method) return method;
    }
    return ds_EVP_get_digestbyname(algorithm);
}

// A context that nobody uses any more: one that has computed the same algorithm begins again at a
// tenth of what a new one costs.
static _Atomic(void *) idle;

ds_digest *ds_digest_create(const char *algorithm) {
    const void *method = method_of(algorithm);
    if (!method) return NULL;
    void *context = atomic_exchange(&idle, NULL);
    if (!context) context = ds_EVP_MD_CTX_new();
    if (!context) return NULL;
    if (ds_EVP_DigestInit_ex(context, method, NULL) == 1) return context;
    ds_EVP_MD_CTX_free(context);
    return NULL;
}

int ds_digest_update(ds_digest *digest, const void *bytes, size_t count) {
    return ds_EVP_DigestUpdate(digest, bytes, count);
}

unsigned ds_digest_finish(ds_digest *digest, unsigned char *bytes) {
    unsigned length = 0;
    return ds_EVP_DigestFinal_ex(digest, bytes, &length) == 1 ? length : 0;
}

void ds_digest_destroy(ds_digest *digest) {
    void *before = atomic_exchange(&idle, digest);
    if (before) ds_EVP_MD_CTX_free(before);
}
