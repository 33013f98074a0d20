# Two commands matter: `make demo` and `make test`. Each brings whatever is missing first and does nothing twice.
.DEFAULT_GOAL := help
.PHONY: help demo test check firmware translations installer bench profile size shots fuzz models clean setup setup-dev

SETUP  := sh installer/python -m installer
SCREEN := sh installer/python -m installer.screen
PYTHON := .venv/bin/python
PYTEST ?= -n logical --maxprocesses 4

help: ## say what there is
	@echo 'Benchwright: model in, trusted number out.'
	@echo
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1|/' | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

demo: setup ## set up, start the virtual boards, open the window (no display: the journey goes to out/)
	@$(SCREEN) $(PYTHON) -m benchwright demo -- --journey out

test: setup-dev ## set up and run every test
	@$(SETUP) forge lab ser2net
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest $(PYTEST)

check: setup-dev ## what a commit must pass, quickly: ruff, format, mypy, floors, quick tests
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -q $(PYTEST) -m 'not slow and not qemu' tests/unit tests/house

firmware: ## build the boards' images
	@$(SETUP) app firmware

translations: ## bring new texts of the window into the files for translators, say which are not translated
	@$(SETUP) app translations

installer: ## freeze the application for this Linux, pack it as dist/*.deb, try the package out
	@$(SETUP) system app words firmware installer

bench: setup-dev ## measure what docs/performance.md reports
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m benchmarks

profile: setup ## where an inference goes, op by op: make profile MODEL=FILE.tflite BOARD=NAME
	@$(PYTHON) -m benchwright profile --quiet $(MODEL) --board virtual:$(BOARD)

size: setup-dev ## flash of engine and kernels, into docs/performance.md
	@$(PYTHON) -m benchmarks size

shots: setup-dev ## every page, theme, size, language and size of text as a picture in out/shots, and what is wrong on each in words
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m shots

fuzz: setup-dev ## damaged models and packs by the million (stop it when you like, it goes on there), longer property tests
	@$(SETUP) clang
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.fuzz
	@QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=fuzz $(PYTHON) -m pytest -q -m 'not slow and not qemu' tests

models: ## train the demo models again into resources/models
	@$(SETUP) forge
	@.venv-forge/bin/python -m benchwright.forge.digits --out resources/models

setup:
	@$(SETUP) system app words firmware

setup-dev:
	@$(SETUP) system dev words firmware

clean: ## remove what was built and measured; the environments stay (rm -r .venv .venv-*)
	@rm -rf build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find app tests installer boards -name __pycache__ -type d -prune -exec rm -rf {} +
