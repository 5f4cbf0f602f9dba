# make            what there is to make
# make bench      packages, build, quickstart
# make test       packages, build, all tests
#
# ASSAY_MARCH chooses the instruction set (x86-64-v3 or x86-64); results are the same to the bit.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PACKAGES := curl libarchive-dev libcsv-dev libyaml-dev nettle-dev zlib1g-dev
ifeq ($(shell uname -m),x86_64)
ASSAY_MARCH ?= x86-64-v3
BUILD_FLAGS := -Xcc -march=$(ASSAY_MARCH)
endif
ASSAY := .build/release/assay
# Tests are built optimised, for numerics in debug builds are fifty times slower, and beside the
# program's own build, which has no test hooks.
TEST_FLAGS := --scratch-path .build/testing -c release $(BUILD_FLAGS) -Xswiftc -enable-testing

.PHONY: help
help: ## Print this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: bench
bench: build ## Build, then run the quickstart suite and print its tables
	$(ASSAY) run suites/quickstart.yaml

.PHONY: build
build: packages ## Build the program, .build/release/assay
	swift build -c release $(BUILD_FLAGS) --product assay

.PHONY: test
test: packages ## Build and run all tests
	swift build $(TEST_FLAGS) --build-tests
	swift test $(TEST_FLAGS) --disable-xctest | tee .build/tests.log || \
	  { echo "What failed:"; grep '✘' .build/tests.log; exit 1; }

.PHONY: test-python
test-python: build ## Test the Python adapter and the example programs (installs PyOD)
	Tests/ExternalTests/Python/run

.PHONY: lint
lint: ## Check format and documentation of the sources
	swift format lint --strict --recursive Sources Tests Package.swift

.PHONY: e2e
e2e: build ## Check whole runs: reproducible bits, red and green gates, damaged data
	Tests/EndToEnd/run

.PHONY: fuzz
fuzz: packages ## Feed the parsers with made-up bytes, FUZZ_SECONDS (600) per target
	Tests/Fuzz/run

.PHONY: figures
figures: build ## Measure speed and memory beside Python's libraries (installs them)
	swift build -c release $(BUILD_FLAGS) --product assay-cold-load
	swift build -c release $(BUILD_FLAGS) --product assay-metric-speed
	swift build -c release $(BUILD_FLAGS) --product assay-raw-load
	swift build -c release $(BUILD_FLAGS) --product assay-round-trip
	swift build -c release $(BUILD_FLAGS) --product assay-uncertainty
	Tests/Figures/run

.PHONY: classical
classical: packages ## Hold our detectors against Python's libraries, PART=speed or quality (installs them)
	swift build -c release $(BUILD_FLAGS) --product assay-classical
	PART=$(PART) Tests/Figures/Classical/run

.PHONY: peers
peers: build ## Run detectors of Python's libraries beside ours on FD001 (installs them)
	suites/peers/run

.PHONY: packages
packages: ## Install the missing Debian packages (as root; else say which)
	@missing=(); \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing+=($$package); \
	done; \
	if (($${#missing[@]} == 0)); then exit 0; fi; \
	if [ "$$(id -u)" != 0 ]; then \
	  echo "assay needs Debian packages that are missing; run: sudo apt-get install $${missing[*]}" >&2; \
	  exit 1; \
	fi; \
	echo "installing $${missing[*]}"; \
	apt-get update -qq; \
	DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$${missing[@]}" >/dev/null

.PHONY: clean
clean: ## Remove what was built
	rm -rf .build
