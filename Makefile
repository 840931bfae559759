# `make` or `make help` lists what can be done. Everything builds into .build and nothing is installed outside this folder but the
# Debian packages that `make dependencies` names.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help dependencies build try test check lint contracts format bench tsan fuzz clean

ARGS ?=
FILTER ?=
SWIFT ?= swift
SECONDS ?= 60
SOURCES := Package.swift Sources Plugins Tests

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

dependencies: ## Install the Debian packages needed (PostgreSQL, headers of libpq and PCRE2), if missing
	@deploy/install-dependencies.sh

build: dependencies ## Build the gateway in release mode
	$(SWIFT) build -c release --product concordat

try: build ## Play one day in Northshire with a private PostgreSQL, then stay up (ARGS=--once: end instead)
	@.build/release/concordat try $(ARGS)

# What listens, waits or starts processes runs one test at a time: side by side they would measure each other.
ALONE := BowtieConnectorTests|PostgresTests|JournalTests|AdapterHostTests|DeliveryTests|IntakeTests|EndToEndTests
IMPORTS := --explicit-target-dependency-import-check error

test: dependencies ## Run all tests (FILTER=Name for some)
ifdef FILTER
	$(SWIFT) test $(IMPORTS) --filter '$(FILTER)'
else
	$(SWIFT) build $(IMPORTS) --build-tests
	$(SWIFT) test $(IMPORTS) --skip-build --skip '$(ALONE)'
	$(SWIFT) test $(IMPORTS) --skip-build --no-parallel --filter '$(ALONE)'
endif

lint: ## Check the formatting
	$(SWIFT) format lint --strict --recursive $(SOURCES)

# `datacontract lint` and the official schema of ODCS, out of their Python packages; they are not kept here. Where they cannot be had
# the rest is checked, but not in CI, where nobody would read that: there, or with REQUIRE=1, it is an error.
DATACONTRACT := .build/datacontract
DATACONTRACT_CLI := 1.2.8
ODCS := 3.2.0
DATACONTRACT_READY := $(DATACONTRACT)/ready-$(DATACONTRACT_CLI)-$(ODCS)
REQUIRE ?= $(CI)

contracts: build ## Check the contracts, by datacontract lint and the official ODCS schema too where they can be had (REQUIRE=1: or fail)
	@test -f $(DATACONTRACT_READY) || { python3 -m venv --clear $(DATACONTRACT) && \
		$(DATACONTRACT)/bin/pip install -q --disable-pip-version-check datacontract-cli==$(DATACONTRACT_CLI) \
		open-data-contract-standard==$(ODCS) && touch $(DATACONTRACT_READY); } || { \
		echo '$(if $(REQUIRE),error,skipped): datacontract lint and the official ODCS schema cannot be had'; $(if $(REQUIRE),false,true); }
	@if test -f $(DATACONTRACT_READY); then \
		.build/release/concordat contract lint --odcs-schema \
		$(DATACONTRACT)/lib/python3*/site-packages/open_data_contract_standard/schema.json contracts && \
		$(DATACONTRACT)/bin/python contracts/lint.py contracts; \
	else .build/release/concordat contract lint contracts; fi

check: dependencies lint test ## Formatting, build with the import check, all tests

format: ## Format all sources in place
	$(SWIFT) format --in-place --recursive $(SOURCES)

bench: build ## Measure the accept path with a private PostgreSQL, and print the conditions beside the figures
	$(SWIFT) build -c release --product concordat-bench
	@.build/release/concordat-bench $(ARGS)

tsan: dependencies ## Run the unit tests under the thread sanitizer
	TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/tsan-suppressions.txt $(SWIFT) test --sanitize=thread --scratch-path .build-tsan --no-parallel \
	  --filter 'JSONSchemaTests|TransparencyLogTests|ContractsTests|ExchangeTests|PCRETests|PostgresTests|JournalTests|DeliveryTests|AdapterHostTests|IntakeTests'

fuzz: dependencies ## Fuzz scanner, schema engine, expressions, rules and contracts (SECONDS=60 each); findings lie in .build/fuzz
	@Tests/Fuzz/run --seconds $(SECONDS)

clean: ## Remove everything built and the folder of `make try`
	rm -rf .build .build-tsan .concordat
