#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sys/xattr.h>

#ifdef __linux__
#include <sys/eventfd.h>
#else
#include <sys/sysctl.h>
#endif

static bool is_unsupported(int number) {
    return number == EINVAL || number == ENOSYS || number == ENOTSUP || number == EOPNOTSUPP;
}

int ds_rename_without_replacing(const char *from, const char *to) {
#ifdef __linux__
    int failed = renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
#else
    int failed = renamex_np(from, to, RENAME_EXCL);
#endif
    if (!failed) return 0;
    // NFS, 9p, many FUSE file systems and old kernels cannot do it in one step.
    return is_unsupported(errno) ? ds_rename_by_linking(from, to) : errno;
}

int ds_rename_by_linking(const char *from, const char *to) {
    if (link(from, to) != 0) {
        bool is_refused = errno == EPERM || errno == EMLINK || is_unsupported(errno);
        return is_refused ? ds_rename_by_reserving(from, to) : errno;
    }
    if (unlink(from) == 0 || errno == ENOENT) return 0;
    int failed = errno;
    unlink(to);
    return failed;
}

int ds_rename_by_reserving(const char *from, const char *to) {
    int reservation = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (reservation < 0) return errno;
    close(reservation);
    if (rename(from, to) == 0) return 0;
    int failed = errno;
    unlink(to);
    return failed;
}

bool ds_boot_identity(char *text, size_t size) {
#ifdef __linux__
    int descriptor = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    ssize_t count = read(descriptor, text, size - 1);
    close(descriptor);
    if (count <= 0) return false;
    text[count] = 0;
    text[strcspn(text, "\n")] = 0;
    return *text != 0;
#else
    return sysctlbyname("kern.bootsessionuuid", text, &size, NULL, 0) == 0;
#endif
}

int ds_get_attribute(int descriptor, const char *name, char *text, size_t size) {
#ifdef __linux__
    return (int)fgetxattr(descriptor, name, text, size);
#else
    return (int)fgetxattr(descriptor, name, text, size, 0, 0);
#endif
}

int ds_set_attribute(int descriptor, const char *name, const char *text, size_t size) {
#ifdef __linux__
    return fsetxattr(descriptor, name, text, size, 0) == 0 ? (int)size : -1;
#else
    return fsetxattr(descriptor, name, text, size, 0, 0) == 0 ? (int)size : -1;
#endif
}

int64_t ds_modification_time(int descriptor) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) return -1;
#ifdef __APPLE__
    struct timespec time = status.st_mtimespec;
#else
    struct timespec time = status.st_mtim;
#endif
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void ds_set_modification_time(int descriptor, int64_t seconds) {
    const struct timespec time = {.tv_sec = seconds};
    const struct timespec times[] = {time, time};
    futimens(descriptor, times);
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

void ds_bell_wait(ds_bell bell) {
    struct pollfd waiting = {.fd = bell.wait, .events = POLLIN};
    while (poll(&waiting, 1, -1) < 0 && errno == EINTR) {}
}

void ds_bell_hush(ds_bell bell) {
    uint64_t rung[16];
    // A counter is read whole at once; only what fills all of this may leave something in a pipe.
    while (read(bell.wait, rung, sizeof rung) == sizeof rung) {}
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

static _Thread_local void *thread_context;

static void *run_thread(void *argument) {
    struct start start = *(struct start *)argument;
    free(argument);
    thread_context = start.context;
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

void *ds_thread_context(void) { return thread_context; }

void ds_at_exit(void (*body)(void)) { atexit(body); }

bool ds_terminal_size(int descriptor, ds_size *size) {
    struct winsize window;
    if (ioctl(descriptor, TIOCGWINSZ, &window) != 0) return false;
    size->columns = window.ws_col;
    size->rows = window.ws_row;
    return true;
}

void ds_ignore_write_signals(void) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

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

static pthread_t ending_watcher;

static void forward_signal(int number) {
    int saved = errno;
    pthread_kill(ending_watcher, number);
    errno = saved;
}

void ds_take_ending_signals(void) {
    ending_watcher = pthread_self();
    sigset_t set = ending_signals();
    struct sigaction action = {.sa_handler = forward_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (int number = 1; number < NSIG; number++) {
        if (sigismember(&set, number) == 1) sigaction(number, &action, NULL);
    }
}

void ds_raise_file_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
#ifdef __APPLE__
    if (limit.rlim_max > OPEN_MAX) limit.rlim_max = OPEN_MAX;
#endif
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

void ds_raise_default(int number) {
    signal(number, SIG_DFL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
    raise(number);
}
