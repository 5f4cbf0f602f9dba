#include "processor.h"

#include <unistd.h>

// The check runs as a constructor, before any code that may use the newer instructions, and is
// itself compiled for the oldest processor.

const char *assay_compiled_march(void) {
#if defined(__AVX2__) && defined(__FMA__) && defined(__BMI2__)
  return "x86-64-v3";
#elif defined(__x86_64__)
  return "x86-64";
#else
  return "other";
#endif
}

#if defined(__AVX2__) && defined(__FMA__) && defined(__BMI2__)
__attribute__((constructor(101), target("arch=x86-64"))) static void require_compiled_march(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v3"))
    return;
  static const char message[] =
      "assay: this program was built for x86-64-v3 processors (AVX2, FMA, BMI2) and this one is "
      "older; build it again with ASSAY_MARCH=x86-64\n";
  ssize_t ignored = write(2, message, sizeof message - 1);
  (void)ignored;
  _exit(2);
}
#endif
