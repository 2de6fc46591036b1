#include "internal.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

extern bool _swift_disableExclusivityChecking;

void quill_prepare(void) {
  // A cell that is left in the middle of an access would seem to hold it for ever.
  _swift_disableExclusivityChecking = true;
  // Output is written when the buffer is full, when a cell ends, and when the kernel asks.
  setvbuf(stdout, NULL, _IOFBF, 1 << 16);
  signal(SIGPIPE, SIG_IGN);
  // Whoever wants a cell to stop tells the kernel; a signal to the whole group is not for cells.
  signal(SIGINT, SIG_IGN);
  quill_memory_prepare();
  quill_interrupt_prepare();
  quill_dispatch_remember();
  quill_report_crashes();
}
