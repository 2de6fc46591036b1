// Whether what runs is asked to stop. It is C because a look has to cost one instruction, in code of
// others as well: cells have one put into their loops.
#pragma once

// Not 0 while somebody waits for the running code to stop, or to do something in between.
extern volatile int quill_interrupt_requested;

// What is done at a look that finds a request; whoever runs the code sets it. It may not return.
extern void (*quill_interrupt_answer)(void);

void quill_answer_interrupt(void);

// Whether somebody waits, for code that stops in a way of its own.
static inline int quill_is_interrupted(void) { return quill_interrupt_requested; }

// Looks whether to stop.
static inline __attribute__((always_inline)) void quill_poll(void) {
  if (__builtin_expect(quill_interrupt_requested, 0)) quill_answer_interrupt();
}
