// The number of a thread, in the process that takes over. Swift's mutexes write down by it who holds
// them, and remember it in a word of the thread's own memory, one for each file that uses them; a
// thread that went through a fork has another number than the one it remembers, and the system ends
// whoever waits for a mutex that is held by a number of nobody here.
#define _GNU_SOURCE
#include "internal.h"
#include <link.h>
#include <string.h>

enum { most_places = 512 };

// The words in which the thread may remember its number: those that begin as zero, in the memory that the
// loader has set up for it.
static struct { int32_t *words; size_t count; } places[most_places];
static int place_count;

static int remember(struct dl_phdr_info *object, size_t size, void *unused) {
  (void)unused;
  // The C library keeps its own numbers in order.
  if (size < sizeof *object || !object->dlpi_tls_data || strstr(object->dlpi_name, "libc.so")) return 0;
  for (int i = 0; i < object->dlpi_phnum && place_count < most_places; i++) {
    const ElfW(Phdr) *header = &object->dlpi_phdr[i];
    if (header->p_type != PT_TLS) continue;
    size_t set = (header->p_filesz + sizeof(int32_t) - 1) / sizeof(int32_t);
    size_t all = header->p_memsz / sizeof(int32_t);
    if (set >= all) continue;
    places[place_count].words = (int32_t *)object->dlpi_tls_data + set;
    places[place_count++].count = all - set;
  }
  return 0;
}

void quill_numbers_remember(void) {
  place_count = 0;
  dl_iterate_phdr(remember, NULL);
}

void quill_numbers_renew(int32_t old, int32_t new) {
  for (int i = 0; i < place_count; i++)
    for (size_t word = 0; word < places[i].count; word++)
      if (places[i].words[word] == old) places[i].words[word] = new;
}
