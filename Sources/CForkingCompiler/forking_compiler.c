// A compiler takes as long to start as a short cell takes to compile: it is one program of two hundred
// megabytes, and the loader has to put a million addresses right. Here it is started once. When it comes
// to its own beginning, everything is in place, and there it stays: for each order it copies itself, and
// the copy goes on with the arguments of the order as if they had been its own.
#define _GNU_SOURCE
#include "CForkingCompiler.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

typedef int (*program)(int, char **, char **);

enum { most_copies = 64, most_arguments = 4096, orders = 0 };

static program compile;

// The copies at work: a descriptor of each process, and the line on which its end is told.
static struct { pid_t process; int watch, line; } copies[most_copies];
static int copy_count;

struct order {
  char text[quill_order_room];
  char *arguments[most_arguments + 1];
  int count, output, line;
};

// An order that has not both has neither.
static void take_descriptors(struct msghdr *message, struct order *order) {
  order->output = order->line = -1;
  struct cmsghdr *header = CMSG_FIRSTHDR(message);
  if (!header || header->cmsg_type != SCM_RIGHTS) return;
  int pair[2], count = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
  memcpy(pair, CMSG_DATA(header), (count > 2 ? 2 : count) * sizeof(int));
  if (count == 2) order->output = pair[0], order->line = pair[1];
  else for (int i = 0; i < count; i++) close(pair[i]);
}

// Waits for an order; false when nobody is left who could give one. One that is too long has no arguments.
static bool receive(struct order *order, char *name) {
  union { struct cmsghdr header; char room[CMSG_SPACE(2 * sizeof(int))]; } control;
  struct iovec part = {order->text, sizeof order->text - 1};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control,
                           .msg_controllen = sizeof control};
  ssize_t count;
  do count = recvmsg(orders, &message, MSG_CMSG_CLOEXEC);
  while (count < 0 && errno == EINTR);
  if (count <= 0) return false;
  take_descriptors(&message, order);
  order->count = 0;
  if (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) return true;
  order->text[count] = 0;
  order->arguments[order->count++] = name;
  for (char *word = order->text; word < order->text + count; word += strlen(word) + 1) {
    if (order->count == most_arguments) {
      order->count = 0;
      return true;
    }
    order->arguments[order->count++] = word;
  }
  order->arguments[order->count] = NULL;
  return true;
}

// The copy: nothing of the other copies is open in it, and it does not outlive who made it.
static _Noreturn void work(struct order *order, pid_t parent, char **environment) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, 0);
  dup2(order->output, 1);
  dup2(order->output, 2);
  enum { line = 3 };
  dup2(order->line, line);
  fcntl(line, F_SETFD, FD_CLOEXEC);
  close_range(line + 1, ~0U, 0);
  int status = (compile(order->count, order->arguments, environment) & 0xff) << 8;
  // To give all its memory back takes a tenth of the time of a short cell; nobody has to wait for that.
  fflush(NULL);
  close(1);
  close(2);
  send(line, &status, sizeof status, MSG_NOSIGNAL);
  _exit(status >> 8);
}

static void begin(struct order *order, char **environment) {
  pid_t self = getpid(), copy = -1;
  bool is_whole = order->count > 0 && order->line >= 0;
  if (is_whole) copy = fork();
  if (copy == 0) work(order, self, environment);
  if (order->output >= 0) close(order->output);
  int watch = copy > 0 ? (int)syscall(SYS_pidfd_open, copy, 0) : -1;
  if (watch < 0) {
    // The line is closed without a word, and whoever waits on it knows that nothing came of it.
    if (copy > 0) kill(copy, SIGKILL), waitpid(copy, NULL, 0);
    if (order->line >= 0) close(order->line);
    return;
  }
  copies[copy_count].process = copy;
  copies[copy_count].watch = watch;
  copies[copy_count++].line = order->line;
}

static void finish(int place) {
  int status = SIGKILL;  // as if it had been killed, should nobody know how it ended
  waitpid(copies[place].process, &status, 0);
  send(copies[place].line, &status, sizeof status, MSG_NOSIGNAL);
  close(copies[place].line);
  close(copies[place].watch);
  copies[place] = copies[--copy_count];
}

// Takes the place of the compiler's beginning.
static int stand(int count, char **arguments, char **environment) {
  (void)count;
  static struct order order;
  for (;;) {
    struct pollfd watched[1 + 2 * most_copies] = {{orders, POLLIN, 0}};
    // An order that finds no room waits in the socket.
    if (copy_count == most_copies) watched[0].fd = -1;
    for (int i = 0; i < copy_count; i++) {
      watched[1 + 2 * i] = (struct pollfd){copies[i].watch, POLLIN, 0};
      watched[2 + 2 * i] = (struct pollfd){copies[i].line, POLLIN, 0};
    }
    if (poll(watched, 1 + 2 * copy_count, -1) < 0) continue;
    // From the last, since one that has ended leaves its place to the last.
    for (int i = copy_count - 1; i >= 0; i--) {
      if (watched[2 + 2 * i].revents && !watched[1 + 2 * i].revents)
        kill(copies[i].process, SIGKILL), watched[1 + 2 * i].revents = POLLIN;
      if (watched[1 + 2 * i].revents) finish(i);
    }
    if (!watched[0].revents) continue;
    if (!receive(&order, arguments[0])) _exit(0);
    begin(&order, environment);
  }
}

// Programs that the compiler starts are not to stand and wait.
static void leave_environment(void) {
  const char *list = getenv("LD_PRELOAD");
  const char *rest = list ? strchr(list, ':') : NULL;
  if (rest) setenv("LD_PRELOAD", rest + 1, 1);
  else unsetenv("LD_PRELOAD");
}

// What a program's first instructions call. The program's own constructors run within it, before main.
int __libc_start_main(program main, int count, char **arguments, void (*init)(void),
                      void (*fini)(void), void (*loader_fini)(void), void *stack) {
  typedef int (*start)(program, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);
  start begin_program = (start)dlsym(RTLD_NEXT, "__libc_start_main");
  compile = main;
  leave_environment();
  return begin_program(stand, count, arguments, init, fini, loader_fini, stack);
}
