"""The workflow whose jobs are the required checks: the service's tests, and the gate on the templates.

It has no path filter: a required check that does not run leaves a pull request waiting for ever.
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
from generator.sidefiles.github_repository import Repository, path_in_context
from generator.sidefiles.github_workflow import RUNNER, SETUP_NODE, SETUP_PYTHON, checkout, literal, workflow_text


def service_workflow(repository: Repository, template_format: str, deployments: Sequence[Deployment]) -> str:
    """The workflow as YAML text; ``template_format`` is how templates are written, ``deployments`` are all of them."""
    git, project = repository.git, repository.project
    branches = list(dict.fromkeys([git.main, git.develop]))
    document: dict[str, Any] = {
        "name": f"{project} service",
        "on": {"pull_request": {"branches": branches}, "merge_group": {}, "push": {"branches": branches}},
        "permissions": {"contents": "read"},
        "concurrency": {
            "group": f"{project}-service-${{{{ github.ref }}}}",
            # Of pull requests only the newest state matters; every state of a branch does.
            "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
        },
        "jobs": dict(_jobs(repository, template_format, deployments)),
    }
    return workflow_text(document, repository.header)


def _jobs(
    repository: Repository, template_format: str, deployments: Sequence[Deployment]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for service, check in service_checks(repository):
        job = _job(check, [checkout(), *_language(service), *_tests(service)])
        context = path_in_context(service, "")
        yield check.job, {**job, "defaults": {"run": {"shell": "bash", "working-directory": context}}}
    templates = templates_check(repository)
    yield templates.job, _job(templates, [checkout(), *_gate(repository, template_format, deployments)])


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


def _gate(repository: Repository, template_format: str, deployments: Sequence[Deployment]) -> Iterator[dict[str, Any]]:
    """Checksums and cfn-lint need nothing of canaryform's, which is installed from where the spec says alone.

    A name in a public index that nobody owns is anybody's to take, and its code would then run here.
    """
    folder = f"{naming.OUTPUT_FOLDER}/{repository.project}"
    linter = f"{folder}/{github.FOLDER}/{github.LINTER}"
    yield {"name": "Nothing was changed by hand", "run": f"sha256sum --check --strict --quiet {folder}/SHA256SUMS"}
    yield {"uses": SETUP_PYTHON, "with": {"python-version": PYTHON}}
    yield {
        "name": "Install cfn-lint",
        "run": f"{PIP_INSTALL} --require-hashes --only-binary :all: --requirement {linter}",
    }
    for regions, templates in _by_regions(deployments).items():
        paths = "".join(f" \\\n  {naming.OUTPUT_FOLDER}/{template}" for template in templates)
        run = f"cfn-lint --non-zero-exit-code warning --regions {' '.join(regions)} --template{paths}\n"
        yield {"name": f"Judge the templates for {', '.join(regions)}", "run": run}
    if repository.git.canaryform:
        words = ["canaryform", "generate", "--check", shlex.quote(repository.spec)]
        if template_format != "yaml":
            words[3:3] = ["--format", template_format]
        yield install_canaryform(repository.git.canaryform)
        yield {"name": "The templates are what the spec says", "run": literal(" ".join(words))}


def _by_regions(deployments: Sequence[Deployment]) -> dict[tuple[str, ...], list[str]]:
    """The templates that are for the same regions, together: cfn-lint takes longer to start than to judge one."""
    found: dict[tuple[str, ...], list[str]] = {}
    for deployment in deployments:
        found.setdefault(deployment.regions, []).append(deployment.template)
    return found
