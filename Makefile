# Everything here sets itself up. Needed beforehand: Python 3.11 or later, and make.

BIN := .venv/bin
PYTHONS := python3 python3.13 python3.12 python3.11 python3.14
PACKAGES := static/node_modules/.done

# Trust what this machine trusts: behind an office's proxy uv and npm know the proxy only so.
export UV_SYSTEM_CERTS := 1
export NODE_USE_SYSTEM_CA := 1

.PHONY: help setup demo test test-long lock

help:
	@echo "make demo       try Sinergi with the demo regency (Ctrl-C ends it)"
	@echo "make setup      only the environment"
	@echo "make test       lint and every test but the long ones"
	@echo "make test-long  chaos and fuzz loops"
	@echo "make lock       compile the lock files anew from pyproject.toml"

setup: .venv/.runtime $(PACKAGES)

demo: setup
	@DJANGO_DEBUG=1 exec $(BIN)/python manage.py serve --demo

# The tests have a data folder, and so a database server, of their own: a demo beside them goes on undisturbed.
test: export SINERGI_DATA := $(CURDIR)/var/test
test: .venv/.dev $(PACKAGES)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check -q .
	$(BIN)/lint-imports
	DJANGO_DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/pytest -q -n 2 --dist loadgroup -m "not long"; status=$$?; $(BIN)/python -m config.database.stop; exit $$status

test-long: export SINERGI_DATA := $(CURDIR)/var/test
test-long: .venv/.dev $(PACKAGES)
	$(BIN)/pytest -q -m long; status=$$?; $(BIN)/python -m config.database.stop; exit $$status

COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
lock: .venv/.dev
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	echo uv | $(COMPILE) - -o uv.lock.txt

# uv installs in seconds but knows nothing of pip's configuration (mirrors, certificates): then pip does it.
define install
	@for python in $(PYTHONS) none; do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	done; \
	if [ $$python = none ]; then echo "Sinergi needs Python 3.11 or later; none was found." >&2; exit 1; fi; \
	if ! $$python -c 'import venv, ensurepip' 2>/dev/null; then \
	  version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  echo "This Python lacks its venv module. Install one package: apt-get install python$$version-venv" >&2; exit 1; \
	fi; \
	$$python -m venv .venv
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r uv.lock.txt
	@echo "Installing what $(1) pins ..."
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r $(1) 2>.venv/uv.log \
	  || $(BIN)/pip install -q --disable-pip-version-check --no-compile --no-deps --require-hashes -r $(1)
	@touch $@
endef

.venv/.runtime: requirements.lock uv.lock.txt
	$(call install,requirements.lock)

.venv/.dev: requirements-dev.lock uv.lock.txt
	$(call install,requirements-dev.lock)

# npm comes with a Python package, whichever of the two locks was installed.
$(PACKAGES): static/package-lock.json
	@test -x $(BIN)/npm || $(MAKE) --no-print-directory .venv/.runtime
	@echo "Installing what static/package-lock.json pins ..."
	@cd static && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent
	@touch $@
