// Memory for a copy. A copy shares every page with the process that it is a copy of until one of the two
// writes to it; then the system copies the page, which takes longer than most of what is written there.
// So a copy takes new memory from a place of its own, in large pages, and lets what it has from before lie
// where it is, also what is given back. It lives for a fraction of a second.
#define _GNU_SOURCE
#include "internal.h"
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/single_threaded.h>

void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void __libc_free(void *);

// A block begins with the number of its class; what is handed out lies behind.
struct block { size_t class; struct block *next; };

enum { grain = 16, small_classes = 32, classes = 64 };
static const size_t large_page = (size_t)2 << 20, room = (size_t)16 << 30;
static const size_t smallest_large = (size_t)2 * grain * small_classes;

// Where memory is taken from; nothing before there is any of our own.
static char *begin, *next, *end;
static struct block *given_back[classes];
static atomic_flag is_held = ATOMIC_FLAG_INIT;

void quill_begin_own_memory(void) {
  char *place = mmap(NULL, room + large_page, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (place == MAP_FAILED) return;  // then all is as it was
  place = (char *)(((uintptr_t)place + large_page - 1) & ~(large_page - 1));
  madvise(place, room, MADV_HUGEPAGE);
  begin = next = place;
  end = place + room;
}

static bool is_own(const void *place) { return (char *)place >= begin && (char *)place < end; }

// Up to 512 bytes in steps of 16, and then in powers of two.
static size_t class_of(size_t size) {
  if (size <= grain) return 0;
  if (size <= (size_t)grain * small_classes) return (size - 1) / grain;
  int highest_bit = 63 - __builtin_clzll(size - 1);
  return small_classes + (highest_bit - 9);
}

static size_t size_of(size_t class) {
  return class < small_classes ? (class + 1) * grain : smallest_large << (class - small_classes);
}

static struct block *block_of(void *place) { return (struct block *)((char *)place - grain); }

static void hold(void) {
  if (__libc_single_threaded) return;
  while (atomic_flag_test_and_set_explicit(&is_held, memory_order_acquire)) {}
}

static void let_go(void) {
  if (!__libc_single_threaded) atomic_flag_clear_explicit(&is_held, memory_order_release);
}

// New memory behind all that there is, at a place with so many zeros at the end of its address.
static void *taken_anew(size_t class, size_t alignment) {
  uintptr_t place = ((uintptr_t)next + grain + alignment - 1) & ~(alignment - 1);
  if (place + size_of(class) > (uintptr_t)end) return NULL;
  next = (char *)place + size_of(class);
  block_of((void *)place)->class = class;
  return (void *)place;
}

static void *take(size_t size, size_t alignment) {
  // What is larger than all that we have is not here.
  void *place = NULL;
  if (size <= room / 2) {
    size_t class = class_of(size);
    hold();
    struct block *block = alignment <= grain ? given_back[class] : NULL;
    if (block) given_back[class] = block->next, place = (char *)block + grain;
    else place = taken_anew(class, alignment < grain ? grain : alignment);
    let_go();
  }
  return place ? place : __libc_memalign(alignment < grain ? grain : alignment, size);
}

static void give_back(void *place) {
  struct block *block = block_of(place);
  hold();
  block->next = given_back[block->class];
  given_back[block->class] = block;
  let_go();
}

void *malloc(size_t size) { return begin ? take(size, grain) : __libc_malloc(size); }

void free(void *place) {
  if (!begin) __libc_free(place);
  else if (place && is_own(place)) give_back(place);
}

void *calloc(size_t count, size_t size) {
  if (!begin) return __libc_calloc(count, size);
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  void *place = take(bytes, grain);
  return place ? memset(place, 0, bytes) : NULL;
}

// What glibc has written before a block of its own: its length with that of the head, and three bits.
static size_t libc_size(const void *place) {
  size_t head = ((const size_t *)place)[-1];
  bool is_mapped = head & 2;
  return (head & ~(size_t)7) - (is_mapped ? 2 : 1) * sizeof(size_t);
}

size_t malloc_usable_size(void *place) {
  if (!place) return 0;
  return is_own(place) ? size_of(block_of(place)->class) : libc_size(place);
}

void *realloc(void *place, size_t size) {
  if (!begin) return __libc_realloc(place, size);
  if (!place) return take(size, grain);
  size_t had = malloc_usable_size(place);
  if (is_own(place) && size <= had) return place;
  void *moved = take(size, grain);
  if (!moved) return NULL;
  memcpy(moved, place, had < size ? had : size);
  free(place);
  return moved;
}

void *memalign(size_t alignment, size_t size) {
  return begin ? take(size, alignment) : __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **place, size_t alignment, size_t size) {
  void *taken = memalign(alignment, size);
  if (!taken) return ENOMEM;
  *place = taken;
  return 0;
}
