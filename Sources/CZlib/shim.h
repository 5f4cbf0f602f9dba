#ifndef ASSAY_CZLIB_SHIM
#define ASSAY_CZLIB_SHIM
#if !__has_include(<zlib.h>)
#error "zlib1g-dev is missing: run 'make packages', or apt-get install zlib1g-dev"
#endif
#include <zlib.h>
#endif
