"""The workflow whose jobs are the required checks: the service's tests, and the gate on the templates.

It has no path filter: a required check that does not run leaves a pull request waiting for ever.
https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Any

from generator import __version__
from generator.cfn import yaml
from generator.sidefiles.github_check import Check, service_check, templates_check
from generator.sidefiles.github_repository import Repository
from generator.sidefiles.github_workflow import RUNNER, SETUP_NODE, SETUP_PYTHON, checkout, literal

_PYTHON = "3.13"
"""What the generator runs on; the service's own is the newest."""


def service_workflow(repository: Repository, template_format: str) -> str:
    """The workflow as YAML text; ``template_format`` is how templates are written."""
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
        "jobs": dict(_jobs(repository, template_format)),
    }
    return yaml.dump(document, repository.header)


def _jobs(repository: Repository, template_format: str) -> Iterator[tuple[str, dict[str, Any]]]:
    service = service_check(repository)
    if service:
        job = _job(service, [checkout(), *_language(repository), *_tests(repository)])
        context = repository.path_in_context("")
        yield service.job, {**job, "defaults": {"run": {"shell": "bash", "working-directory": context}}}
    templates = templates_check(repository)
    yield templates.job, _job(templates, [checkout(), *_gate(repository, template_format)])


def _job(check: Check, steps: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": check.name, "runs-on": RUNNER, "timeout-minutes": 30, "steps": steps}


def _language(repository: Repository) -> Iterator[dict[str, Any]]:
    """What the version file is written for; the runner has something of every language for the others."""
    version_file = repository.lead.build.version_file
    if version_file == "package.json":
        # The action's cache looks for a lock file in the root, and fails where there is none.
        yield {"uses": SETUP_NODE, "with": {"node-version": "lts/*", "package-manager-cache": False}}
    elif version_file == "pyproject.toml":
        yield {"uses": SETUP_PYTHON, "with": {"python-version": "3.x"}}


def _tests(repository: Repository) -> Iterator[dict[str, Any]]:
    """A step for each command, as the build has it."""
    for command in repository.lead.build.test:
        yield {"run": literal(command)}


def _gate(repository: Repository, template_format: str) -> Iterator[dict[str, Any]]:
    """The version that generated this file: another one may say the same thing in other bytes."""
    words = ["canaryform", "generate", "--check", shlex.quote(repository.spec)]
    if template_format != "yaml":
        words[3:3] = ["--format", template_format]
    yield {"uses": SETUP_PYTHON, "with": {"python-version": _PYTHON}}
    yield {"run": f"python -m pip install --disable-pip-version-check canaryform=={__version__}"}
    yield {"run": literal(" ".join(words))}
