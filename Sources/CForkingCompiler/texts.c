// A compiler spends half the time of a short cell on what is the same for all: on its own parts, and on
// the modules that every cell is given. A copy that waits has done all that for a cell whose text is not
// there yet. It was given files of blanks in the place of texts, and stops when it is about to read them:
// a module is imported last of all that is given (CellTexts), and when the compiler comes to open that,
// nothing is left but the texts. There the copy takes orders, and each copy of it reads the files anew.
#define _GNU_SOURCE
#include "internal.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { most_texts = 8 };

// Files of blanks that the compiler has before its eyes.
static struct { char path[PATH_MAX]; char *place; } texts[most_texts];
static int text_count;
// How many there are to be.
static int input_count;
// Where orders come from that this process is going to take; none where it is not to wait.
static int own_orders = -1;

static bool ends(const char *path, const char *ending) {
  size_t length = strlen(path), short_length = strlen(ending);
  return length >= short_length && strcmp(path + length - short_length, ending) == 0;
}

void quill_wait_before_texts(const struct order *order) {
  own_orders = order->orders;
  for (int i = 0; i < order->count; i++) input_count += ends(order->arguments[i], ".swift");
}

// Puts what stands in a file now in the place of the blanks; what is left of them stays.
static bool read_text(const char *path, char *place) {
  char *text = mmap(place, quill_text_room, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (text == MAP_FAILED || file < 0) return false;
  ssize_t count = 0, more;
  while ((more = read(file, text + count, quill_text_room - count)) > 0) count += more;
  close(file);
  // A text that fills the room might be longer.
  if (more < 0 || count >= quill_text_room - 1) return false;
  memset(text + count, ' ', quill_text_room - 1 - count);
  return mprotect(text, quill_text_room, PROT_READ) == 0;
}

static void wait_for_texts(void) {
  static struct order order;
  int orders = own_orders;
  own_orders = -1;
  // A text that came before the compiler looked for it has been read, and could not be read anew.
  if (text_count != input_count) quill_end_copy(quill_text_unread);
  quill_copy_for_orders(orders, &order, "");
  quill_begin_own_memory();
  for (int i = 0; i < text_count; i++)
    if (!read_text(texts[i].path, texts[i].place)) quill_end_copy(quill_text_unread);
}

int open(const char *path, int flags, ...) {
  static int (*libc_open)(const char *, int, ...);
  if (!libc_open) libc_open = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  if (own_orders >= 0 && ends(path, "/CellTexts.swiftmodule")) wait_for_texts();
  va_list rest;
  va_start(rest, flags);
  int file = libc_open(quill_place_of_file(path), flags, va_arg(rest, int));
  va_end(rest);
  return file;
}

// A file of blanks is known by its name and its length.
void *mmap(void *wish, size_t length, int protection, int flags, int file, off_t offset) {
  static void *(*libc_mmap)(void *, size_t, int, int, int, off_t);
  if (!libc_mmap)
    libc_mmap = (void *(*)(void *, size_t, int, int, int, off_t))dlsym(RTLD_NEXT, "mmap");
  void *place = libc_mmap(wish, length, protection, flags, file, offset);
  bool is_text = own_orders >= 0 && file >= 0 && length == quill_text_room - 1;
  if (!is_text || place == MAP_FAILED || text_count == most_texts) return place;
  char name[32];
  snprintf(name, sizeof name, "/proc/self/fd/%d", file);
  char *path = texts[text_count].path;
  ssize_t count = readlink(name, path, PATH_MAX - 1);
  path[count > 0 ? count : 0] = 0;
  if (ends(path, ".swift")) texts[text_count++].place = place;
  return place;
}
