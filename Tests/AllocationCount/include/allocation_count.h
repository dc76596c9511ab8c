// Counts what a thread asks of the heap, for tests that say what costs no memory.
#ifndef DOWNSTREAM_ALLOCATION_COUNT_H
#define DOWNSTREAM_ALLOCATION_COUNT_H

/// How many blocks of memory the calling thread has asked for so far; -1 where they are not counted:
/// with another C library than glibc, and under a sanitizer, which has a heap of its own.
long ds_allocation_count(void);

#endif
