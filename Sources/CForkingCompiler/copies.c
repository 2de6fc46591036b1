// A process that copies itself for each order that it is given, and tells how its copies end.
#define _GNU_SOURCE
#include "internal.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { most_copies = 64, most_descriptors = 3 };

// The copies at work: a descriptor of each process, and the line on which its end is told.
static struct { pid_t process; int watch, line; } copies[most_copies];
static int copy_count;

// The line on which a copy itself tells how it has ended; none where nothing was copied.
static int own_line = -1;
// Whether copies are made of this process.
static bool takes_orders;

bool quill_is_last_copy(void) { return own_line >= 0 && !takes_orders; }

static void close_if_open(int descriptor) {
  if (descriptor >= 0) close(descriptor);
}

// An order that has not at least two has none.
static void take_descriptors(struct msghdr *message, struct order *order) {
  order->output = order->line = order->orders = -1;
  struct cmsghdr *header = CMSG_FIRSTHDR(message);
  if (!header || header->cmsg_type != SCM_RIGHTS) return;
  int given[most_descriptors] = {-1, -1, -1};
  int count = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
  if (count > most_descriptors) count = most_descriptors;
  memcpy(given, CMSG_DATA(header), count * sizeof(int));
  if (count >= 2) order->output = given[0], order->line = given[1], order->orders = given[2];
  else for (int i = 0; i < count; i++) close(given[i]);
}

// Waits for an order; false when nobody is left who could give one. One that is too long has no arguments.
static bool receive(int orders, struct order *order, char *name) {
  union { struct cmsghdr header; char room[CMSG_SPACE(most_descriptors * sizeof(int))]; } control;
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

// In the copy: nothing of the other copies is open in it, and it does not outlive who made it.
static void become_copy(int orders, struct order *order, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  for (; copy_count > 0; copy_count--) {
    close(copies[copy_count - 1].watch);
    close(copies[copy_count - 1].line);
  }
  close_if_open(own_line);
  own_line = order->line;
  int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  dup2(nothing, orders);
  close(nothing);
  dup2(order->output, 1);
  dup2(order->output, 2);
  close(order->output);
  takes_orders = false;
}

// Makes a copy; true in the copy.
static bool begin(int orders, struct order *order) {
  pid_t self = getpid(), copy = -1;
  bool is_whole = order->count > 0 && order->line >= 0;
  if (is_whole) copy = fork();
  if (copy == 0) {
    become_copy(orders, order, self);
    return true;
  }
  close_if_open(order->output);
  close_if_open(order->orders);
  int watch = copy > 0 ? (int)syscall(SYS_pidfd_open, copy, 0) : -1;
  if (watch < 0) {
    // The line is closed without a word, and whoever waits on it knows that nothing came of it.
    if (copy > 0) kill(copy, SIGKILL), waitpid(copy, NULL, 0);
    close_if_open(order->line);
    return false;
  }
  copies[copy_count].process = copy;
  copies[copy_count].watch = watch;
  copies[copy_count++].line = order->line;
  return false;
}

static void finish(int place) {
  int status = SIGKILL;  // as if it had been killed, should nobody know how it ended
  waitpid(copies[place].process, &status, 0);
  send(copies[place].line, &status, sizeof status, MSG_NOSIGNAL);
  close(copies[place].line);
  close(copies[place].watch);
  copies[place] = copies[--copy_count];
}

void quill_copy_for_orders(int orders, struct order *order, char *name) {
  takes_orders = true;
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
    if (!receive(orders, order, name)) _exit(0);
    if (begin(orders, order)) return;
  }
}

void quill_end_copy(int status) {
  fflush(NULL);
  close(1);
  close(2);
  // To give all its memory back takes a tenth of the time of a short cell; nobody has to wait for that.
  int told = (status & 0xff) << 8;
  send(own_line, &told, sizeof told, MSG_NOSIGNAL);
  _exit(status & 0xff);
}
