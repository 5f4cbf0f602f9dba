#ifndef ASSAY_CARCHIVE_SHIM
#define ASSAY_CARCHIVE_SHIM
#if !__has_include(<archive.h>)
#error "libarchive-dev is missing: run 'make packages', or apt-get install libarchive-dev"
#endif
#include <archive.h>
#if !__has_include(<archive_entry.h>)
#error "libarchive-dev is missing: run 'make packages', or apt-get install libarchive-dev"
#endif
#include <archive_entry.h>
#endif
