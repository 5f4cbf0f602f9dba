#ifndef ASSAY_CMALLOC_SHIM
#define ASSAY_CMALLOC_SHIM
#include <malloc.h>
#endif
