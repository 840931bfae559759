// SPDX-License-Identifier: Apache-2.0

#ifndef CONCORDAT_ALLOCATIONS_H
#define CONCORDAT_ALLOCATIONS_H

#include <stdbool.h>
#include <stddef.h>

/// Whether this build counts; without glibc, and under a sanitizer that brings an allocator of its own, it does not.
bool concordat_counts_allocations(void);

/// How often the calling thread has asked for heap memory since it began; 0 where nothing is counted.
size_t concordat_allocations(void);

#endif
