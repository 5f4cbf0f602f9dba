#define _GNU_SOURCE

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "processes.h"

// Groups of programs that must not outlive this process; 0 where there is none. A signal handler reads
// them, so nothing here takes a lock or memory.
#define MOST 256
static _Atomic int groups[MOST];

// What a person at a terminal, a system that goes down and a job's time limit send.
static const int endings[] = {SIGINT, SIGTERM, SIGHUP};

static void end_with_all(int signal) {
  for (int index = 0; index < MOST; index++) {
    int group = atomic_load(&groups[index]);
    if (group > 0) kill(-group, SIGKILL);
  }
  // The handler was for one time: now the signal does what it always does.
  raise(signal);
}

static void prepare(void) {
  for (size_t index = 0; index < sizeof endings / sizeof *endings; index++) {
    struct sigaction action;
    // Whoever ignores a signal, as nohup does, or has a handler of its own, keeps to that.
    if (sigaction(endings[index], NULL, &action) != 0 || action.sa_handler != SIG_DFL) continue;
    action = (struct sigaction){.sa_handler = end_with_all, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(endings[index], &action, NULL);
  }
}

void processes_end_with_us(int group) {
  static atomic_flag prepared = ATOMIC_FLAG_INIT;
  if (!atomic_flag_test_and_set(&prepared)) prepare();
  for (int index = 0; index < MOST; index++) {
    int none = 0;
    if (atomic_compare_exchange_strong(&groups[index], &none, group)) return;
  }
}

void processes_has_ended(int group) {
  for (int index = 0; index < MOST; index++) {
    int same = group;
    if (atomic_compare_exchange_strong(&groups[index], &same, 0)) return;
  }
}
