// What Swift's C library modules lack: small, typed, and without policy.
#ifndef DOWNSTREAM_CPLATFORM_H
#define DOWNSTREAM_CPLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Renames `from` to `to` unless `to` exists. Returns 0, or the errno of what stopped it.
int ds_rename_without_replacing(const char *from, const char *to);
/// The same for file systems that cannot do it in one step: for a moment the file has both names.
int ds_rename_by_linking(const char *from, const char *to);
/// The same for file systems without hard links: for a moment `to` is an empty file.
int ds_rename_by_reserving(const char *from, const char *to);

/// Writes what names the present boot of the system, another at each boot; false where it is not told.
bool ds_boot_identity(char *text, size_t size);

/// A small attribute of an open file, in the namespace of users. Both return its length in bytes, or
/// -1 where the file system has none, or none of this name, or one that is longer than `size`.
int ds_get_attribute(int descriptor, const char *name, char *text, size_t size);
int ds_set_attribute(int descriptor, const char *name, const char *text, size_t size);

/// When an open file was last modified, in nanoseconds since 1970; -1 where that is not told.
int64_t ds_modification_time(int descriptor);
/// Makes it look modified, and read, so many seconds after 1970; what fails changes nothing.
void ds_set_modification_time(int descriptor, int64_t seconds);

/// A descriptor that one thread waits on and any thread can ring.
typedef struct {
    int wait;
    int ring;
} ds_bell;

/// Opens a bell, close-on-exec and non-blocking. Returns 0 or an errno.
int ds_bell_open(ds_bell *bell);
void ds_bell_ring(ds_bell bell);
/// Waits until the bell rings; it goes on ringing.
void ds_bell_wait(ds_bell bell);
/// Makes the bell silent again.
void ds_bell_hush(ds_bell bell);
void ds_bell_close(ds_bell bell);

/// Starts a detached thread with all signals blocked. Returns 0 or an errno.
int ds_thread_start(const char *name, void (*body)(void *context), void *context);
/// What the calling thread was started with; NULL for one that ds_thread_start has not started.
void *ds_thread_context(void);

/// Runs `body` when the process exits by `exit` or by returning from `main`.
void ds_at_exit(void (*body)(void));

/// The size of a terminal in characters; 0 for what it does not tell.
typedef struct {
    int columns;
    int rows;
} ds_size;

/// Asks the terminal behind `descriptor` for its size; false where there is none.
bool ds_terminal_size(int descriptor, ds_size *size);

/// Makes writes to a closed pipe, and beyond the largest size of a file, fail with EPIPE and EFBIG
/// instead of ending the process.
void ds_ignore_write_signals(void);

/// Keeps SIGINT and SIGTERM from all threads that start later, for ds_next_ending_signal; one that
/// the parent had ignored, as for a job in the background, stays ignored.
void ds_hold_ending_signals(void);
/// Waits for the next of them and returns its number.
int ds_next_ending_signal(void);

/// Has the calling thread, which holds them, get them also where another one lets them through, as a
/// main thread does that serves Swift's main actor; for ds_next_ending_signal.
void ds_take_ending_signals(void);

/// Lets the process have as many open files as it may allow itself.
void ds_raise_file_limit(void);

/// Sets the default action of a signal back and raises it, so that the parent sees the signal.
void ds_raise_default(int signal);

#endif
