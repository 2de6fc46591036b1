// Messages to the kernel. A message is cut into packets; the first byte of a packet says whether the
// message ends with it. A packet arrives whole or not at all, so a process that dies within a message
// leaves nothing that could be taken for the beginning of another.
#include "internal.h"
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <linux/sockios.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

enum { packet_room = 1 << 16 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void quill_channel_renewed(void) { pthread_mutex_init(&lock, NULL); }

// A cell has closed the channel, which it does not know. The copy still has it.
static _Noreturn void channel_is_lost(void) { _exit(1); }

bool quill_kernel_is_gone(void) {
  struct pollfd channel = {quill_channel, 0, 0};
  if (poll(&channel, 1, 0) <= 0) return false;
  if (channel.revents & POLLNVAL) channel_is_lost();
  return channel.revents & (POLLHUP | POLLERR);
}

static void send_packet(const uint8_t *bytes, size_t count) {
  while (send(quill_channel, bytes, count, MSG_NOSIGNAL) < 0) {
    if (errno == EBADF || errno == ENOTSOCK) channel_is_lost();
    // Without a kernel there is nobody to work for.
    if (errno != EINTR) quill_end();
  }
}

void quill_send(const uint8_t *bytes, size_t count) {
  uint8_t packet[packet_room];
  // What was printed before a message stands before it on the page, too.
  fflush(stdout);
  pthread_mutex_lock(&lock);
  do {
    size_t part = count < packet_room - 1 ? count : packet_room - 1;
    packet[0] = part == count;
    memcpy(packet + 1, bytes, part);
    send_packet(packet, part + 1);
    bytes += part;
    count -= part;
  } while (count > 0);
  pthread_mutex_unlock(&lock);
}

enum { settling_us = 50, settling_steps = 2000 };

static int unread(int file, unsigned long question) {
  int count = 0;
  return ioctl(file, question, &count) == 0 ? count : 0;
}

// Waits until the other end has read everything; but not for long, since it may be busy.
static void settle(int file, unsigned long question) {
  for (int step = 0; step < settling_steps && unread(file, question) > 0; step++)
    usleep(settling_us);
}

void quill_send_in_order(const uint8_t *bytes, size_t count) {
  fflush(stdout);
  settle(STDOUT_FILENO, FIONREAD);
  settle(STDERR_FILENO, FIONREAD);
  quill_send(bytes, count);
  settle(quill_channel, SIOCOUTQ);
}

size_t quill_receive(uint8_t *bytes, size_t room) {
  ssize_t count;
  do count = recv(quill_channel, bytes, room, 0);
  while (count < 0 && errno == EINTR);
  if (count < 0 && (errno == EBADF || errno == ENOTSOCK)) channel_is_lost();
  return count > 0 ? (size_t)count : 0;
}
