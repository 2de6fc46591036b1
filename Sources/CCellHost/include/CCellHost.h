// What the process that runs cells needs and Swift cannot say: fork, a stack of its own for each
// cell, the ways in which a cell can end, and the hooks of the language's run time.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The channel to the kernel: a socket of packets, open under this number when the host starts.
enum { quill_channel = 3 };

// Sends one message, in as many packets as it needs; whole, also when other threads send.
void quill_send(const uint8_t *bytes, size_t count);
// Sends a message that says what the text printed from now on is for; nothing printed before is read
// behind it, and nothing printed later before it.
void quill_send_in_order(const uint8_t *bytes, size_t count);
// Waits for a packet; the number of its bytes, 0 when the kernel is gone.
size_t quill_receive(uint8_t *bytes, size_t room);

// How a cell ended.
enum quill_ending { quill_finished, quill_threw, quill_exited, quill_interrupted, quill_refused };

struct quill_outcome {
  enum quill_ending ending;
  int exit_code;   // of a cell that called exit
  void *error;     // what a cell threw, retained
};

// Runs a cell's entry point on a thread with a stack of its own, and waits for it. Meanwhile `take` is
// called whenever a packet of the kernel waits.
struct quill_outcome quill_run(int (*entry)(int, char **), void (*take)(void));

// Handlers answer to what is done on the page. `handle` runs those that wait: while a cell runs, on its
// thread, at a look in its loops.
void quill_handlers_are(void (*handle)(void));
// Says that a handler waits; any thread may say so.
void quill_handlers_wait(void);
// Runs the handlers that wait, on the thread at hand, unless it is running one.
void quill_handle(void);
// Runs the handlers that wait like a small cell, while there is no other.
struct quill_outcome quill_run_handlers(void (*take)(void));
// Runs one handler, which can end in all ways in which a cell can.
struct quill_outcome quill_try(void (*body)(void *), void *argument);

// Asks the cell that runs to stop; if it does not, the process ends and its copy takes over. To be
// called by the thread that waits for the cell.
void quill_interrupt(void);

// Addresses of calls, the innermost first.
enum { quill_deepest_trace = 48 };
struct quill_trace {
  uintptr_t addresses[quill_deepest_trace];
  int count;
};

// Where the cell was that stopped when it was asked to.
struct quill_trace quill_where_stopped(void);

// What a program reads from standard input comes from the kernel. `ask` is called when there is nothing
// to read, on the thread that reads; the answer may come from any other.
void quill_input_from(void (*ask)(void));
// Gives a line to who waits for one; nothing means the end of input.
void quill_input_answer(const uint8_t *bytes, size_t count);
// Waits for an answer that does not go to standard input; the caller frees it. Null at the end of input.
char *quill_input_wait(void);

// Where the library lies that holds a function; 0 if in none.
uintptr_t quill_load_address(const void *function);

// Makes a frozen copy of the process, which takes its place if it dies; drops the copy before it.
// Returns false in the process that goes on, and true in a copy that has taken over.
bool quill_checkpoint(void);
// Ends the process and its copy.
_Noreturn void quill_end(void);
// How often a copy has taken over.
int quill_takeovers(void);

// When copies are made: never, always, or unless memory is too full for one.
enum quill_protection { quill_unprotected, quill_protected, quill_protected_if_small };
void quill_protect(enum quill_protection);
// Whether there is a copy now.
bool quill_is_protected(void);
// Whether threads worked on when the last copy was made; what they do is not in it.
bool quill_worked_on(void);
// How long the last copy took to be made, in microseconds.
long quill_checkpoint_cost(void);

// Prepares the process: signals, the channel, the state to which libdispatch is put back.
void quill_prepare(void);

// The script that the process was started for: --script LIBRARY ENTRY NAME ARGUMENT...; to the run time
// the name and the arguments are all that there is. Without one the library is null.
struct quill_script {
  const char *library, *entry;
  int count;
  char **arguments;
};
struct quill_script quill_script_given(void);

// Makes the process a script, which has no kernel: it ends as any program does. `tell` is called for an
// error that is thrown at its top, and does not return.
void quill_be_script(void (*tell)(void *error));

// The main executor on which the run time puts the jobs of a cell that awaits: two words.
void quill_set_main_executor(uintptr_t identity, uintptr_t implementation, void (*drain)(void));
