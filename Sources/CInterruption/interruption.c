#include "CInterruption.h"

volatile int quill_interrupt_requested;
void (*quill_interrupt_answer)(void);

void quill_answer_interrupt(void) {
  if (quill_interrupt_answer) quill_interrupt_answer();
}
