#ifndef ASSAY_PROCESSES_H
#define ASSAY_PROCESSES_H

#include <signal.h>

/// Makes a pipe whose ends no other program inherits: `ends[0]` to read, `ends[1]` to write.
///
/// Returns 0, or -1 with `errno`.
int processes_pipe(int ends[2]);

/// Moves a descriptor out of the way of standard input, output and error, which are 0, 1 and 2.
///
/// Returns the new descriptor, or -1 with `errno`; the old one is closed.
int processes_move_up(int descriptor);

/// Gives a pipe more room than the system's default, as far as it allows.
void processes_enlarge(int pipe, int bytes);

/// Makes an end of a pipe answer at once, also where it has nothing.
///
/// Returns 0, or -1 with `errno`.
int processes_never_block(int descriptor);

/// Adds the folder that a program starts in to a `posix_spawn_file_actions_t`.
int processes_add_folder(void *actions, const char *folder);

/// Adds to a `posix_spawn_file_actions_t` that a program inherits only standard input, output and error.
int processes_add_close_others(void *actions);

/// What a signal means, in English, or NULL.
const char *processes_signal_description(int signal);

/// Makes sure that children which end can be waited for.
///
/// A process that inherits SIGCHLD as ignored would never hear how they ended.
void processes_expect_children(void);

/// Whether a child has ended, which is left to be waited for: 1 if so, 0 if not, -1 with `errno`.
///
/// `code` is its exit code and `signal` 0, or `signal` the one that ended it.
int processes_peek(int child, int *code, int *signal);

/// Announces that a program with a group of its own is about to be started.
///
/// Between this and `processes_has_started` SIGINT, SIGTERM and SIGHUP do not end this process, so
/// that there is no program that nobody knows of. `before` takes the thread's blocked signals.
void processes_will_start(sigset_t *before);

/// Has a group of processes killed when SIGINT, SIGTERM or SIGHUP ends this process.
///
/// It sees the end of its input then, but may be busy for long before it looks. `group` is 0 where
/// the program could not be started; `before` is what `processes_will_start` has given.
void processes_has_started(int group, const sigset_t *before);

/// Takes back what `processes_has_started` has asked for, before the group's number may be another's.
void processes_has_ended(int group);

#endif
