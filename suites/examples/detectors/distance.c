/* The squared distance of a row to the mean of the training rows, each channel in its standard
 * deviations: the protocol of docs/external-detectors.md in C, with nothing but libc.
 *
 *     cc -O2 -std=c11 -o distance distance.c -lm
 *     - { id: distance, kind: external, command: [detectors/distance] }
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_BYTES = 8, HEADER_BYTES = 1 << 20 };
static const double least_deviation = 1e-9;

/* What was learnt under a number. */
struct model {
  uint64_t number;
  size_t channels;
  double *means;
  double *inverses; /* One over the standard deviations; 0 where a channel stands still. */
  struct model *next;
};

static void fail(const char *what) {
  fprintf(stderr, "distance: %s\n", what);
  exit(EXIT_FAILURE);
}

static void *allocate(size_t count, size_t size) {
  void *memory = calloc(count > 0 ? count : 1, size);
  if (memory == NULL) fail("out of memory");
  return memory;
}

/* -- JSON: enough of it to find the values of a header's own keys, and not those within others. -- */

static const char *skip_space(const char *at) { return at + strspn(at, " \t\r\n"); }

/* Where a string that starts here has ended. */
static const char *skip_string(const char *at) {
  for (++at; *at != '"'; ++at) {
    if (*at == '\\') ++at;
    if (*at == '\0') fail("a header ends within a string");
  }
  return at + 1;
}

/* Where a value of any kind that starts here has ended. */
static const char *skip_value(const char *at) {
  size_t depth = 0;
  do {
    at = skip_space(at);
    if (*at == '\0') fail("a header ends within a value");
    if (*at == '"') {
      at = skip_string(at);
    } else if (*at == '{' || *at == '[') {
      ++depth;
      ++at;
    } else if (*at == '}' || *at == ']') {
      if (depth == 0) fail("a header lacks a value");
      --depth;
      ++at;
    } else if (*at == ',' || *at == ':') {
      if (depth == 0) fail("a header lacks a value");
      ++at;
    } else {
      at += strcspn(at, " \t\r\n\",:{}[]");
    }
  } while (depth > 0);
  return at;
}

/* The value of a key of the header, or NULL. */
static const char *value_of(const char *header, const char *key) {
  const size_t length = strlen(key);
  const char *at = skip_space(header);
  if (*at != '{') fail("a header is no JSON object");
  at = skip_space(at + 1);
  while (*at == '"') {
    const char *name = at + 1;
    at = skip_string(at);
    const bool found = (size_t)(at - 1 - name) == length && strncmp(name, key, length) == 0;
    at = skip_space(at);
    if (*at != ':') fail("a header has a key without a value");
    at = skip_space(at + 1);
    if (found) return at;
    at = skip_space(skip_value(at));
    if (*at == ',') at = skip_space(at + 1);
  }
  return NULL;
}

static bool is_text(const char *value, const char *text) {
  const size_t length = strlen(text);
  return value != NULL && *value == '"' && strncmp(value + 1, text, length) == 0
         && value[length + 1] == '"';
}

static uint64_t whole_number(const char *header, const char *key) {
  const char *value = value_of(header, key);
  if (value == NULL || *value < '0' || *value > '9') fail("a header lacks a number");
  errno = 0;
  const unsigned long long number = strtoull(value, NULL, 10);
  if (errno != 0) fail("a header has too large a number");
  return number;
}

static size_t elements(const char *array) {
  if (array == NULL || *array != '[') fail("a header lacks a list");
  size_t count = 0;
  for (const char *at = skip_space(array + 1); *at != ']'; ++count) {
    at = skip_space(skip_value(at));
    if (*at == ',') at = skip_space(at + 1);
  }
  return count;
}

/* -- Frames -- */

/* Reads a line into *header; false where the input has ended. */
static bool read_header(char **header, size_t *capacity) {
  const ssize_t length = getline(header, capacity, stdin);
  if (length < 0 && ferror(stdin)) fail("cannot read");
  if (length < 0 || (*header)[length - 1] != '\n') return false;
  if (length > HEADER_BYTES) fail("a header is longer than 1 MiB");
  if (memchr(*header, '\0', (size_t)length) != NULL) fail("a header is no text");
  return true;
}

/* Reads a body of so many numbers; leaves where the input ends within it. */
static double *read_numbers(size_t count) {
  double *numbers = allocate(count, sizeof *numbers);
  for (size_t i = 0; i < count; ++i) {
    unsigned char bytes[NUMBER_BYTES];
    if (fread(bytes, 1, sizeof bytes, stdin) != sizeof bytes) {
      if (ferror(stdin)) fail("cannot read");
      exit(EXIT_SUCCESS);
    }
    uint64_t bits = 0;
    for (int byte = NUMBER_BYTES - 1; byte >= 0; --byte) bits = bits << 8 | bytes[byte];
    memcpy(&numbers[i], &bits, sizeof bits);
  }
  return numbers;
}

static void write_number(double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  unsigned char bytes[NUMBER_BYTES];
  for (int byte = 0; byte < NUMBER_BYTES; ++byte) bytes[byte] = (unsigned char)(bits >> 8 * byte);
  if (fwrite(bytes, 1, sizeof bytes, stdout) != sizeof bytes) fail("cannot write");
}

static void write_text(const char *text) {
  if (fputs(text, stdout) == EOF) fail("cannot write");
}

static void send(void) {
  if (fflush(stdout) != 0) fail("cannot write");
}

static void refuse(const char *reason) {
  if (printf("{\"type\":\"error\",\"reason\":\"%s\"}\n", reason) < 0) fail("cannot write");
  send();
}

/* The body of a `fit` or `score`, which has so many numbers in every row. */
static double *read_rows(const char *header, size_t rows, size_t width) {
  const uint64_t bytes = whole_number(header, "bytes");
  if (bytes > SIZE_MAX || bytes % NUMBER_BYTES != 0 || width == 0
      || rows != bytes / NUMBER_BYTES / width || bytes / NUMBER_BYTES % width != 0)
    fail("a body is not as long as its rows");
  return read_numbers((size_t)bytes / NUMBER_BYTES);
}

/* -- The detector -- */

static struct model *fitted(const double *values, size_t rows, size_t channels) {
  struct model *model = allocate(1, sizeof *model);
  model->channels = channels;
  model->means = allocate(channels, sizeof *model->means);
  model->inverses = allocate(channels, sizeof *model->inverses);
  for (size_t channel = 0; channel < channels; ++channel) {
    double sum = 0, squares = 0;
    for (size_t row = 0; row < rows; ++row) sum += values[row * channels + channel];
    const double mean = sum / (double)rows;
    for (size_t row = 0; row < rows; ++row) {
      const double difference = values[row * channels + channel] - mean;
      squares += difference * difference;
    }
    const double deviation = sqrt(squares / (double)rows);
    model->means[channel] = mean;
    model->inverses[channel] = deviation > least_deviation ? 1 / deviation : 0;
  }
  return model;
}

static double distance(const struct model *model, const double *row) {
  double sum = 0;
  for (size_t channel = 0; channel < model->channels; ++channel) {
    const double z = (row[channel] - model->means[channel]) * model->inverses[channel];
    sum += z * z;
  }
  return sum;
}

/* -- The conversation -- */

static struct model *find(struct model *models, uint64_t number) {
  while (models != NULL && models->number != number) models = models->next;
  return models;
}

static void forget(struct model **models, uint64_t number) {
  while (*models != NULL && (*models)->number != number) models = &(*models)->next;
  struct model *model = *models;
  if (model == NULL) return;
  *models = model->next;
  free(model->means);
  free(model->inverses);
  free(model);
}

static void hello(const char *header) {
  if (whole_number(header, "protocol") != 1) {
    refuse("this program speaks protocol 1");
    return;
  }
  write_text("{\"type\":\"ready\",\"protocol\":1,\"stochastic\":false}\n");
  send();
}

static void fit(const char *header, struct model **models) {
  const size_t channels = elements(value_of(header, "channels"));
  const size_t rows = (size_t)whole_number(header, "rows");
  const uint64_t number = whole_number(header, "model");
  /* Each row has its time and its regime beside the channels. */
  double *values = read_rows(header, rows, channels + 2);
  if (rows == 0) {
    refuse("no rows to learn from");
  } else {
    forget(models, number);
    struct model *model = fitted(values, rows, channels);
    model->number = number;
    model->next = *models;
    *models = model;
    write_text("{\"type\":\"fitted\"}\n");
    send();
  }
  free(values);
}

static void score(const char *header, const struct model *model) {
  if (model == NULL) fail("rows of a model that is not fitted");
  const size_t rows = (size_t)whole_number(header, "rows");
  double *values = read_rows(header, rows, model->channels + 2);
  if (printf("{\"type\":\"scores\",\"rows\":%zu,\"bytes\":%zu}\n", rows, rows * NUMBER_BYTES) < 0)
    fail("cannot write");
  for (size_t row = 0; row < rows; ++row)
    write_number(distance(model, values + row * model->channels));
  send();
  free(values);
}

int main(void) {
  struct model *models = NULL;
  const struct model *current = NULL; /* What scores the unit that has begun. */
  char *header = NULL;
  size_t capacity = 0;
  while (read_header(&header, &capacity)) {
    const char *type = value_of(header, "type");
    if (is_text(type, "hello")) {
      hello(header);
    } else if (is_text(type, "fit")) {
      fit(header, &models);
    } else if (is_text(type, "begin")) {
      current = find(models, whole_number(header, "model"));
    } else if (is_text(type, "score")) {
      score(header, current);
    } else if (is_text(type, "end")) {
      current = NULL;
    } else if (is_text(type, "forget")) {
      forget(&models, whole_number(header, "model"));
      current = NULL;
    } else if (is_text(type, "bye")) {
      break;
    } else {
      fail("a message of an unknown type");
    }
  }
  free(header);
  while (models != NULL) forget(&models, models->number);
  return EXIT_SUCCESS;
}
