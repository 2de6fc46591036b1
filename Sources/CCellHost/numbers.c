// The number of a thread, in the process that takes over. Swift's mutexes write down by it who holds
// them, and remember it in a word of the thread's own memory, one for each file that uses them; a
// thread that went through a fork has another number than the one it remembers, and the system ends
// whoever waits for a mutex that is held by a number of nobody here.
#define _GNU_SOURCE
#include "internal.h"
#include <link.h>
#include <string.h>

struct change { int32_t old, new; };

// Only the memory that the loader has set up for this thread is looked at; the C library keeps its own
// numbers in order.
static int renew(struct dl_phdr_info *object, size_t size, void *argument) {
  const struct change *change = argument;
  if (size < sizeof *object || !object->dlpi_tls_data || strstr(object->dlpi_name, "libc.so")) return 0;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    if (object->dlpi_phdr[i].p_type != PT_TLS) continue;
    int32_t *words = object->dlpi_tls_data;
    for (size_t word = 0; word < object->dlpi_phdr[i].p_memsz / sizeof *words; word++)
      if (words[word] == change->old) words[word] = change->new;
  }
  return 0;
}

void quill_thread_is_renumbered(int32_t old, int32_t new) {
  struct change change = {old, new};
  dl_iterate_phdr(renew, &change);
}
