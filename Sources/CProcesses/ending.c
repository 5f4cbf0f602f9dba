#define _GNU_SOURCE

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "processes.h"

// Groups of programs that must not outlive this process; 0 where there is none. A signal handler reads
// them, so nothing here takes a lock or memory.
#define MOST 256
static _Atomic int groups[MOST];
// How many programs are being started: each may already run and is not in `groups` yet.
static _Atomic int starting;
static _Atomic int is_ending;

// What a person at a terminal, a system that goes down and a job's time limit send.
static const int endings[] = {SIGINT, SIGTERM, SIGHUP};

static void end_with_all(int signal) {
  atomic_store(&is_ending, 1);
  // No thread that starts a program runs this, see processes_will_start, so this comes to an end.
  while (atomic_load(&starting) > 0) poll(NULL, 0, 1);
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

void processes_will_start(sigset_t *before) {
  static atomic_flag prepared = ATOMIC_FLAG_INIT;
  if (!atomic_flag_test_and_set(&prepared)) prepare();
  sigset_t ours;
  sigemptyset(&ours);
  for (size_t index = 0; index < sizeof endings / sizeof *endings; index++)
    sigaddset(&ours, endings[index]);
  pthread_sigmask(SIG_BLOCK, &ours, before);
  atomic_fetch_add(&starting, 1);
  if (!atomic_load(&is_ending)) return;
  // Another thread is about to end the process, and waits for this one to start nothing more.
  atomic_fetch_sub(&starting, 1);
  for (;;) pause();
}

void processes_has_started(int group, const sigset_t *before) {
  for (int index = 0; index < MOST && group > 0; index++) {
    int none = 0;
    if (atomic_compare_exchange_strong(&groups[index], &none, group)) break;
  }
  atomic_fetch_sub(&starting, 1);
  pthread_sigmask(SIG_SETMASK, before, NULL);
}

void processes_has_ended(int group) {
  for (int index = 0; index < MOST; index++) {
    int same = group;
    if (atomic_compare_exchange_strong(&groups[index], &same, 0)) return;
  }
}
