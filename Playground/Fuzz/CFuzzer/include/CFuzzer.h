#pragma once
#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer with these arguments, over one function that takes an input and returns 0.
int LLVMFuzzerRunDriver(int *count, char ***arguments,
                        int (*test)(const uint8_t *bytes, size_t count));
