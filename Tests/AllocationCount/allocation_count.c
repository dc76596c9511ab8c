#include "allocation_count.h"
#include <errno.h>
#include <stdlib.h>

// clang tells of a sanitizer by a feature.
#if defined(__GLIBC__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer) \
    && !__has_feature(memory_sanitizer)
#define COUNTS 1
#else
#define COUNTS 0
#endif

#if COUNTS

// An executable's own definitions come before those of the C library, for the Swift runtime too.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static __thread long count __attribute__((tls_model("initial-exec")));

void *malloc(size_t size) {
    count += 1;
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count += 1;
    return __libc_calloc(number, size);
}

void *realloc(void *block, size_t size) {
    count += 1;
    return __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count += 1;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    // Not more than the standard asks for: the library's callers give powers of two.
    void *memory = __libc_memalign(alignment, size);
    count += 1;
    if (memory == NULL) return ENOMEM;
    *block = memory;
    return 0;
}

long ds_allocation_count(void) { return count; }

#else

long ds_allocation_count(void) { return -1; }

#endif
