#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/eventfd.h>
#endif

int ds_rename_without_replacing(const char *from, const char *to) {
#ifdef __linux__
    int failed = renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
#else
    int failed = renamex_np(from, to, RENAME_EXCL);
#endif
    return failed ? errno : 0;
}

int ds_bell_open(ds_bell *bell) {
#ifdef __linux__
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0) return errno;
    bell->wait = bell->ring = fd;
#else
    int ends[2];
    if (pipe(ends) != 0) return errno;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
    }
    bell->wait = ends[0];
    bell->ring = ends[1];
#endif
    return 0;
}

void ds_bell_ring(ds_bell bell) {
    const uint64_t one = 1;
    // A full pipe or counter rings already: EAGAIN is success.
    while (write(bell.ring, &one, sizeof one) < 0 && errno == EINTR) {}
}

void ds_bell_hush(ds_bell bell) {
    uint64_t rung[16];
    while (read(bell.wait, rung, sizeof rung) > 0) {}
}

void ds_bell_close(ds_bell bell) {
    close(bell.wait);
    if (bell.ring != bell.wait) close(bell.ring);
}

struct start {
    char name[16];
    void (*body)(void *);
    void *context;
};

static void *run_thread(void *argument) {
    struct start start = *(struct start *)argument;
    free(argument);
#ifdef __linux__
    pthread_setname_np(pthread_self(), start.name);
#else
    pthread_setname_np(start.name);
#endif
    start.body(start.context);
    return NULL;
}

int ds_thread_start(const char *name, void (*body)(void *), void *context) {
    struct start *start = malloc(sizeof *start);
    if (!start) return ENOMEM;
    snprintf(start->name, sizeof start->name, "%s", name);
    start->body = body;
    start->context = context;

    // Signals belong to the program's own threads, never to a library's.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    int failed = pthread_create(&thread, &attributes, run_thread, start);
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed) free(start);
    return failed;
}

uintptr_t ds_thread_id(void) { return (uintptr_t)pthread_self(); }

extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

void ds_tsan_acquire(const void *address) {
    if (__tsan_acquire) __tsan_acquire((void *)address);
}

void ds_tsan_release(const void *address) {
    if (__tsan_release) __tsan_release((void *)address);
}

void ds_at_exit(void (*body)(void)) { atexit(body); }

int ds_terminal_columns(int descriptor) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

void ds_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

static sigset_t ending_signals(void) {
    static const int numbers[] = {SIGINT, SIGTERM};
    sigset_t set;
    sigemptyset(&set);
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction now;
        if (sigaction(numbers[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN) {
            sigaddset(&set, numbers[i]);
        }
    }
    return set;
}

void ds_hold_ending_signals(void) {
    sigset_t set = ending_signals();
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

int ds_next_ending_signal(void) {
    sigset_t set = ending_signals();
    int number;
    while (sigwait(&set, &number) != 0) {}
    return number;
}

void ds_raise_default(int number) {
    signal(number, SIG_DFL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
    raise(number);
}
