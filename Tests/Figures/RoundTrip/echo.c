// Answers frames as fast as a program can: a line `echo N`, which N bytes follow, with the same line
// and bytes, and a line `take N` with a line alone.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char buffer[1 << 20];

static void pass(const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(1, bytes, count);
    if (written <= 0) exit(1);
    bytes += written;
    count -= (size_t)written;
  }
}

int main(void) {
  for (;;) {
    size_t held = 0;
    char *end = NULL;
    while (end == NULL) {
      ssize_t count = read(0, buffer + held, sizeof buffer - held);
      if (count <= 0) return count < 0;
      end = memchr(buffer + held, '\n', (size_t)count);
      held += (size_t)count;
    }
    int echoes = buffer[0] == 'e';
    // What waits for each answer has sent nothing behind this frame.
    size_t header = (size_t)(end - buffer) + 1;
    size_t left = strtoull(buffer + 5, NULL, 10) - (held - header);
    pass(buffer, echoes ? held : header);
    while (left > 0) {
      ssize_t count = read(0, buffer, left < sizeof buffer ? left : sizeof buffer);
      if (count <= 0) return 1;
      if (echoes) pass(buffer, (size_t)count);
      left -= (size_t)count;
    }
  }
}
