# The two commands that matter: `make serve` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)# one more than processors: some tests wait for servers
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
.PHONY: help setup setup-dev chromium wordpress serve check test test-all answers wheel bench lock clean

help:              ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: .venv/ready ## make .venv with the command kierre in it

setup-dev: .venv/ready-dev ## the same, with what the tests need

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Kierre needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo 'Python cannot make a virtual environment here (on Debian: apt-get install python3-venv)'; exit 1; }
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

chromium:          ## find a Chromium for the browser tests, or install one where that is allowed
	@command -v chromium chromium-browser google-chrome >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo 'installing chromium'; apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends chromium >/dev/null; \
	else echo 'MISSING: chromium. Install it (on Debian: sudo apt-get install chromium); the browser tests cannot run without it.'; \
	  [ -z "$$CI" ]; fi

wordpress:         ## find WordPress, PHP and MariaDB for make test-all, or install them where that is allowed
	@test -e /usr/share/wordpress/wp-settings.php && command -v php >/dev/null && PATH="$$PATH:/usr/sbin" command -v mariadbd >/dev/null && exit 0; \
	packages='wordpress php-cli php-mysql mariadb-server'; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "installing $$packages"; apt-get -qq update && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq -y install --no-install-recommends $$packages >/dev/null; \
	else echo "MISSING: WordPress. Install it (on Debian: sudo apt-get install --no-install-recommends $$packages); its test fails without it."; fi

serve: setup       ## serve the portal at http://127.0.0.1:8000/
	$(BIN)/kierre serve

check: setup       ## every rule over ontology/ and content/
	$(BIN)/kierre check

test: setup-dev chromium ## style, types, layers, tests, the checks on the real data, browser, wheel
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(WORKERS) --dist loadfile

test-all: test wordpress ## the same, and what needs real servers that are not ours (Virtuoso, WordPress, a Moodle at MOODLE_URL)
	$(BIN)/pytest -m slow
answers: setup-dev ## how the answers of the saved queries differ from those expected; WRITE=--write takes them
	PYTHONPATH=. $(BIN)/python tests/graph/answers.py $(WRITE)

wheel: setup-dev   ## build the wheel into dist/, as the container file wants it
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

bench: setup-dev   ## how fast repeated pages are, as a ratio to the server's own ceiling, and how the guard's time grows with a query
	$(BIN)/python tests/bench/pages.py
	$(BIN)/python tests/bench/guard.py

lock: setup-dev    ## write the lock files anew
	$(BIN)/uv pip compile pyproject.toml --group setup --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" --upgrade -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group setup --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" --upgrade -q -o requirements-dev.lock

clean:             ## remove what is derived
	rm -rf .venv .kierre dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
