// Runs a program and writes down what it used, in a line: nanoseconds by the clock, microseconds of
// processor time, peak KiB resident, and the exit status.
//
//     measured REPORT PROGRAM [ARGUMENT...]
//
// Linux counts into the peak of a program what the process that started it had resident. So whoever
// starts a program to learn its peak has to be smaller than any, and a Swift process is not.

#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long long micros(struct timeval time) { return time.tv_sec * 1000000LL + time.tv_usec; }

int main(int count, char **arguments) {
    if (count < 3) return 2;
    long long begin = now();
    pid_t child = vfork();
    if (child == 0) {
        execvp(arguments[2], arguments + 2);
        _exit(127);
    }
    int status;
    struct rusage usage;
    while (wait4(child, &status, 0, &usage) < 0)
        if (errno != EINTR) return 126;
    long long wall = now() - begin;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    FILE *report = fopen(arguments[1], "w");
    if (!report) return 126;
    fprintf(report, "%lld %lld %ld %d\n", wall, micros(usage.ru_utime) + micros(usage.ru_stime),
            usage.ru_maxrss, code);
    return fclose(report) ? 126 : code;
}
