// The object is what a compiler writes last: beside the place where it is to lie, and then it is renamed.
// What comes behind is only that everything is taken apart, so a copy ends there. Its trees a compiler
// takes apart even before it writes the object, to have room, unless it counts what it does. So it is told
// to count, which takes next to nothing. Together that saves a fifth of the time of a short cell.
#define _GNU_SOURCE
#include "internal.h"
#include <dlfcn.h>
#include <string.h>

// The folder of the counts, which go nowhere: where a text has errors, there is no object to end at.
#define NOWHERE "/dev/null"

void quill_end_early(struct order *order) {
  order->arguments[order->count++] = "-stats-output-dir";
  order->arguments[order->count++] = NOWHERE;
  order->arguments[order->count] = NULL;
}

const char *quill_place_of_file(const char *path) {
  bool is_counts = strncmp(path, NOWHERE "/", sizeof NOWHERE) == 0;
  return is_counts ? NOWHERE : path;
}

int rename(const char *from, const char *to) {
  static int (*libc_rename)(const char *, const char *);
  if (!libc_rename)
    libc_rename = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
  int result = libc_rename(from, to);
  const char *ending = strrchr(to, '.');
  bool is_object = ending && strcmp(ending, ".o") == 0;
  if (result == 0 && is_object && quill_is_last_copy()) quill_end_copy(0);
  return result;
}
