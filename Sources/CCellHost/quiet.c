// Waiting until other threads rest. A queue whose worker is just about to put it down is in a state that
// a copy without that worker could not get out of; a moment later it is at rest.
#include "internal.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { pause_us = 200, rounds = 150, rounds_of_rest = 3 };

// Whether a thread sleeps; its state stands behind its name, which may hold anything.
static bool sleeps(const char *number) {
  char path[64], text[512];
  snprintf(path, sizeof path, "/proc/self/task/%s/stat", number);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return true;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  if (count <= 0) return true;
  text[count] = 0;
  const char *name_end = strrchr(text, ')');
  return !name_end || name_end[1] != ' ' || name_end[2] != 'R';
}

// How many other threads there are, and whether all of them sleep.
static int others(bool *all_sleep) {
  *all_sleep = true;
  DIR *threads = opendir("/proc/self/task");
  if (!threads) return 0;
  int count = 0;
  long own = syscall(SYS_gettid);
  for (struct dirent *entry; (entry = readdir(threads));) {
    if (entry->d_name[0] == '.' || atol(entry->d_name) == own) continue;
    count++;
    if (!sleeps(entry->d_name)) *all_sleep = false;
  }
  closedir(threads);
  return count;
}

bool quill_others_rest(void) {
  bool all_sleep;
  if (others(&all_sleep) == 0) return true;
  for (int round = 0, resting = 0; round < rounds; round++) {
    resting = all_sleep ? resting + 1 : 0;
    if (resting == rounds_of_rest) return true;
    usleep(pause_us);
    others(&all_sleep);
  }
  return false;
}
