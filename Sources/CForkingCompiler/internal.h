// What the files of this library have in common.
#pragma once
#include <stdbool.h>
#include <sys/types.h>
#include "CForkingCompiler.h"

// Nothing of ours is seen by the compiler but what stands in the place of the system's own functions.
#pragma GCC visibility push(hidden)

enum { most_arguments = 4096, most_added_arguments = 2 };

// What a copy is to do. Of the descriptors the last is there only if the copy is to wait.
struct order {
  char text[quill_order_room];
  char *arguments[most_arguments + most_added_arguments + 1];
  int count, output, line, orders;
};

// copies.c

// Takes orders and has a copy do each. It comes back in the copies alone, each with its order.
void quill_copy_for_orders(int orders, struct order *order, char *name);

// Ends a copy, and tells with which status.
_Noreturn void quill_end_copy(int status);

// Whether this process is a copy, and no copy is made of it.
bool quill_is_last_copy(void);

// texts.c

// Has this process, which is to carry out an order, stop before it reads a text, and take orders there.
void quill_wait_before_texts(const struct order *order);

// ending.c

// Has the copy that carries out an order end as soon as it has done it.
void quill_end_early(struct order *order);

// Where a file is opened that the compiler wants to open.
const char *quill_place_of_file(const char *path);

// conformances.c

// Lets all copies of this process learn from each other.
void quill_share_conformances(void);

// memory.c

// Gives this copy memory of its own, beside what it has from before.
void quill_begin_own_memory(void);

#pragma GCC visibility pop
