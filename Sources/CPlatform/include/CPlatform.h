// What Swift's C library modules lack: small, typed, and without policy.
#ifndef DOWNSTREAM_CPLATFORM_H
#define DOWNSTREAM_CPLATFORM_H

#include <stdbool.h>
#include <stdint.h>

/// Renames `from` to `to` unless `to` exists. Returns 0, or the errno of what stopped it.
int ds_rename_without_replacing(const char *from, const char *to);

/// A descriptor that one thread waits on and any thread can ring.
typedef struct {
    int wait;
    int ring;
} ds_bell;

/// Opens a bell, close-on-exec and non-blocking. Returns 0 or an errno.
int ds_bell_open(ds_bell *bell);
void ds_bell_ring(ds_bell bell);
/// Makes the bell silent again.
void ds_bell_hush(ds_bell bell);
void ds_bell_close(ds_bell bell);

/// Starts a detached thread with all signals blocked. Returns 0 or an errno.
int ds_thread_start(const char *name, void (*body)(void *context), void *context);
/// A number that no other living thread has.
uintptr_t ds_thread_id(void);

/// Tells ThreadSanitizer that a lock at `address` was taken or is about to be given back;
/// nothing where the sanitizer is not running.
void ds_tsan_acquire(const void *address);
void ds_tsan_release(const void *address);

/// Runs `body` when the process exits by `exit` or by returning from `main`.
void ds_at_exit(void (*body)(void));

/// The columns of the terminal behind `descriptor`, or 0 where there is none.
int ds_terminal_columns(int descriptor);

/// Makes writes to a closed pipe fail with EPIPE instead of ending the process.
void ds_ignore_broken_pipes(void);

/// Keeps SIGINT and SIGTERM from all threads that start later, for ds_next_ending_signal; one that
/// the parent had ignored, as for a job in the background, stays ignored.
void ds_hold_ending_signals(void);
/// Waits for the next of them and returns its number.
int ds_next_ending_signal(void);

/// Sets the default action of a signal back and raises it, so that the parent sees the signal.
void ds_raise_default(int signal);

#endif
