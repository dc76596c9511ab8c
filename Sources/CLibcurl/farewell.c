// Whether an encrypted connection ended as TLS demands, by a close_notify of the peer.
//
// libcurl takes a connection that was merely cut for one that was closed, where it uses OpenSSL. For a
// body that ends with its connection, that is the difference between a file and half of one.
#include "CLibcurl.h"
#include "layouts.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

// The transfer and its connection hold it both: either may be gone first.
struct ds_farewell {
    atomic_int holders;
    atomic_bool heard;
};

bool ds_farewell_heard(const ds_farewell *farewell) { return farewell->heard; }

void ds_farewell_release(ds_farewell *farewell) {
    if (farewell && atomic_fetch_sub(&farewell->holders, 1) == 1) free(farewell);
}

// OpenSSL lets go of a connection.
static void drop(void *connection, void *farewell, void *data, int index, long number, void *context) {
    (void)connection, (void)data, (void)index, (void)number, (void)context;
    ds_farewell_release(farewell);
}

static struct {
    void (*watch)(void *context, void (*callback)(const void *, int, int));
    int (*set)(void *connection, int index, void *value);
    void *(*get)(const void *connection, int index);
    int index;
    bool is_ready;
} openssl;

static void find(void) {
    // Only the very library that libcurl has loaded knows its connections.
    void *ssl = dlopen("libssl.so.3", RTLD_NOW | RTLD_NOLOAD);
    void *crypto = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_NOLOAD);
    if (!ssl || !crypto) return;
    typedef void release(void *, void *, void *, int, long, void *);
    int (*new_index)(int, long, void *, void *, void *, release *) =
        (int (*)(int, long, void *, void *, void *, release *))dlsym(
            crypto, "CRYPTO_get_ex_new_index");
    openssl.watch = (void (*)(void *, void (*)(const void *, int, int)))dlsym(
        ssl, "SSL_CTX_set_info_callback");
    openssl.set = (int (*)(void *, int, void *))dlsym(ssl, "SSL_set_ex_data");
    openssl.get = (void *(*)(const void *, int))dlsym(ssl, "SSL_get_ex_data");
    if (!new_index || !openssl.watch || !openssl.set || !openssl.get) return;
    openssl.index = new_index(DS_TLS_CONNECTION, 0, NULL, NULL, NULL, drop);
    openssl.is_ready = openssl.index > 0;
}

static bool is_ready(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, find);
    return openssl.is_ready;
}

static void hear(const void *connection, int where, int alert) {
    if ((where & DS_TLS_ALERT_READ) != DS_TLS_ALERT_READ || (alert & 0xFF) != DS_TLS_CLOSE_NOTIFY)
        return;
    ds_farewell *farewell = openssl.get(connection, openssl.index);
    if (farewell) farewell->heard = true;
}

int ds_farewell_listen(void *easy, void *context, void *unused) {
    (void)easy, (void)unused;
    if (is_ready()) openssl.watch(context, hear);
    return 0;
}

ds_farewell *ds_farewell_expect(const struct ds_tls_session *session) {
    if (!session || session->backend != DS_TLS_OPENSSL || !session->connection || !is_ready())
        return NULL;
    ds_farewell *farewell = malloc(sizeof *farewell);
    if (!farewell) return NULL;
    atomic_init(&farewell->holders, 2);
    atomic_init(&farewell->heard, false);
    ds_farewell *before = openssl.get(session->connection, openssl.index);
    if (openssl.set(session->connection, openssl.index, farewell) != 1) {
        free(farewell);
        return NULL;
    }
    ds_farewell_release(before);
    return farewell;
}
