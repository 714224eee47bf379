"""The workflow of a repository whose jobs judge a pull request: the services' tests, and the gate on the templates.

One job more passes when all of them have, and is the one check that is required: a check of a service that is gone
would be waited for by every pull request. It has no path filter, since a required check that does not run is waited
for too.
https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import Any

from generator import naming
from generator.model.service import Service
from generator.naming import github
from generator.sidefiles.deploy_command import Deployment
from generator.sidefiles.github_canaryform import PIP_INSTALL, PYTHON, install_canaryform
from generator.sidefiles.github_check import Check, service_checks, templates_check
from generator.sidefiles.github_repository import Repository, RepositorySpec, path_in_context
from generator.sidefiles.github_workflow import RUNNER, SETUP_NODE, SETUP_PYTHON, checkout, literal, workflow_text

_PASSED = """\
for result in $RESULTS; do
  test "$result" = success || exit 1
done
"""


def checks_workflow(repository: Repository) -> str:
    """The workflow as YAML text."""
    git = repository.git
    branches = list(dict.fromkeys([git.main, git.develop]))
    jobs = {name: job for spec in repository.specs for name, job in _jobs(spec, git.canaryform)}
    document: dict[str, Any] = {
        "name": github.REQUIRED_CHECK,
        "on": {"pull_request": {"branches": branches}, "merge_group": {}, "push": {"branches": branches}},
        "permissions": {"contents": "read"},
        "concurrency": {
            "group": "canaryform-${{ github.ref }}",
            # Of pull requests only the newest state matters; every state of a branch does.
            "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
        },
        "jobs": {**jobs, github.REQUIRED_CHECK: _all_of(list(jobs))},
    }
    return workflow_text(document, repository.header)


def _jobs(spec: RepositorySpec, canaryform: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    for service, check in service_checks(spec):
        job = _job(check, [checkout(), *_language(service), *_tests(service)])
        context = path_in_context(service, "")
        yield check.job, {**job, "defaults": {"run": {"shell": "bash", "working-directory": context}}}
    templates = templates_check(spec)
    yield templates.job, _job(templates, [checkout(), *_gate(spec, canaryform)])


def _all_of(jobs: list[str]) -> dict[str, Any]:
    """The job that runs whatever became of the others: one that is skipped would count as a success.

    https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#always
    """
    return {
        "name": github.REQUIRED_CHECK,
        "if": "always()",
        "needs": jobs,
        "runs-on": RUNNER,
        "timeout-minutes": 5,
        "permissions": {},
        "steps": [
            {
                "name": "Every job has passed",
                "env": {"RESULTS": "${{ join(needs.*.result, ' ') }}"},
                "run": _PASSED,
            }
        ],
    }


def _job(check: Check, steps: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": check.name, "runs-on": RUNNER, "timeout-minutes": 30, "steps": steps}


def _language(service: Service) -> Iterator[dict[str, Any]]:
    """What the version file is written for; the runner has something of every language for the others."""
    version_file = service.build.version_file
    if version_file == "package.json":
        # The action's cache looks for a lock file in the root, and fails where there is none.
        yield {"uses": SETUP_NODE, "with": {"node-version": "lts/*", "package-manager-cache": False}}
    elif version_file == "pyproject.toml":
        yield {"uses": SETUP_PYTHON, "with": {"python-version": "3.x"}}


def _tests(service: Service) -> Iterator[dict[str, Any]]:
    """A step for each command, as the build has it."""
    for command in service.build.test:
        yield {"run": literal(command)}


def _gate(spec: RepositorySpec, canaryform: str | None) -> Iterator[dict[str, Any]]:
    """Checksums and cfn-lint need nothing of canaryform's, which is installed from where the specs say alone.

    A name in a public index that nobody owns is anybody's to take, and its code would then run here.
    """
    folder = f"{naming.OUTPUT_FOLDER}/{spec.project}"
    linter = f"{folder}/{github.FOLDER}/{github.LINTER}"
    yield {"name": "Nothing was changed by hand", "run": f"sha256sum --check --strict --quiet {folder}/SHA256SUMS"}
    yield {"uses": SETUP_PYTHON, "with": {"python-version": PYTHON}}
    yield {
        "name": "Install cfn-lint",
        "run": f"{PIP_INSTALL} --require-hashes --only-binary :all: --requirement {linter}",
    }
    for regions, templates in _by_regions([*spec.deployments, *spec.by_hand]).items():
        paths = "".join(f" \\\n  {naming.OUTPUT_FOLDER}/{template}" for template in templates)
        run = f"cfn-lint --non-zero-exit-code warning --regions {' '.join(regions)} --template{paths}\n"
        yield {"name": f"Judge the templates for {', '.join(regions)}", "run": run}
    if canaryform:
        words = ["canaryform", "generate", "--check", shlex.quote(spec.file)]
        if spec.template_format != "yaml":
            words[3:3] = ["--format", spec.template_format]
        yield install_canaryform(canaryform)
        yield {"name": "The templates are what the spec says", "run": literal(" ".join(words))}


def _by_regions(deployments: Sequence[Deployment]) -> dict[tuple[str, ...], list[str]]:
    """The templates that are for the same regions, together: cfn-lint takes longer to start than to judge one."""
    found: dict[tuple[str, ...], list[str]] = {}
    for deployment in deployments:
        found.setdefault(deployment.regions, []).append(deployment.template)
    return found
