// Calls of the system that Swift's own module does not show, because they take any number of
// arguments or are marked as the system's own.
#pragma once
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/prctl.h>

// Makes the process the parent of every orphan below it, so that it learns how they end.
static inline int quill_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

// Has the program that is started with these actions get no descriptor from this number on.
int quill_close_from(posix_spawn_file_actions_t *actions, int first);

// Makes a pipe whose ends no other program gets.
int quill_pipe(int ends[2]);

// Makes two sockets of packets that speak with each other, which no other program gets.
int quill_socket_pair(int ends[2]);

// Sends a packet, and with it descriptors for the other side; whether it was sent.
bool quill_send_with(int socket, const void *bytes, size_t count, const int *descriptors, int number);
