// Handlers of what is done on the page. They use the variables of the cells, so they may not run beside
// a cell that changes them: while a cell runs, its own thread runs them when it looks whether to stop,
// unless a change of a variable is under way. A cell that does not look lets them wait for its end.
#include "internal.h"
#include <CInterruption.h>

static void (*handle)(void);
static __thread bool is_handling;

void quill_handlers_are(void (*how)(void)) { handle = how; }

void quill_handlers_wait(void) {
  __atomic_or_fetch(&quill_interrupt_requested, quill_attention, __ATOMIC_SEQ_CST);
}

void quill_handle(void) {
  if (is_handling || !handle) return;
  is_handling = true;
  __atomic_and_fetch(&quill_interrupt_requested, ~quill_attention, __ATOMIC_SEQ_CST);
  handle();
  is_handling = false;
}
