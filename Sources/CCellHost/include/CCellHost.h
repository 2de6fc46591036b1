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
// Waits for a packet; the number of its bytes, 0 when the kernel is gone.
size_t quill_receive(uint8_t *bytes, size_t room);

// How a cell ended.
enum quill_ending { quill_finished = 0, quill_threw = 1, quill_exited = 2, quill_interrupted = 3 };

struct quill_outcome {
  enum quill_ending ending;
  int exit_code;   // of a cell that called exit
  void *error;     // what a cell threw, retained
};

// Runs a cell's entry point on a thread with a stack of its own, and waits for it.
struct quill_outcome quill_run(int (*entry)(int, char **));

// Where the library lies that holds a function; 0 if in none.
uintptr_t quill_load_address(const void *function);

// Makes a frozen copy of the process, which takes its place if it dies; drops the copy before it.
// Returns false in the process that goes on, and true in a copy that has taken over.
bool quill_checkpoint(void);
// Ends the process and its copy.
_Noreturn void quill_end(void);
// How often a copy has taken over.
int quill_takeovers(void);

// Prepares the process: signals, the channel, the state to which libdispatch is put back.
void quill_prepare(void);

// The main executor on which the run time puts the jobs of a cell that awaits: two words.
void quill_set_main_executor(uintptr_t identity, uintptr_t implementation, void (*drain)(void));
