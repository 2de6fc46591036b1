// A compiler takes as long to start as a short cell takes to compile: it is one program of two hundred
// megabytes, and the loader has to put a million addresses right. Here it is started once. When it comes
// to its own beginning, everything is in place, and there it stays: for each order it copies itself, and
// the copy goes on with the arguments of the order as if they had been its own.
//
// A copy may itself go on only as far as the text of the cell, which need not be there yet, and be copied
// again for that (texts.c). A copy does not clean up behind itself (memory.c, ending.c), and what copies
// look up is looked up once (conformances.c).
#define _GNU_SOURCE
#include "internal.h"
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

typedef int (*program)(int, char **, char **);

static program compile;

// Takes the place of the compiler's beginning.
static int stand(int count, char **arguments, char **environment) {
  (void)count;
  enum { orders = 0 };
  static struct order order;
  quill_share_conformances();
  quill_copy_for_orders(orders, &order, arguments[0]);
  quill_end_early(&order);
  if (order.orders >= 0) quill_wait_before_texts(&order);
  else quill_begin_own_memory();
  quill_end_copy(compile(order.count, order.arguments, environment));
}

// Programs that the compiler starts are not to stand and wait.
static void leave_environment(void) {
  const char *list = getenv("LD_PRELOAD");
  const char *rest = list ? strchr(list, ':') : NULL;
  if (rest) setenv("LD_PRELOAD", rest + 1, 1);
  else unsetenv("LD_PRELOAD");
}

// What a program's first instructions call. The program's own constructors run within it, before main.
int __libc_start_main(program main, int count, char **arguments, void (*init)(void),
                      void (*fini)(void), void (*loader_fini)(void), void *stack) {
  typedef int (*start)(program, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);
  start begin_program = (start)dlsym(RTLD_NEXT, "__libc_start_main");
  compile = main;
  leave_environment();
  return begin_program(stand, count, arguments, init, fini, loader_fini, stack);
}
