# Two commands. `make` builds content/ into build/; `make test` is the everyday check. Both set up what they need first:
# system packages (as root, or with sudo), a virtual environment in .venv, the versions locked in requirements.txt.
# What is there already is left alone: a second run asks for nothing, installs nothing and needs no network.

PYTHON ?= python3
# The day the pages are made for: that of SOURCE_DATE_EPOCH, else the day the sample was written for; left empty: today.
AS_OF ?= $(if $(SOURCE_DATE_EPOCH),,2026-06-30)
# A folder for pictures of all pages, taken by `make test-pages`; left empty: none.
PICTURES ?=

# Where the faces of official documents go (仿宋, 楷体): a folder fontconfig looks into.
FACES ?= $(if $(filter 0,$(shell id -u)),/usr/local/share,$(or $(XDG_DATA_HOME),$(HOME)/.local/share))/fonts/reportgen

BIN := .venv/bin
READY := .venv/ready
PAGE_TOOLS := tests/pages/node_modules/ready
BENCH_TOOLS := tests/bench/node_modules/ready
DAY := $(or $(AS_OF),$(SOURCE_DATE_EPOCH),$(shell date +%F))
# The day is in the name: an action that was due yesterday is overdue today though no file changed.
BUILT := build/.made-for-$(DAY)

SYSTEM := python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
	fonts-noto-cjk fonts-arphic-ukai fonts-liberation fonts-symbola
# command:package, because a machine may have Node or Java from somewhere else than Debian.
# pdftotext, because what one reader of PDFs copies another may part with spaces.
TEST_SYSTEM := pdftotext:poppler-utils
LONG_SYSTEM := faketime:faketime strace:strace
PAGES_SYSTEM := chromium:chromium node:nodejs npm:npm java:default-jre-headless

.PHONY: build setup fonts test test-pages test-long explore bench coverage lock clean FORCE
.DEFAULT_GOAL := build

build: $(BUILT)
	@echo "build/ is up to date: open build/full/index.html"

setup: $(READY)
	@echo "set up: $(BIN)/reportgen"

# What a set-up without a network had to leave out can be fetched later.
fonts:
	@$(fetch_faces)

test: $(READY)
	@$(call install,$(foreach tool,$(TEST_SYSTEM),$(call unless_found,$(tool))))
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

test-pages: $(READY) $(PAGE_TOOLS)
	$(BIN)/pytest -m pages tests/pages $(if $(PICTURES),--pictures $(PICTURES))

test-long: $(READY)
	@$(call install,$(foreach tool,$(LONG_SYSTEM),$(call unless_found,$(tool))))
	$(BIN)/pytest -m long

# Every property with examples of its own, each run others: what it finds is put beside the test as an @example.
explore: $(READY)
	$(BIN)/pytest -n auto -m "not pages and not bench" --hypothesis-profile=default $(shell grep -rl "^from hypothesis" tests --include='test_*.py' --exclude-dir=node_modules)

bench: $(READY) $(BENCH_TOOLS)
	$(BIN)/pytest -m bench -s

coverage: $(READY)
	$(BIN)/pytest --cov --cov-report=term --cov-report=html

# The only goal that looks for newer versions. uv is fetched for it and is no part of the program.
lock: $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra xlsx --extra ics --extra serve --universal --python-version 3.11 \
		--generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
		--quiet --output-file requirements.txt
	cd tests/pages && npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

clean:
	rm -rf build dist htmlcov .coverage .venv tests/pages/node_modules tests/bench/node_modules tests/bench/.venv
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Asking find, not make, which sources changed: names of attachments may hold spaces or Chinese, and a folder's own
# time shows a file that was taken away (in reportgen/ it shows only that Python kept bytecode there).
CHANGED = $(shell find content templates -newer $(BUILT) -print -quit; find reportgen -name '*.py' -newer $(BUILT) -print -quit)

$(BUILT): $(READY) $(if $(wildcard $(BUILT)),$(if $(CHANGED),FORCE))
	@mkdir -p build && rm -f build/.made-for-* && touch build/.begun
	$(BIN)/reportgen build content -o build $(if $(AS_OF),--as-of $(AS_OF))
	@mv build/.begun $@

# The lock is complete, so nothing is resolved (--no-deps): pip looks for the newest release of a name with an extra,
# finds no hash for it and gives up, on the day such a release appears. `pip check` says whether anything is missing.
$(READY): requirements.txt pyproject.toml
	@$(call install,$(foreach package,$(SYSTEM),$(call unless_installed,$(package))))
	@$(fetch_faces)
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@$(BIN)/pip check --disable-pip-version-check >/dev/null || { $(BIN)/pip check; exit 1; }
	@touch $@

$(PAGE_TOOLS): tests/pages/package.json tests/pages/package-lock.json
	@$(call install,$(foreach tool,$(PAGES_SYSTEM),$(call unless_found,$(tool))))
	cd tests/pages && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

# What the program is held against: tools of their own, in a place of their own.
$(BENCH_TOOLS): tests/bench/others.txt tests/bench/package.json tests/bench/package-lock.json
	@$(call install,$(foreach tool,$(PAGES_SYSTEM),$(call unless_found,$(tool))))
	$(PYTHON) -m venv tests/bench/.venv
	tests/bench/.venv/bin/pip install --quiet --disable-pip-version-check --requirement tests/bench/others.txt
	cd tests/bench && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

# Shell words that print the package when it is missing.
unless_installed = $$(dpkg-query -W -f '$${db:Status-Status}' $(1) 2>/dev/null | grep -qx installed || echo $(1))
unless_found = $$(command -v $(firstword $(subst :, ,$(1))) >/dev/null || echo $(lastword $(subst :, ,$(1))))

# No package holds these faces alone, so the two files are taken out of Debian's TeX package (49 MB), which is not
# installed. They are free (GPL-3 with a font exception) and are not shipped with this program. Without them the build
# says which face stands in.
define fetch_faces
missing=; for face in FandolFang FandolKai; do [ -n "$$(fc-list "$$face" file 2>/dev/null)" ] || missing="$$missing $$face"; done; \
[ -n "$$missing" ] || exit 0; \
folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT; \
fetch() { (cd "$$folder" && apt-get -qq -o APT::Sandbox::User=root download texlive-lang-chinese >/dev/null 2>&1); }; \
update() { if [ "$$(id -u)" = 0 ]; then apt-get update -qq; else sudo -n apt-get update -qq; fi >/dev/null 2>&1; }; \
unpack() { dpkg-deb --fsys-tarfile "$$folder"/*.deb | tar -x -C "$$folder" --wildcards $$(printf '*/%s-Regular.otf ' $$missing); }; \
keep() { mkdir -p "$(FACES)" && find "$$folder" -name '*.otf' -exec install -m 644 -t "$(FACES)" {} + && fc-cache "$(FACES)"; }; \
{ fetch || { update && fetch; }; } && unpack 2>/dev/null && keep && \
echo "fetched$$missing into $(FACES)" || \
echo "not fetched:$$missing. Official pages are set in another face until \`make fonts\` gets them or others are installed."
endef

define install
missing=$$(echo $(1)); \
[ -z "$$missing" ] && exit 0; \
command -v apt-get >/dev/null || { echo "no apt-get here, so please see to these yourself (Debian's names): $$missing"; exit 0; }; \
sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
[ -z "$$sudo" ] || command -v sudo >/dev/null || { echo "as root, please: apt-get install $$missing"; exit 1; }; \
echo "installing $$missing"; \
$$sudo apt-get update -qq && \
$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null
endef
