#ifndef ASSAY_CNETTLE_SHIM
#define ASSAY_CNETTLE_SHIM
#if !__has_include(<nettle/sha2.h>)
#error "nettle-dev is missing: run 'make packages', or apt-get install nettle-dev"
#endif
#include <nettle/sha2.h>
#endif
