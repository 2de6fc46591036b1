// What the parts of the host share.
#pragma once
#include "CCellHost.h"

// A new lock for the channel, in a process where the thread that held the old one is gone.
void quill_channel_renewed(void);

// Whether there is nobody at the other end of the channel.
bool quill_kernel_is_gone(void);

// Puts libdispatch's data aside before its first use, and back in a copy that takes over.
void quill_dispatch_remember(void);
void quill_dispatch_restore(void);

// Whether the thread at hand runs a cell, and leaves it.
bool quill_in_cell(void);
_Noreturn void quill_leave_cell(enum quill_ending ending, int exit_code, void *error);

// Reports a fatal signal to the kernel before the process dies of it.
void quill_report_crashes(void);
