// libdispatch in a copy that takes over. Its queues would wait for threads that the copy does not
// have; so its writable data are put back to what they were before their first use.
#define _GNU_SOURCE
#include "internal.h"
#include <link.h>
#include <stdlib.h>
#include <string.h>

static struct { char *place, *saved; size_t size; } parts[8];
static int part_count;

static int remember(struct dl_phdr_info *object, size_t size, void *unused) {
  (void)size, (void)unused;
  if (!strstr(object->dlpi_name, "libdispatch.so")) return 0;
  uintptr_t fixed = 0;  // behind what the loader has made read-only
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &object->dlpi_phdr[i];
    if (header->p_type == PT_GNU_RELRO)
      fixed = (object->dlpi_addr + header->p_vaddr + header->p_memsz + 4095) & ~(uintptr_t)4095;
  }
  for (int i = 0; i < object->dlpi_phnum && part_count < 8; i++) {
    const ElfW(Phdr) *header = &object->dlpi_phdr[i];
    if (header->p_type != PT_LOAD || !(header->p_flags & PF_W)) continue;
    uintptr_t start = object->dlpi_addr + header->p_vaddr, end = start + header->p_memsz;
    if (start < fixed) start = fixed;
    if (start >= end) continue;
    char *saved = malloc(end - start);
    if (!saved) continue;
    memcpy(saved, (char *)start, end - start);
    parts[part_count].place = (char *)start;
    parts[part_count].saved = saved;
    parts[part_count++].size = end - start;
  }
  return 1;
}

void quill_dispatch_remember(void) { dl_iterate_phdr(remember, NULL); }

void quill_dispatch_restore(void) {
  for (int i = 0; i < part_count; i++) memcpy(parts[i].place, parts[i].saved, parts[i].size);
}
