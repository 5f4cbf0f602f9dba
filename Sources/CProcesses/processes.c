// What the C library declares only with its own extensions, which Swift does not see.
#define _GNU_SOURCE

#include "processes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int processes_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int processes_move_up(int descriptor) {
  int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  int code = errno;
  close(descriptor);
  errno = code;
  return moved;
}

void processes_enlarge(int pipe, int bytes) { fcntl(pipe, F_SETPIPE_SZ, bytes); }

int processes_never_block(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

int processes_add_folder(void *actions, const char *folder) {
  return posix_spawn_file_actions_addchdir_np(actions, folder);
}

int processes_add_close_others(void *actions) {
  return posix_spawn_file_actions_addclosefrom_np(actions, 3);
}

const char *processes_signal_description(int signal) { return sigdescr_np(signal); }

void processes_expect_children(void) {
  struct sigaction action;
  if (sigaction(SIGCHLD, NULL, &action) != 0 || action.sa_handler != SIG_IGN) return;
  action.sa_handler = SIG_DFL;
  sigaction(SIGCHLD, &action, NULL);
}

int processes_peek(int child, int *code, int *signal) {
  siginfo_t end = {0};
  while (waitid(P_PID, (id_t)child, &end, WEXITED | WNOHANG | WNOWAIT) < 0) {
    if (errno != EINTR) return -1;
  }
  if (end.si_pid == 0) return 0;
  *code = end.si_code == CLD_EXITED ? end.si_status : 0;
  *signal = end.si_code == CLD_EXITED ? 0 : end.si_status;
  return 1;
}
