// A trap or a wild pointer ends the process, and its copy takes over; so does a cell that does not stop
// when it is asked to. Before it goes, the process tells the kernel which signal it was and where, as
// addresses: the kernel has the time to look them up.
#define _GNU_SOURCE
#include "internal.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <ucontext.h>
#include <unwind.h>

static _Unwind_Reason_Code collect(struct _Unwind_Context *context, void *argument) {
  struct quill_trace *trace = argument;
  if (trace->count == quill_deepest_trace) return _URC_END_OF_STACK;
  trace->addresses[trace->count++] = _Unwind_GetIP(context);
  return _URC_NO_REASON;
}

static uintptr_t program_counter(const ucontext_t *context) {
#if defined(__x86_64__)
  return (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
  return (uintptr_t)context->uc_mcontext.pc;
#endif
}

// Only what may be called in a handler is called here, but for the walk up the stack; if that fails
// too, the second signal ends the process, and only the place of the first is known.
static void report(int number, siginfo_t *info, void *context) {
  signal(number, SIG_DFL);
  char text[2048] = "\1{\"crash\":{";
  size_t length = strlen(text);
  length += (size_t)snprintf(text + length, sizeof text - length,
                             "\"signal\":%d,\"address\":\"%lx\",\"trace\":[\"%lx\"", number,
                             (unsigned long)(uintptr_t)info->si_addr,
                             (unsigned long)program_counter(context));
  struct quill_trace trace = {.count = 0};
  _Unwind_Backtrace(collect, &trace);
  for (int i = 0; i < trace.count && length < sizeof text - 64; i++)
    length += (size_t)snprintf(text + length, sizeof text - length, ",\"%lx\"",
                               (unsigned long)trace.addresses[i]);
  length += (size_t)snprintf(text + length, sizeof text - length, "]}}");
  send(quill_channel, text, length, MSG_NOSIGNAL | MSG_DONTWAIT);
  raise(number == quill_forced_stop ? SIGKILL : number);
}

void quill_report_crashes(void) {
  struct sigaction action = {.sa_sigaction = report, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  static const int fatal[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS,
                              quill_forced_stop};
  for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) sigaction(fatal[i], &action, NULL);
}
