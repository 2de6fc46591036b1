// What the parts of the host share.
#pragma once
#include "CCellHost.h"
#include <pthread.h>
#include <signal.h>

// A new lock for the channel, in a process where the thread that held the old one is gone.
void quill_channel_renewed(void);

// Whether there is nobody at the other end of the channel.
bool quill_kernel_is_gone(void);

// Puts libdispatch's data aside before its first use, and back in a copy that takes over.
void quill_dispatch_remember(void);
void quill_dispatch_restore(void);

// Looks up where the thread may remember its number, before a fork, and in a copy that takes over writes the
// new one there.
void quill_numbers_remember(void);
void quill_numbers_renew(int32_t old, int32_t new);

// New locks for standard input, in a copy.
void quill_input_renewed(void);
// Forgets what earlier cells have left unread.
void quill_input_begin(void);

// Lets a system that runs out of memory end this process before all others; limits what it may take.
void quill_memory_prepare(void);
// Says whether this process is the first to go; its sleeping copy is not.
void quill_memory_expendable(bool);
// Whether so much memory is in use that a copy of it could not be afforded.
bool quill_memory_is_large(void);

// The thread of a cell, and the folder that holds the folders of all cells.
void *quill_cell_thread(void *);
const char *quill_cell_folder(size_t *length);

// The signal that ends a cell which does not stop when it is asked to.
#define quill_forced_stop SIGUSR2

// What is asked of the code that looks: to stop, or to run the handlers that wait.
enum { quill_stop = 1, quill_attention = 2 };

void quill_interrupt_prepare(void);
// Forgets a request, once the cell has ended.
void quill_interrupt_settled(void);
// How long to wait for the cell to answer, in milliseconds; a second where nobody has asked it.
long quill_interrupt_patience(void);
// Ends the process if the cell has had its time.
void quill_interrupt_insist(pthread_t cell);

// Waits a little for other threads to rest; says whether they do.
bool quill_others_rest(void);

// How many changes of variables the thread at hand has begun and not ended.
long quill_changes_under_way(void);
void quill_set_changes_under_way(long);

// Whether the thread at hand runs a cell, and leaves it.
bool quill_in_cell(void);
_Noreturn void quill_leave_cell(enum quill_ending ending, int exit_code, void *error);

// Whether the process is a script, and how it goes the usual ways of a program.
bool quill_is_script(void);
void quill_script_error(void *error);
_Noreturn void quill_script_exit(int code);
void quill_script_drain(void);

// Reports a fatal signal to the kernel before the process dies of it.
void quill_report_crashes(void);
