// Memory that runs out. A cell that takes more than the machine has would bring others down with it, or
// make the machine crawl; so the process may take most of the memory and no more, and if the system has
// to end a process, it is this one. Its sleeping copy, which has the variables, stays.
#include "internal.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static int usual_adjustment;

static unsigned long long machine_memory(void) {
  return (unsigned long long)sysconf(_SC_PHYS_PAGES) * (unsigned long long)sysconf(_SC_PAGESIZE);
}

// A fresh copy calls this: it touches no memory that would have to be copied for it.
static void adjust(int value) {
  char text[16];
  int length = snprintf(text, sizeof text, "%d", value);
  int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  // Where it cannot be written the system chooses by itself.
  ssize_t ignored = write(file, text, (size_t)length);
  (void)ignored;
  close(file);
}

void quill_memory_prepare(void) {
  FILE *file = fopen("/proc/self/oom_score_adj", "re");
  if (file) {
    if (fscanf(file, "%d", &usual_adjustment) != 1) usual_adjustment = 0;
    fclose(file);
  }
  struct rlimit limit;
  rlim_t most = (rlim_t)(machine_memory() / 10 * 9);
  if (getrlimit(RLIMIT_DATA, &limit) == 0 && limit.rlim_cur > most) {
    limit.rlim_cur = limit.rlim_max < most ? limit.rlim_max : most;
    setrlimit(RLIMIT_DATA, &limit);
  }
  quill_memory_expendable(true);
}

void quill_memory_expendable(bool is_expendable) {
  adjust(is_expendable ? 1000 : usual_adjustment);
}

// The copy shares its pages until the cell writes to them; then there are two of each. So what is in use
// has to fit into what is free.
bool quill_memory_is_large(void) {
  unsigned long long total, resident;
  FILE *file = fopen("/proc/self/statm", "re");
  int found = file ? fscanf(file, "%llu %llu", &total, &resident) : 0;
  if (file) fclose(file);
  if (found != 2) return false;
  return resident * (unsigned long long)sysconf(_SC_PAGESIZE) > machine_memory() / 10 * 4;
}
