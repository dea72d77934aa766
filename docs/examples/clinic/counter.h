/* What the counter does with a record: it builds, shows what stands in the way, and adds what is built to the upload.
 */
#ifndef COUNTER_H
#define COUNTER_H

#include <jianhe.h>
#include <stdio.h>

struct counter {
    jianhe_specification* specification;
    jianhe_builder* builder;
    FILE* upload;
    int built;
    int failed; /* the machine or the program failed; said on standard error */
};

int counter_open(struct counter* counter, const char* upload_path);
/* Writes the end of the upload. */
int counter_close(struct counter* counter);

/* The next record is of this construction. */
void counter_begin(struct counter* counter, const char* construction);
void counter_set(struct counter* counter, const char* field, unsigned row, const char* text);
void counter_buffer(struct counter* counter, const char* name, const char* bytes, size_t size);

/* JIANHE_BUILT or what follows it. What is built goes into the upload; everything else is shown. */
int counter_build(struct counter* counter, const char* title);

#endif
