# canaryform: `make templates` and `make test` set up what they need by themselves.
PYTHON ?= python3
SPEC ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_READY := service/node_modules/.ready
TYPED := generator tests

.DEFAULT_GOAL := help
.PHONY: help docs setup templates validate lint deploy deploy-test check test unit style types imports service pr drift lock clean golden iam-test gate gate-github compare compare-diff foreign mutated documented bench bench-peers handlers dist dist-test fuzz report-test site tutorial deploy-test-ecs

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make the virtual environment

$(READY): requirements.lock setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "canaryform needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

templates: $(READY) ## Generate templates_out/ from specs/ (or from SPEC=...)
	$(BIN)/canaryform generate $(SPEC)

validate: $(READY) ## Check the specs alone
	$(BIN)/canaryform validate $(SPEC)

lint: $(READY) ## Check specs and templates, write nothing
	$(BIN)/canaryform lint $(SPEC)

ENV ?=

deploy: $(READY) ## Deploy an environment, with SPEC=... and ENV=...
	$(BIN)/canaryform deploy $(SPEC) $(if $(ENV),-e $(ENV))

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

CHECKOV_READY := .tools/checkov/.ready
GUARD_READY := .tools/guard/.ready
JUDGES_READY := .tools/judges/.ready
CLOUDFORMATION_DIFF_READY := .tools/cloudformation-diff/.ready
CDK_NAG_READY := .tools/cdk-nag/.ready

$(CHECKOV_READY): tests/judges/checkov.txt
	$(PYTHON) -m venv --clear .tools/checkov
	.tools/checkov/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(GUARD_READY): tests/judges/guard.txt | $(READY)
	rm -rf .tools/guard && mkdir -p .tools/guard
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --dest .tools/guard --requirement $<
	$(BIN)/python -m zipfile -e .tools/guard/*.whl .tools/guard/wheel
	tar -xzf .tools/guard/wheel/cdklabs/cdk_validator_cfnguard/_jsii/*.tgz -C .tools/guard
	@touch $@

# What npm's lock file has is installed as it has it, and runs nothing of its own: $(call npm_ci,NAME)
npm_ci = mkdir -p .tools/$(1) && cp tests/judges/npm/$(1)/package*.json .tools/$(1) && \
	npm ci --no-audit --no-fund --silent --ignore-scripts --prefix .tools/$(1)

$(JUDGES_READY): tests/judges/judges.txt tests/judges/npm/judges/package-lock.json
	$(PYTHON) -m venv --clear .tools/judges
	.tools/judges/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	$(call npm_ci,judges)
	@touch $@

SBOM_READY := .tools/sbom/.ready

$(SBOM_READY): tests/dist/sbom.txt
	$(PYTHON) -m venv --clear .tools/sbom
	.tools/sbom/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

AXE_READY := .tools/axe/.ready

$(AXE_READY): tests/judges/npm/axe/package-lock.json
	$(call npm_ci,axe)
	@touch $@

SITE_READY := .tools/site/.ready

$(SITE_READY): tests/site/site.txt tests/judges/npm/site/package-lock.json
	$(PYTHON) -m venv --clear .tools/site
	.tools/site/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	$(call npm_ci,site)
	@touch $@

site: $(READY) $(SITE_READY) ## Build the documents as a site into site/, and follow every link in it
	$(BIN)/python -m tests.site.build site

report-test: $(READY) $(AXE_READY) ## Look at the report in headless Chromium, with axe (Debian: chromium, chromium-driver)
	$(BIN)/pytest -m slow -n 0 -rs tests/report

gate: $(READY) $(AXE_READY) $(CHECKOV_READY) $(GUARD_READY) $(JUDGES_READY) $(SBOM_READY) $(SITE_READY) ## Judge every golden case by Guard, checkov, hadolint, actionlint, zizmor (2 minutes)
	$(BIN)/python -m tests.judges.gate
	$(BIN)/pytest -m slow tests/build tests/docs tests/golden tests/migrate tests/mutants tests/unit/canary tests/dist tests/site
	$(BIN)/pytest -m slow -n 0 -rs tests/report
	HYPOTHESIS_PROFILE=gate $(BIN)/pytest tests/property

gate-github: $(READY) $(JUDGES_READY) ## Judge the generated files for GitHub by GitHub's schemas and actionlint
	$(BIN)/python -m tests.judges.gate github

$(CDK_NAG_READY): tests/judges/npm/cdk-nag/package-lock.json
	$(call npm_ci,cdk-nag)
	@touch $@

compare: $(READY) $(CHECKOV_READY) $(GUARD_READY) $(CDK_NAG_READY) ## Count anew for docs/comparison.md
	$(BIN)/python -m tests.judges.compare

$(CLOUDFORMATION_DIFF_READY): tests/judges/npm/cloudformation-diff/package-lock.json
	$(call npm_ci,cloudformation-diff)
	@touch $@

compare-diff: $(READY) $(CLOUDFORMATION_DIFF_READY) ## Hold canaryform diff against CDK's cloudformation-diff, PAIRS_SEED draws others (3 minutes)
	$(BIN)/python -m tests.judges.cloudformation_diff

FOLDER ?=

foreign: $(READY) ## Count what our rules say of public templates (tests/judges/foreign.txt), with FOLDER=...
	$(BIN)/python -m tests.judges.foreign $(FOLDER)

mutated: $(READY) ## Change a property of each public template, and hold the verdict against the schema, with FOLDER=...
	$(BIN)/python -m tests.judges.mutated $(FOLDER)

documented: $(READY) ## Write what AWS's pages say an update requires, with FOLDER=a clone of aws-cloudformation-user-guide
	$(BIN)/python -m tests.judges.update_requires $(FOLDER)

SIZES ?= 1 10 100 1000

bench: $(READY) ## Measure start-up, caches, workers for SIZES specs (1000 take half an hour)
	$(BIN)/python -m tests.bench.measure $(SIZES)

PEERS_READY := .tools/peers/.ready

$(PEERS_READY): tests/judges/npm/peers/package-lock.json
	$(call npm_ci,peers)
	$(PYTHON) -m venv .tools/peers/venv
	.tools/peers/venv/bin/python -m pip install --quiet --disable-pip-version-check ecs-composex==1.1.9
	@touch $@

bench-peers: $(READY) $(PEERS_READY) ## Measure CDK and compose-x beside us
	$(BIN)/python -m tests.bench.peers

golden: $(READY) ## Write the golden files anew
	$(BIN)/python -m tests.golden.regenerate

docs: $(READY) ## Write what programs write in docs anew: rules, commands, picture, tables, code in docs/zh
	$(BIN)/python -m generator.app.docs.rule_book > docs/rules.md
	$(BIN)/python -m tests.docs.command_page
	$(BIN)/canaryform draw -e prod -o docs/system.svg
	$(BIN)/python -m tests.docs.canary_tables
	$(BIN)/python -m tests.docs.change_table
	$(BIN)/python -m tests.docs.copied

MICROBURST_READY := .tools/microburst/.ready

$(MICROBURST_READY): tests/fuzz/microburst.txt
	$(PYTHON) -m venv --clear .tools/microburst
	.tools/microburst/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

fuzz: $(READY) $(MICROBURST_READY) ## Try hostile specs, templates, kills, tags and endpoints for FUZZ_SECONDS (600); FUZZ_SEED repeats
	$(BIN)/python -m tests.fuzz

SOURCE ?=
TYPE ?=

handlers: $(READY) ## Compare what the deployer is derived from with newer schemas of AWS, with SOURCE=folder or zip
	$(BIN)/python -m tests.handlers.compare $(SOURCE) $(TYPE)

PIN := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links \
	--no-header --strip-extras --annotation-style=line
PINNED := tests/judges/checkov tests/judges/judges tests/emulator/requirements tests/emulator/awscli tests/dist/sbom tests/fuzz/microburst tests/site/site

lock: $(READY) ## Pin all dependencies of development and of the judges anew, by hash, the build backend among them
	$(PIN) --upgrade --extra dev --output-file requirements.lock setup.cfg
	$(PIN) --constraint requirements.lock --output-file tests/dist/runtime.txt setup.cfg
	for file in $(PINNED); do $(PIN) --upgrade --output-file $$file.txt $$file.in || exit 1; done

dist: $(READY) $(SBOM_READY) ## Build wheel, sdist and SBOM; the same commit gives the same bytes
	rm -rf dist
	$(BIN)/python -m tests.dist.build dist

dist-test: $(READY) $(SBOM_READY) ## Install wheel and sdist, each in an empty environment, and run them; check the SBOM
	$(BIN)/pytest -m slow tests/dist

EMULATOR := .tools/ministack/.ready

$(EMULATOR): tests/emulator/requirements.txt
	$(PYTHON) -m venv .tools/ministack
	.tools/ministack/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

AWS_CLI := .tools/awscli/.ready

$(AWS_CLI): tests/emulator/awscli.txt
	$(PYTHON) -m venv --clear .tools/awscli
	.tools/awscli/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

tutorial: $(READY) $(EMULATOR) ## Write docs/tutorial.md anew, by running its commands against the emulator
	$(BIN)/python -m tests.tutorial.page
	$(BIN)/python -m tests.docs.copied

deploy-test: $(READY) $(EMULATOR) $(AWS_CLI) ## Deploy to an emulator of AWS, by the AWS CLI and by canaryform (3 minutes)
	$(BIN)/pytest -m "emulator and not slow" -n 2 tests/deploy

deploy-test-ecs: $(READY) $(EMULATOR) $(AWS_CLI) ## Deploy every golden case with the engine ecs to an emulator of AWS (5 minutes)
	$(BIN)/pytest -m "emulator and slow" -n 2 tests/deploy

iam-test: $(READY) $(EMULATOR) ## Try the policies on an emulator of IAM (450 MiB of memory)
	$(BIN)/pytest -m emulator -n 0 tests/iam/test_emulator.py

clean: ## Remove what make made
	rm -rf $(VENV) .tools service/node_modules build site *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
