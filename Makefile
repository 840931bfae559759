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

# The official schema of ODCS, out of its Python package; it is not kept here.
ODCS := .build/odcs/open_data_contract_standard/schema.json

contracts: build ## Check the contracts, against the official ODCS schema too where its package can be had
	@test -f $(ODCS) || { mkdir -p .build/odcs && python3 -m pip download -q --no-deps --dest .build/odcs \
		open-data-contract-standard==3.2.0 && python3 -m zipfile -e .build/odcs/*.whl .build/odcs; } \
		|| echo 'skipped: the official ODCS schema cannot be had'
	@.build/release/concordat contract lint $$(test -f $(ODCS) && echo --odcs-schema $(ODCS)) contracts

check: dependencies lint test ## Formatting, build with the import check, all tests

format: ## Format all sources in place
	$(SWIFT) format --in-place --recursive $(SOURCES)

bench: build ## Measure, with conditions: load on a private PostgreSQL (ARGS=micro: single steps, ARGS=validator: the validator)
	$(SWIFT) build -c release --product concordat-bench
	@.build/release/concordat-bench $(ARGS)

tsan: dependencies ## Run the unit tests under the thread sanitizer
	TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/tsan-suppressions.txt $(SWIFT) test --sanitize=thread --scratch-path .build-tsan --no-parallel \
	  --filter 'JSONSchemaTests|TransparencyLogTests|ContractsTests|ExchangeTests|PCRETests|PostgresTests|JournalTests|DeliveryTests|AdapterHostTests|IntakeTests'

fuzz: dependencies ## Fuzz scanner, schema engine, expressions, rules and contracts (SECONDS=60 each); findings lie in .build/fuzz
	@for part in scanner schema expression rule contract; do Tests/Fuzz/run $$part $(SECONDS) || exit 1; done

clean: ## Remove everything built and the folder of `make try`
	rm -rf .build .build-tsan .concordat
