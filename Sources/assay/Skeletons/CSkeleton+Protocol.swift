extension DetectorName {
  /// How frames are read and written.
  var cFrames: String {
    #"""
    /* -- Frames: a header is a JSON object on one line, `bytes` in it announce a body of numbers -- */

    /* The value of a key of the object itself, or NULL; texts and what is nested are stepped over. */
    static const char *value_of(const char *object, const char *key) {
      const size_t length = strlen(key);
      size_t depth = 0;
      for (const char *at = object; *at != '\0'; at++) {
        if (*at == '{' || *at == '[') depth++;
        if ((*at == '}' || *at == ']') && --depth == 0) return NULL;
        if (*at != '"') continue;
        const char *text = ++at;
        while (*at != '"' && *at != '\0') at += *at == '\\' && at[1] != '\0' ? 2 : 1;
        if (*at == '\0') return NULL;
        const char *next = at + 1 + strspn(at + 1, " ");
        const bool is_key = depth == 1 && *next == ':' && (size_t)(at - text) == length;
        if (is_key && memcmp(text, key, length) == 0) return next + 1 + strspn(next + 1, " ");
      }
      return NULL;
    }

    static bool is_text(const char *value, const char *text) {
      const size_t length = strlen(text);
      return value != NULL && *value == '"' && strncmp(value + 1, text, length) == 0
             && value[length + 1] == '"';
    }

    static long whole_number(const char *header, const char *key) {
      const char *value = value_of(header, key);
      char *end = NULL;
      const long number = value == NULL ? -1 : strtol(value, &end, 10);
      if (number < 0 || end == value) fail("a header lacks a number");
      return number;
    }

    /* Reads a line; false where the input has ended. */
    static bool read_header(char **header, size_t *capacity) {
      const ssize_t length = getline(header, capacity, stdin);
      if (length < 0 && ferror(stdin) != 0) fail("cannot read");
      return length > 0 && (*header)[length - 1] == '\n';
    }

    /* Reads a body of some numbers per row; with no rows there are none. */
    static double *read_body(const char *header, size_t rows, size_t *numbers_per_row) {
      const size_t bytes = (size_t)whole_number(header, "bytes");
      const size_t count = bytes / sizeof(double);
      if (bytes % sizeof(double) != 0 || (rows == 0 ? count != 0 : count % rows != 0))
        fail("a body is not as long as its rows");
      double *numbers = allocate(count, sizeof *numbers);
      if (fread(numbers, sizeof *numbers, count, stdin) != count) fail("a body ends early");
      *numbers_per_row = rows == 0 ? 0 : count / rows;
      return numbers;
    }

    static void write_text(const char *text) {
      if (fputs(text, stdout) == EOF) fail("cannot write");
    }

    static void send(void) {
      if (fflush(stdout) != 0) fail("cannot write");
    }

    static void answer(const char *header) {
      write_text(header);
      send();
    }


    """#
  }

  /// What is answered to which message.
  var cConversation: String {
    #"""
    /* -- The conversation -- */

    /* Each row has its time and its regime beside the channels. */
    enum { BESIDE_CHANNELS = 2 };

    static void answer_hello(const char *header, struct parameters *parameters) {
      if (whole_number(header, "protocol") != 1) {
        answer("{\"type\":\"error\",\"reason\":\"this program speaks protocol 1\"}\n");
        return;
      }
      const char *stated = value_of(header, "parameters");
      const char *level = stated == NULL ? NULL : value_of(stated, "level");
      if (level != NULL) parameters->level = strtod(level, NULL);
      if (!(parameters->level >= 0.5 && parameters->level <= 1)) {
        answer("{\"type\":\"error\",\"reason\":\"level is a quantile from 0.5 through 1\"}\n");
        return;
      }
      answer("{\"type\":\"ready\",\"protocol\":1,\"stochastic\":false}\n");
    }

    static void forget(struct model **models, long number) {
      while (*models != NULL && (*models)->number != number) models = &(*models)->next;
      struct model *model = *models;
      if (model == NULL) return;
      *models = model->next;
      free(model->middle);
      free(model->half);
      free(model);
    }

    static void answer_fit(
        const char *header, const struct parameters *parameters, struct model **models) {
      const size_t rows = (size_t)whole_number(header, "rows");
      const long number = whole_number(header, "model");
      size_t width = 0;
      double *values = read_body(header, rows, &width);
      if (width <= BESIDE_CHANNELS) {
        answer("{\"type\":\"error\",\"reason\":\"there is nothing to learn from\"}\n");
      } else {
        forget(models, number);
        struct model *model = fit(parameters, values, rows, width - BESIDE_CHANNELS);
        model->number = number;
        model->next = *models;
        *models = model;
        answer("{\"type\":\"fitted\"}\n");
      }
      free(values);
    }

    static void answer_score(const char *header, const struct model *model) {
      const size_t rows = (size_t)whole_number(header, "rows");
      size_t width = 0;
      double *values = read_body(header, rows, &width);
      if (model == NULL) fail("rows of a model that is not fitted");
      if (rows > 0 && width != model->channels + BESIDE_CHANNELS) fail("rows of other channels");
      if (printf("{\"type\":\"scores\",\"rows\":%zu,\"bytes\":%zu}\n", rows, rows * sizeof(double)) < 0)
        fail("cannot write");
      /* The values of all rows come first, then their times and regimes. */
      for (size_t row = 0; row < rows; row++) {
        const double number = score(model, values + row * model->channels);
        if (fwrite(&number, sizeof number, 1, stdout) != 1) fail("cannot write");
      }
      send();
      free(values);
    }

    static const struct model *find(const struct model *models, long number) {
      while (models != NULL && models->number != number) models = models->next;
      return models;
    }

    int main(void) {
      struct parameters parameters = {.level = 0.99};
      struct model *models = NULL;
      const struct model *current = NULL; /* What scores the unit that has begun. */
      char *header = NULL;
      size_t capacity = 0;
      while (read_header(&header, &capacity)) {
        const char *type = value_of(header, "type");
        if (is_text(type, "hello")) {
          answer_hello(header, &parameters);
        } else if (is_text(type, "fit")) {
          answer_fit(header, &parameters, &models);
        } else if (is_text(type, "begin")) {
          current = find(models, whole_number(header, "model"));
        } else if (is_text(type, "score")) {
          answer_score(header, current);
        } else if (is_text(type, "end")) {
          current = NULL;
        } else if (is_text(type, "forget")) {
          forget(&models, whole_number(header, "model"));
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

    """#
  }
}
