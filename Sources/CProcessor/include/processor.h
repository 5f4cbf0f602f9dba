#ifndef ASSAY_PROCESSOR_H
#define ASSAY_PROCESSOR_H

/// The instruction set level this program was compiled for: "x86-64-v3", "x86-64" or "other".
const char *assay_compiled_march(void);

#endif
