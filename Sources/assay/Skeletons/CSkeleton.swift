extension Skeleton {
  /// A program in C: a file, a test and a suite.
  static func c(_ name: DetectorName) -> Skeleton {
    let entry = "kind: external, command: [./\(name.kind)], parameters: { level: 0.99 }"
    return Skeleton(
      files: [
        File(path: "\(name.kind).c", text: name.cSource),
        File(path: "test-\(name.kind).sh", text: name.cTest),
        File(path: "\(name.kind).yaml", text: name.suite(entry)),
      ],
      next: [
        Step(command: name.compilation, meaning: "the program"),
        Step(
          command: "sh test-\(name.kind).sh",
          meaning: "the rules for detectors, and its row"),
        Step(
          command: "assay run \(name.kind).yaml", meaning: "beside other detectors"),
      ])
  }
}

extension DetectorName {
  /// The command that makes the program.
  var compilation: String { "cc -std=c11 -O2 -Wall -Wextra -o \(kind) \(kind).c" }

  /// What holds the program to the protocol.
  var cTest: String {
    """
    #!/bin/sh
    # Builds the detector and holds it to every rule; ASSAY names the program where it is not in PATH.
    set -eu
    cd "$(dirname "$0")"
    \(compilation) -Werror
    exec "${ASSAY:-assay}" try ./\(kind)

    """
  }

  /// The program.
  var cSource: String { cDetector + cFrames + cConversation }

  /// What is learnt and how it scores: the part to replace.
  private var cDetector: String {
    #"""
    /* \#(kind): how far a channel leaves its band of usual values, in half widths of the band.
     *
     *     \#(compilation)
     *
     * Speaks protocol 1 of docs/external-detectors.md over standard input and output, with nothing but
     * libc; numbers are little-endian, as the machine's own. Write messages to standard error only.
     */
    #define _POSIX_C_SOURCE 200809L

    #include <stdbool.h>
    #include <stddef.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>

    static void fail(const char *what) {
      fprintf(stderr, "\#(kind): %s\n", what);
      exit(EXIT_FAILURE);
    }

    static void *allocate(size_t count, size_t size) {
      void *memory = calloc(count > 0 ? count : 1, size);
      if (memory == NULL) fail("out of memory");
      return memory;
    }

    /* -- The detector: replace this part -- */

    /* What the suite says under parameters. */
    struct parameters {
      double level; /* The quantile at which the band ends. */
    };

    /* What was learnt, under the number that Assay knows it by. */
    struct model {
      long number;
      size_t channels;
      double *middle;
      double *half;
      struct model *next;
    };

    static int ascending(const void *first, const void *second) {
      const double left = *(const double *)first, right = *(const double *)second;
      return (left > right) - (left < right);
    }

    /* Linear between the two nearest of the sorted values. */
    static double quantile(const double *sorted, size_t count, double probability) {
      const double position = probability * (double)(count - 1);
      const size_t index = (size_t)position;
      if (index + 1 >= count) return sorted[count - 1];
      return sorted[index] + (position - (double)index) * (sorted[index + 1] - sorted[index]);
    }

    /* Learns from healthy rows, rows x channels, of which there is at least one. */
    static struct model *fit(
        const struct parameters *parameters, const double *values, size_t rows, size_t channels) {
      struct model *model = allocate(1, sizeof *model);
      model->channels = channels;
      model->middle = allocate(channels, sizeof *model->middle);
      model->half = allocate(channels, sizeof *model->half);
      double *sorted = allocate(rows, sizeof *sorted);
      for (size_t channel = 0; channel < channels; channel++) {
        for (size_t row = 0; row < rows; row++) sorted[row] = values[row * channels + channel];
        qsort(sorted, rows, sizeof *sorted, ascending);
        const double low = quantile(sorted, rows, 1 - parameters->level);
        const double high = quantile(sorted, rows, parameters->level);
        model->middle[channel] = (low + high) / 2;
        /* A channel that stands still has a band too. */
        model->half[channel] = high - low > 2e-9 ? (high - low) / 2 : 1e-9;
      }
      free(sorted);
      return model;
    }

    /* Greater is more anomalous; depends on this row and earlier ones of the unit alone. */
    static double score(const struct model *model, const double *row) {
      double largest = 0;
      for (size_t channel = 0; channel < model->channels; channel++) {
        const double difference = row[channel] - model->middle[channel];
        const double share = (difference < 0 ? -difference : difference) / model->half[channel];
        if (share > largest) largest = share;
      }
      return largest;
    }


    """#
  }
}
