// Stopping a cell. First it is asked: a cell looks at a word in its loops, and leaves where leaving
// does no harm; what it did until then stays. A cell that does not answer in time is ended with its
// process, and the copy takes over.
#define _GNU_SOURCE
#include "internal.h"
#include <CInterruption.h>
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <unwind.h>

// Longer than a loop takes from one look to the next, shorter than somebody notices.
enum { patience_ms = 25, last_patience_ms = 15 };

// The run time calls these two round every access to a variable that is not local. A variable that is
// being changed may have lent its content away, so nothing may be left while a change is under way.
enum { is_modification = 1, is_tracked = 0x20 };
static __thread long changes_under_way;

void swift_beginAccess(void *variable, uintptr_t *record, uintptr_t flags, void *caller) {
  (void)variable, (void)caller;
  if (!(flags & is_tracked)) return;
  record[1] = flags & is_modification;
  changes_under_way += (long)record[1];
}

void swift_endAccess(uintptr_t *record) { changes_under_way -= (long)record[1]; }

long quill_changes_under_way(void) { return changes_under_way; }
void quill_set_changes_under_way(long changes) { changes_under_way = changes; }

static struct quill_trace where;

struct quill_trace quill_where_stopped(void) { return where; }

struct walk {
  const char *folder;
  size_t folder_length;
  const void *host;  // where this program lies
  bool is_in_host;
  bool is_safe;
};

// A cell may be left through its own code and through Swift's library, which takes no locks round the
// closures that it calls. Any other library may be in the middle of something. A handler is called
// through functions of this program, which hold nothing at that; so there they may be the last.
static _Unwind_Reason_Code check(struct _Unwind_Context *context, void *argument) {
  struct walk *walk = argument;
  uintptr_t address = _Unwind_GetIP(context);
  Dl_info place;
  if (where.count < quill_deepest_trace) where.addresses[where.count++] = address;
  if (!address || !dladdr((void *)(address - 1), &place)) return _URC_END_OF_STACK;
  bool is_try = place.dli_saddr == (void *)quill_try;
  walk->is_safe = is_try || (place.dli_saddr == (void *)quill_cell_thread && !walk->is_in_host);
  if (walk->is_safe) return _URC_END_OF_STACK;
  const char *name = strrchr(place.dli_fname, '/');
  bool is_cell = strncmp(place.dli_fname, walk->folder, walk->folder_length) == 0;
  bool is_look = where.count <= 2;  // the look itself
  if (place.dli_fbase == walk->host && !is_look) {
    walk->is_in_host = true;
    return _URC_NO_REASON;
  }
  if (walk->is_in_host) return _URC_END_OF_STACK;
  return is_cell || is_look || (name && strcmp(name, "/libswiftCore.so") == 0)
             ? _URC_NO_REASON : _URC_END_OF_STACK;
}

// Called by the look in a loop, on whatever thread the loop runs.
static void answer(void) {
  if (!quill_in_cell() || changes_under_way) return;
  if (quill_interrupt_requested & quill_attention) quill_handle();
  if (!(quill_interrupt_requested & quill_stop)) return;
  Dl_info here;
  struct walk walk = {.is_safe = false};
  if (dladdr((void *)quill_cell_thread, &here)) walk.host = here.dli_fbase;
  walk.folder = quill_cell_folder(&walk.folder_length);
  where.count = 0;
  _Unwind_Backtrace(check, &walk);
  if (walk.is_safe) quill_leave_cell(quill_interrupted, 0, NULL);
}

static long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static long deadline;  // 0 while nobody wants the cell to stop
static bool is_forced;

void quill_interrupt_prepare(void) { quill_interrupt_answer = answer; }

void quill_interrupt(void) {
  __atomic_or_fetch(&quill_interrupt_requested, quill_stop, __ATOMIC_SEQ_CST);
  if (!deadline) deadline = now_ms() + patience_ms;
}

void quill_interrupt_settled(void) {
  __atomic_and_fetch(&quill_interrupt_requested, ~quill_stop, __ATOMIC_SEQ_CST);
  deadline = 0, is_forced = false;
}

long quill_interrupt_patience(void) {
  if (!deadline) return 1000;
  long left = deadline - now_ms();
  return left > 0 ? left : 0;
}

void quill_interrupt_insist(pthread_t cell) {
  if (!deadline || now_ms() < deadline) return;
  if (is_forced) raise(SIGKILL);
  // The cell's thread says where it is, and ends the process.
  is_forced = true;
  deadline = now_ms() + last_patience_ms;
  pthread_kill(cell, quill_forced_stop);
}
