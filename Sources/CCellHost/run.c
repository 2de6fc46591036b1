// A cell runs on a thread with a stack of its own, and can end in ways that C knows as leaving the
// process: exit, and an error that nothing catches. Here they end the cell.
#define _GNU_SOURCE
#include "internal.h"
#include <dlfcn.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { stack_size = 64 << 20, signal_stack_size = 1 << 17 };

static __thread sigjmp_buf *way_out;

struct job {
  int (*entry)(int, char **);
  struct quill_outcome outcome;
};

// What a cell that is left through its way out says; one cell runs at a time.
static struct quill_outcome left_with;

bool quill_in_cell(void) { return way_out != NULL; }

_Noreturn void quill_leave_cell(enum quill_ending ending, int exit_code, void *error) {
  left_with = (struct quill_outcome){ending, exit_code, error};
  siglongjmp(*way_out, 1);
}

static void *run(void *argument) {
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
  signals.ss_flags = SS_DISABLE;
  sigaltstack(&signals, NULL);
  if (signals.ss_sp != MAP_FAILED) munmap(signals.ss_sp, signal_stack_size);
  return NULL;
}

// Waits for the cell, and lets out what it has printed while it goes on: a buffer makes printing three
// times faster, but nobody wants to wait for it to fill. A cell whose kernel is gone is not wanted.
static void wait_for(pthread_t thread) {
  for (;;) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 30 * 1000 * 1000;
    if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
    if (pthread_timedjoin_np(thread, NULL, &until) == 0) return;
    if (quill_kernel_is_gone()) quill_end();
    if (ftrylockfile(stdout) == 0) {
      fflush_unlocked(stdout);
      funlockfile(stdout);
    }
  }
}

struct quill_outcome quill_run(int (*entry)(int, char **)) {
  struct job job = {entry, {quill_finished, 0, NULL}};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_size);
  pthread_t thread;
  if (pthread_create(&thread, &attributes, run, &job) == 0) wait_for(thread);
  else job.outcome.ending = quill_interrupted;
  pthread_attr_destroy(&attributes);
  fflush(NULL);
  return job.outcome;
}

uintptr_t quill_load_address(const void *function) {
  Dl_info place;
  return dladdr(function, &place) ? (uintptr_t)place.dli_fbase : 0;
}

// Called by the run time for an error that is thrown at the top of a cell.
void swift_errorInMain(void *error) {
  if (quill_in_cell()) quill_leave_cell(quill_threw, 0, error);
  abort();
}

// A cell's exit ends the cell. In another thread it waits for nobody: the process ends at once, and
// its copy takes over.
void exit(int code) {
  fflush(NULL);
  if (quill_in_cell()) quill_leave_cell(quill_exited, code, NULL);
  _exit(code);
}
