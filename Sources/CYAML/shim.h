#ifndef ASSAY_CYAML_SHIM
#define ASSAY_CYAML_SHIM
#if !__has_include(<yaml.h>)
#error "libyaml-dev is missing: run 'make packages', or apt-get install libyaml-dev"
#endif
#include <yaml.h>
#endif
