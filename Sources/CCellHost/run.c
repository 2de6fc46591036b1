// A cell runs on a thread with a stack of its own, and can end in ways that C knows as leaving the
// process: exit, and an error that nothing catches. Here they end the cell.
#define _GNU_SOURCE
#include "internal.h"
#include <dlfcn.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

enum { stack_size = 64 << 20, signal_stack_size = 1 << 17, flush_ms = 30 };

static __thread sigjmp_buf *way_out;

struct job {
  int (*entry)(int, char **);
  int ended;  // can be read once the cell has ended
  struct quill_outcome outcome;
};

// The folder that holds the folders of all cells.
static char folder[4096];

static void find_folder(int (*entry)(int, char **)) {
  Dl_info place;
  folder[0] = 0;
  if (!dladdr((void *)entry, &place) || strlen(place.dli_fname) >= sizeof folder) return;
  strcpy(folder, place.dli_fname);
  for (int i = 0; i < 2; i++) {
    char *slash = strrchr(folder, '/');
    if (slash) *slash = 0;
  }
}

const char *quill_cell_folder(size_t *length) {
  *length = strlen(folder);
  return folder;
}

// What a cell that is left through its way out says; one cell runs at a time.
static struct quill_outcome left_with;

bool quill_in_cell(void) { return way_out != NULL; }

_Noreturn void quill_leave_cell(enum quill_ending ending, int exit_code, void *error) {
  left_with = (struct quill_outcome){ending, exit_code, error};
  siglongjmp(*way_out, 1);
}

// It has a name that the loader knows, so that it can be found on the stack.
void *quill_cell_thread(void *argument) {
  struct job *job = argument;
  // A stack that has run over leaves no room for the handler that reports it.
  stack_t signals = {.ss_size = signal_stack_size};
  signals.ss_sp = mmap(NULL, signal_stack_size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (signals.ss_sp != MAP_FAILED) sigaltstack(&signals, NULL);
  char *arguments[] = {"cell", NULL};
  sigjmp_buf out;
  if (sigsetjmp(out, 1) == 0) {
    way_out = &out;
    job->entry(1, arguments);
  } else {
    job->outcome = left_with;
  }
  way_out = NULL;
  eventfd_write(job->ended, 1);
  signals.ss_flags = SS_DISABLE;
  sigaltstack(&signals, NULL);
  if (signals.ss_sp != MAP_FAILED) munmap(signals.ss_sp, signal_stack_size);
  return NULL;
}

// Waits for the cell. Meanwhile it takes what the kernel sends, lets out what the cell has printed (a
// buffer makes printing three times faster, but nobody wants to wait for it to fill), and sees to it
// that a cell which is to stop does so. A cell whose kernel is gone is not wanted.
static void wait_for(struct job *job, pthread_t thread, void (*take)(void)) {
  for (;;) {
    struct pollfd watched[2] = {{job->ended, POLLIN, 0}, {quill_channel, POLLIN, 0}};
    long patience = quill_interrupt_patience();
    poll(watched, 2, patience < flush_ms ? (int)patience : flush_ms);
    if (watched[0].revents) break;
    if (quill_kernel_is_gone()) quill_end();
    if (watched[1].revents & POLLIN) take();
    quill_interrupt_insist(thread);
    if (ftrylockfile(stdout) == 0) {
      fflush_unlocked(stdout);
      funlockfile(stdout);
    }
  }
  pthread_join(thread, NULL);
}

static struct quill_outcome run(int (*entry)(int, char **), void (*take)(void)) {
  struct job job = {entry, eventfd(0, EFD_CLOEXEC), {quill_finished, 0, NULL}};
  quill_input_begin();
  // A wish that came when the cell before had just ended was not meant for this one.
  quill_interrupt_settled();
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_size);
  pthread_t thread;
  if (job.ended >= 0 && pthread_create(&thread, &attributes, quill_cell_thread, &job) == 0)
    wait_for(&job, thread, take);
  else job.outcome.ending = quill_refused;
  pthread_attr_destroy(&attributes);
  close(job.ended);
  quill_interrupt_settled();
  fflush(NULL);
  return job.outcome;
}

struct quill_outcome quill_run(int (*entry)(int, char **), void (*take)(void)) {
  find_folder(entry);
  return run(entry, take);
}

static int handle(int count, char **arguments) {
  (void)count, (void)arguments;
  quill_handle();
  return 0;
}

struct quill_outcome quill_run_handlers(void (*take)(void)) { return run(handle, take); }

// It has a name that the loader knows, so that it can be found on the stack.
__attribute__((noinline)) struct quill_outcome quill_try(void (*body)(void *), void *argument) {
  sigjmp_buf *const outer = way_out;
  const long changes = quill_changes_under_way();
  sigjmp_buf out;
  struct quill_outcome outcome = {quill_finished, 0, NULL};
  if (sigsetjmp(out, 1) == 0) {
    way_out = &out;
    body(argument);
  } else {
    quill_set_changes_under_way(changes);
    outcome = left_with;
  }
  way_out = outer;
  return outcome;
}

uintptr_t quill_load_address(const void *function) {
  Dl_info place;
  return dladdr(function, &place) ? (uintptr_t)place.dli_fbase : 0;
}

// Called by the run time for an error that is thrown at the top of a cell.
void swift_errorInMain(void *error) {
  if (quill_in_cell()) quill_leave_cell(quill_threw, 0, error);
  if (quill_is_script()) quill_script_error(error);
  abort();
}

extern int __cxa_atexit(void (*)(void *), void *, void *);
extern int __cxa_at_quick_exit(void (*)(void *), void *);

// A program has these two from a part of the C library that is linked into it; cells are not linked
// with that part, and find them here. What is registered runs at the end of the process.
int atexit(void (*function)(void)) { return __cxa_atexit((void (*)(void *))function, NULL, NULL); }

int at_quick_exit(void (*function)(void)) {
  return __cxa_at_quick_exit((void (*)(void *))function, NULL);
}

// A cell's exit ends the cell. In another thread it waits for nobody: the process ends at once, and
// its copy takes over.
void exit(int code) {
  if (quill_is_script()) quill_script_exit(code);
  fflush(NULL);
  if (quill_in_cell()) quill_leave_cell(quill_exited, code, NULL);
  _exit(code);
}
