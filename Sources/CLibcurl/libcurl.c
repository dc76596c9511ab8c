#define _GNU_SOURCE
#include "CLibcurl.h"
#include "layouts.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>

// DS_FUNCTION(result, name, arguments): every function of libcurl that we call.
#define DS_FUNCTIONS                                                        \
    DS_FUNCTION(int, global_init, (long))                                   \
    DS_FUNCTION(char *, version, (void))                                    \
    DS_FUNCTION(void *, easy_init, (void))                                  \
    DS_FUNCTION(void, easy_cleanup, (void *))                               \
    DS_FUNCTION(void, easy_reset, (void *))                                 \
    DS_FUNCTION(int, easy_setopt, (void *, int, ...))                       \
    DS_FUNCTION(int, easy_getinfo, (void *, int, ...))                      \
    DS_FUNCTION(int, easy_pause, (void *, int))                             \
    DS_FUNCTION(const char *, easy_strerror, (int))                         \
    DS_FUNCTION(void *, slist_append, (void *, const char *))               \
    DS_FUNCTION(void, slist_free_all, (void *))                             \
    DS_FUNCTION(void *, multi_init, (void))                                 \
    DS_FUNCTION(int, multi_cleanup, (void *))                               \
    DS_FUNCTION(int, multi_setopt, (void *, int, ...))                      \
    DS_FUNCTION(int, multi_add_handle, (void *, void *))                    \
    DS_FUNCTION(int, multi_remove_handle, (void *, void *))                 \
    DS_FUNCTION(int, multi_perform, (void *, int *))                        \
    DS_FUNCTION(int, multi_poll,                                            \
                (void *, struct ds_wait_descriptor *, unsigned, int, int *)) \
    DS_FUNCTION(struct ds_message *, multi_info_read, (void *, int *))

#define DS_FUNCTION(result, name, arguments) static result(*curl_##name) arguments;
DS_FUNCTIONS
#undef DS_FUNCTION

#ifdef __APPLE__
static const char *const names[] = {"libcurl.4.dylib", "/usr/lib/libcurl.4.dylib"};
#else
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
#endif

static char problem[512];

static void load(void) {
    void *library = NULL;
    // Most of what it and its forty libraries call is never called here.
    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
        library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    if (!library && (errno == EMFILE || errno == ENFILE)) {
        snprintf(problem, sizeof problem, "libcurl cannot be loaded: too many files are open");
        return;
    }
    if (!library) {
        snprintf(problem, sizeof problem,
                 "libcurl is missing (looked for %s and %s): install it, "
                 "on Debian and Ubuntu with: apt-get install libcurl4",
                 names[0], names[1]);
        return;
    }
#define DS_FUNCTION(result, name, arguments)                                          \
    if (!(curl_##name = (result(*) arguments)dlsym(library, "curl_" #name))) {        \
        snprintf(problem, sizeof problem,                                             \
                 "The installed libcurl lacks curl_%s: Downstream needs 7.81 or newer", \
                 #name);                                                              \
        return;                                                                       \
    }
    DS_FUNCTIONS
#undef DS_FUNCTION
    if (curl_global_init(DS_GLOBAL_DEFAULT) != 0)
        snprintf(problem, sizeof problem, "libcurl (%s) refused to start", curl_version());
}

const char *ds_curl_load(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return *problem ? problem : NULL;
}

static atomic_long easies;

ds_easy *ds_easy_create(void) {
    ds_easy *easy = curl_easy_init();
    if (easy != NULL) atomic_fetch_add(&easies, 1);
    return easy;
}
void ds_easy_destroy(ds_easy *easy) {
    if (easy != NULL) atomic_fetch_sub(&easies, 1);
    curl_easy_cleanup(easy);
}
long ds_easy_count(void) { return atomic_load(&easies); }
void ds_easy_reset(ds_easy *easy) { curl_easy_reset(easy); }

int ds_easy_set_long(ds_easy *easy, int option, long value) {
    return curl_easy_setopt(easy, option, value);
}
int ds_easy_set_text(ds_easy *easy, int option, const char *text) {
    return curl_easy_setopt(easy, option, text);
}
int ds_easy_set_copied_bytes(ds_easy *easy, int option, const void *bytes, size_t count) {
    struct ds_blob blob = {.data = (void *)bytes, .length = count, .flags = DS_BLOB_COPY};
    return curl_easy_setopt(easy, option, &blob);
}
int ds_easy_set_list(ds_easy *easy, int option, ds_list *list) {
    return curl_easy_setopt(easy, option, (void *)list);
}
int ds_easy_set_context(ds_easy *easy, int option, void *context) {
    return curl_easy_setopt(easy, option, context);
}
int ds_easy_set_receive(ds_easy *easy, int option, ds_receive receive) {
    return curl_easy_setopt(easy, option, receive);
}
int ds_easy_set_error_buffer(ds_easy *easy, char *buffer) {
    return curl_easy_setopt(easy, DS_OPT_ERROR_BUFFER, buffer);
}

static int open_socket(void *context, int purpose, struct ds_address *address) {
    (void)purpose;
    ds_admission *admission = context;
    if (!admission->admit(admission->context, &address->address, address->length))
        return DS_SOCKET_BAD;
#ifdef SOCK_CLOEXEC
    int descriptor = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
#else
    int descriptor = socket(address->family, address->socktype, address->protocol);
    if (descriptor >= 0) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
#endif
    // libcurl forgets why.
    if (descriptor < 0) admission->refused_socket = errno;
    return descriptor;
}

static int before_request(void *context, char *peer, char *own, int peer_port, int own_port) {
    (void)own, (void)peer_port, (void)own_port;
    const ds_admission *admission = context;
    return admission->meet(admission->context, peer) ? DS_PREREQUEST_OK : DS_PREREQUEST_ABORT;
}

int ds_easy_set_admission(ds_easy *easy, ds_admission *admission) {
    int code = curl_easy_setopt(easy, DS_OPT_OPEN_SOCKET_FUNCTION, open_socket);
    if (!code) code = curl_easy_setopt(easy, DS_OPT_OPEN_SOCKET_CONTEXT, admission);
    if (!code) code = curl_easy_setopt(easy, DS_OPT_PREREQUEST_FUNCTION, before_request);
    // Where libcurl has another library than OpenSSL, it refuses this, and needs it not.
    curl_easy_setopt(easy, DS_OPT_TLS_CONTEXT_FUNCTION, ds_farewell_listen);
    return code ? code : curl_easy_setopt(easy, DS_OPT_PREREQUEST_CONTEXT, admission);
}

ds_farewell *ds_easy_expect_farewell(ds_easy *easy) {
    struct ds_tls_session *session = NULL;
    curl_easy_getinfo(easy, DS_INFO_TLS_SESSION, &session);
    return ds_farewell_expect(session);
}

int ds_easy_resume(ds_easy *easy) { return curl_easy_pause(easy, 0); }

long ds_easy_long(ds_easy *easy, int info) {
    long value = 0;
    curl_easy_getinfo(easy, info, &value);
    return value;
}
int64_t ds_easy_offset(ds_easy *easy, int info) {
    int64_t value = 0;
    curl_easy_getinfo(easy, info, &value);
    return value;
}
const char *ds_easy_sentence(int code) { return curl_easy_strerror(code); }

ds_list *ds_list_append(ds_list *list, const char *line) { return curl_slist_append(list, line); }
void ds_list_free(ds_list *list) { curl_slist_free_all(list); }

ds_multi *ds_multi_create(void) { return curl_multi_init(); }
void ds_multi_destroy(ds_multi *multi) { curl_multi_cleanup(multi); }
int ds_multi_set_long(ds_multi *multi, int option, long value) {
    return curl_multi_setopt(multi, option, value);
}
int ds_multi_add(ds_multi *multi, ds_easy *easy) { return curl_multi_add_handle(multi, easy); }
int ds_multi_remove(ds_multi *multi, ds_easy *easy) {
    return curl_multi_remove_handle(multi, easy);
}
int ds_multi_perform(ds_multi *multi) {
    int running = 0;
    return curl_multi_perform(multi, &running);
}
bool ds_multi_wait(ds_multi *multi, int descriptor, int milliseconds) {
    struct ds_wait_descriptor extra = {.fd = descriptor, .events = DS_WAIT_IN};
    int ready = 0;
    return curl_multi_poll(multi, &extra, 1, milliseconds, &ready) == 0 && extra.revents != 0;
}
bool ds_multi_next_finished(ds_multi *multi, void **context, int *code) {
    int left = 0;
    struct ds_message *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->kind != DS_MESSAGE_DONE) continue;
        *code = message->data.code;
        *context = NULL;
        curl_easy_getinfo(message->easy, DS_INFO_CONTEXT, context);
        return true;
    }
    return false;
}
