// Standard input. What a cell reads is asked for at the front end: the C library's stream is one whose
// reading asks the kernel, so that readLine, scanf and libraries written in C all get what is typed.
#define _GNU_SOURCE
#include "internal.h"
#include <pthread.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t answered = PTHREAD_COND_INITIALIZER;
static void (*ask)(void);

// What was answered and has not been read yet; null with `has_answer` set is the end of input.
static char *answer;
static bool has_answer;

// The line that is being read; it may be longer than the room that the reader has.
static struct { char *text; size_t length, read; } line;

void quill_input_renewed(void) {
  pthread_mutex_init(&lock, NULL);
  pthread_cond_init(&answered, NULL);
  answer = NULL, has_answer = false;
}

void quill_input_answer(const uint8_t *bytes, size_t count) {
  pthread_mutex_lock(&lock);
  free(answer);
  answer = bytes ? strndup((const char *)bytes, count) : NULL;
  has_answer = true;
  pthread_cond_broadcast(&answered);
  pthread_mutex_unlock(&lock);
}

char *quill_input_wait(void) {
  pthread_mutex_lock(&lock);
  while (!has_answer) pthread_cond_wait(&answered, &lock);
  char *taken = answer;
  answer = NULL, has_answer = false;
  pthread_mutex_unlock(&lock);
  return taken;
}

// Every cell begins with nothing read: neither the rest of a line nor the end of all input is left over.
void quill_input_begin(void) {
  if (ftrylockfile(stdin) != 0) return;
  __fpurge(stdin);
  clearerr_unlocked(stdin);
  free(line.text);
  line.text = NULL;
  funlockfile(stdin);
}

static ssize_t read_line(void *cookie, char *buffer, size_t room) {
  (void)cookie;
  if (!line.text) {
    if (!ask) return 0;
    ask();
    line.text = quill_input_wait();
    if (!line.text) return 0;
    line.length = strlen(line.text), line.read = 0;
  }
  size_t count = line.length - line.read < room ? line.length - line.read : room;
  memcpy(buffer, line.text + line.read, count);
  line.read += count;
  if (line.read == line.length) {
    free(line.text);
    line.text = NULL;
  }
  return (ssize_t)count;
}

void quill_input_from(void (*how)(void)) {
  ask = how;
  FILE *stream = fopencookie(NULL, "r", (cookie_io_functions_t){.read = read_line});
  if (stream) stdin = stream;
}
