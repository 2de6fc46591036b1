// A script is a program of its own: it has the main thread, its own standard input and output, and its
// own end. What the host takes from cells, exit and errors at the top, goes its usual way here.
#define _GNU_SOURCE
#include "internal.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { signal_stack_size = 1 << 17 };

extern void _swift_stdlib_overrideUnsafeArgvArgc(char **arguments, int count);

static struct quill_script given;
static void (*on_error)(void *);

// Called before the run time looks at what the process was told.
__attribute__((constructor)) static void look(int count, char **words) {
  if (count < 5 || strcmp(words[1], "--script") != 0) return;
  given = (struct quill_script){words[2], words[3], count - 4, words + 4};
  _swift_stdlib_overrideUnsafeArgvArgc(given.arguments, given.count);
}

struct quill_script quill_script_given(void) { return given; }

bool quill_is_script(void) { return on_error != NULL; }

void quill_be_script(void (*tell)(void *)) {
  on_error = tell;
  fcntl(quill_channel, F_SETFD, FD_CLOEXEC);
  // A stack that has run over leaves no room for the handler that reports it.
  stack_t signals = {.ss_size = signal_stack_size, .ss_sp = malloc(signal_stack_size)};
  if (signals.ss_sp) sigaltstack(&signals, NULL);
  quill_report_crashes();
}

void quill_script_error(void *error) { on_error(error); }

_Noreturn void quill_script_exit(int code) {
  void (*usual)(int) = (void (*)(int))dlsym(RTLD_NEXT, "exit");
  if (usual) usual(code);
  _Exit(code);
}

void quill_script_drain(void) {
  void (*usual)(void) = (void (*)(void))dlsym(RTLD_NEXT, "swift_task_asyncMainDrainQueue");
  if (usual) usual();
}
