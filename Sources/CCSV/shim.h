#ifndef ASSAY_CCSV_SHIM
#define ASSAY_CCSV_SHIM
#if !__has_include(<csv.h>)
#error "libcsv-dev is missing: run 'make packages', or apt-get install libcsv-dev"
#endif
#include <csv.h>
#endif
