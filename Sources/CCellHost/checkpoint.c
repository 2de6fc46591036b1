// The frozen copy. At the end of each cell the process forks; the copy sleeps until its original
// says that it is no longer needed, or dies. Then the copy is the process, with every variable as it
// was when the cell began, and makes a copy of itself.
#define _GNU_SOURCE
#include "internal.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t copy = -1;
static int release = -1;  // a byte written here lets the copy end
static int takeovers;

// Copies have numbers; the one that takes over if the process dies is named in memory that all of them
// share. One store names the new copy in place of the old, so at every moment there is exactly one.
static int last_number;
static _Atomic int *named;

int quill_takeovers(void) { return takeovers; }

static bool others_rested = true;

bool quill_worked_on(void) { return !others_rested; }

static enum quill_protection protection = quill_protected_if_small;
static long cost;

void quill_protect(enum quill_protection wanted) { protection = wanted; }
bool quill_is_protected(void) { return copy > 0; }
long quill_checkpoint_cost(void) { return cost; }

static bool wants_no_copy(void) {
  return protection == quill_unprotected ||
         (protection == quill_protected_if_small && quill_memory_is_large());
}

static long now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

// Copies that were let go and have perhaps not ended yet.
static pid_t leaving[64];
static int leaving_count;

// Lets a copy end that is no longer needed, and buries those that have ended. Other children are the
// business of the cell that started them.
static void drop(pid_t copy, int release) {
  if (copy > 0) {
    if (write(release, "x", 1) < 0) kill(copy, SIGKILL);
    close(release);
    if (leaving_count < 64) leaving[leaving_count++] = copy;
  }
  for (int i = 0; i < leaving_count;)
    if (waitpid(leaving[i], NULL, WNOHANG) != 0) leaving[i] = leaving[--leaving_count];
    else i++;
}

// Sleeps in the copy until the original is done with it, and then ends; or until it dies, and then
// returns. That the pipe is closed means nothing by itself: the process may be dying slowly.
static void sleep_until_needed(int released, int original, int number) {
  struct pollfd watched[2] = {{released, POLLIN, 0}, {original, POLLIN, 0}};
  for (;;) {
    poll(watched, 2, -1);
    if (watched[0].revents & POLLIN) _exit(0);
    if (watched[1].revents & POLLIN) {
      if (*named != number) _exit(0);
      return;
    }
    if (watched[0].revents & POLLHUP) watched[0].fd = -1;
  }
}

// An older copy must not take over: it does not have what the last cells did.
static void give_up_copy(void) {
  if (named != MAP_FAILED) *named = 0;
  drop(copy, release);
  copy = -1;
}

_Noreturn void quill_end(void) {
  drop(copy, release);
  _exit(0);
}

bool quill_checkpoint(void) {
  if (!named)
    named = mmap(NULL, sizeof *named, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  bool is_successor = false;
  for (;;) {
    int ends[2];
    long begin = now_us();
    if (named == MAP_FAILED || wants_no_copy() || pipe2(ends, O_CLOEXEC) < 0) {
      give_up_copy();
      return is_successor;
    }
    quill_numbers_remember();
    others_rested = quill_others_rest();
    pid_t original = getpid();
    int number = ++last_number;
    fflush(NULL);
    pid_t child = fork();
    if (child != 0) {
      close(ends[0]);
      if (child < 0) {
        close(ends[1]);
        give_up_copy();
        return is_successor;
      }
      *named = number;
      drop(copy, release);
      copy = child, release = ends[1];
      cost = now_us() - begin;
      return is_successor;
    }
    close(ends[1]);
    if (copy > 0) close(release);
    copy = -1;
    quill_memory_expendable(false);
    int watched = (int)syscall(SYS_pidfd_open, original, 0);
    // A pidfd of a process that has died already would be that of another.
    if (watched >= 0 && getppid() == original) sleep_until_needed(ends[0], watched, number);
    else if (*named != number) _exit(0);
    // A copy that goes on without a kernel would make a copy that goes on, and so for ever.
    if (quill_kernel_is_gone()) _exit(0);
    if (watched >= 0) close(watched);
    close(ends[0]);
    takeovers++;
    leaving_count = 0;
    quill_memory_expendable(true);
    quill_numbers_renew(original, getpid());
    quill_channel_renewed();
    quill_input_renewed();
    quill_dispatch_restore();
    is_successor = true;
  }
}
