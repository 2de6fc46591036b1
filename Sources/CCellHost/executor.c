// A cell that awaits at its top level is an asynchronous main program to the run time: its jobs go to
// the main executor, and it ends by calling exit. Cells do not run on the main thread, so the host has
// a main executor of its own, and the calls land here.
#include "internal.h"
#include <stdio.h>

struct executor { uintptr_t identity, implementation; };

static struct executor ours;
static void (*drain)(void);

// These are called by Swift's convention, which for such arguments and results is that of C.
extern void *swift_task_getMainExecutor_hook;
extern void *swift_task_isMainExecutor_hook;

static struct executor get_ours(void *original) {
  (void)original;
  return ours;
}

static bool is_ours(struct executor executor, void *original) {
  (void)original;
  return executor.identity == ours.identity;
}

void quill_set_main_executor(uintptr_t identity, uintptr_t implementation, void (*run)(void)) {
  ours = (struct executor){identity, implementation};
  drain = run;
  swift_task_getMainExecutor_hook = (void *)get_ours;
  swift_task_isMainExecutor_hook = (void *)is_ours;
}

// Called by a cell that awaits, once its first job is queued; it ends by exit.
void swift_task_asyncMainDrainQueue(void) {
  if (quill_is_script()) quill_script_drain();
  drain();
}
