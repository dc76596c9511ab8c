// libcurl by name at run time: nothing to link, no header to install.
// Everything here is ours; `numbers.def` and `libcurl.c` know how it maps to <curl/curl.h>.
#ifndef DOWNSTREAM_CLIBCURL_H
#define DOWNSTREAM_CLIBCURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DS_NUMBER(ours, theirs, value) ours = value,
enum {
#include "numbers.def"
};
#undef DS_NUMBER

typedef struct ds_easy ds_easy;
typedef struct ds_multi ds_multi;
typedef struct ds_list ds_list;
typedef struct ds_farewell ds_farewell;

/// Called with received bytes; returns how many were taken, or `DS_WRITE_PAUSE`.
typedef size_t (*ds_receive)(char *bytes, size_t size, size_t count, void *context);
/// Who is asked whether a handle may talk to an address; false refuses it.
typedef struct {
    /// Before a socket is opened for this `sockaddr`.
    bool (*admit)(void *context, const void *address, unsigned int length);
    /// Before a request goes over a connection, new or used before, to this address.
    bool (*meet)(void *context, const char *address);
    void *context;
    /// The errno of the last socket that the system did not give; 0 where it gave all.
    int refused_socket;
} ds_admission;

/// Loads and initialises libcurl once. Returns NULL, or a sentence that says what is missing.
const char *ds_curl_load(void);

ds_easy *ds_easy_create(void);
void ds_easy_destroy(ds_easy *easy);
/// How many easy handles of this process there are.
long ds_easy_count(void);
void ds_easy_reset(ds_easy *easy);
int ds_easy_set_long(ds_easy *easy, int option, long value);
int ds_easy_set_text(ds_easy *easy, int option, const char *text);
/// Sets bytes of which libcurl keeps a copy.
int ds_easy_set_copied_bytes(ds_easy *easy, int option, const void *bytes, size_t count);
int ds_easy_set_list(ds_easy *easy, int option, ds_list *list);
int ds_easy_set_context(ds_easy *easy, int option, void *context);
int ds_easy_set_receive(ds_easy *easy, int option, ds_receive receive);
/// Opens this handle's sockets close-on-exec, and only where `admission` lets it.
/// The admission must outlive the transfer.
int ds_easy_set_admission(ds_easy *easy, ds_admission *admission);
/// Notes when the peer of this transfer's connection closes it as TLS demands. To be called while the
/// transfer runs, for a body that ends with its connection. NULL where the connection is not encrypted,
/// or where nobody can tell; else to be released.
ds_farewell *ds_easy_expect_farewell(ds_easy *easy);
bool ds_farewell_heard(const ds_farewell *farewell);
void ds_farewell_release(ds_farewell *farewell);
/// A buffer of at least `DS_ERROR_SIZE` bytes that outlives the transfer.
int ds_easy_set_error_buffer(ds_easy *easy, char *buffer);
int ds_easy_resume(ds_easy *easy);
long ds_easy_long(ds_easy *easy, int info);
int64_t ds_easy_offset(ds_easy *easy, int info);
const char *ds_easy_sentence(int code);

ds_list *ds_list_append(ds_list *list, const char *line);
void ds_list_free(ds_list *list);

ds_multi *ds_multi_create(void);
void ds_multi_destroy(ds_multi *multi);
int ds_multi_set_long(ds_multi *multi, int option, long value);
int ds_multi_add(ds_multi *multi, ds_easy *easy);
int ds_multi_remove(ds_multi *multi, ds_easy *easy);
int ds_multi_perform(ds_multi *multi);
/// Waits for libcurl's sockets and `descriptor`, at most `milliseconds`. True if that one can be read.
bool ds_multi_wait(ds_multi *multi, int descriptor, int milliseconds);
/// Takes the next finished transfer: its `DS_OPT_CONTEXT` and its code. False when there is none.
bool ds_multi_next_finished(ds_multi *multi, void **context, int *code);

#endif
