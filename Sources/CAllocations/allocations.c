// SPDX-License-Identifier: Apache-2.0

// Counts what a thread asks of the allocator, by standing in front of it: in a program that links this, the definitions
// here win over those of glibc, for its shared libraries too, and pass each call on to glibc's own under another name.

#include "CAllocations.h"

#include <errno.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define CONCORDAT_SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(CONCORDAT_SANITIZED)

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

// In the thread's own static block: reaching it never allocates, which inside malloc would not end.
static _Thread_local size_t allocations __attribute__((tls_model("initial-exec")));

bool concordat_counts_allocations(void) { return true; }

size_t concordat_allocations(void) { return allocations; }

void *malloc(size_t size) {
    allocations += 1;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations += 1;
    return __libc_calloc(count, size);
}

// Growing counts as an allocation: it may move the block.
void *realloc(void *block, size_t size) {
    allocations += 1;
    return __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    allocations += 1;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    // A power of two, and a multiple of the size of a pointer (POSIX.1-2017).
    if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) { return EINVAL; }
    allocations += 1;
    void *found = __libc_memalign(alignment, size);
    if (found == NULL) { return ENOMEM; }
    *block = found;
    return 0;
}

#else

bool concordat_counts_allocations(void) { return false; }

size_t concordat_allocations(void) { return 0; }

#endif
