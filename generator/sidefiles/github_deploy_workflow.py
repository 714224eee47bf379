"""The workflow that deploys the templates: one job an environment, with a role that GitHub vouches for.

No key is stored: GitHub vouches for the job with OpenID Connect, for one role, and only once the environment's own
rules (reviewers, branches, a delay) let the job begin. What AWS gives it is good for as long as the job may last: an
hour, and as much longer as stacks wait for releases.
https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import Any

from generator import naming
from generator.engines.catalog import engine_of
from generator.model.project import Project
from generator.naming import github
from generator.naming.path import CHECKSUMS, MANIFEST
from generator.sidefiles.deploy_command import (
    Deployment,
    commands,
    connection_gate,
    layout_gate,
    leftover_gate,
    linked_roles,
)
from generator.sidefiles.forgotten_gate import forgotten_gate
from generator.sidefiles.github_repository import RepositorySpec
from generator.sidefiles.github_workflow import CREDENTIALS, RUNNER, checkout, literal, workflow_text

_MINUTES = 60
"""Of a job whose stacks wait for no release."""
_MOST_MINUTES = 360
"""After which GitHub ends a job on one of its machines: https://docs.github.com/en/actions/reference/limits"""
_UNDEPLOYED = (f"{github.FOLDER}/**", MANIFEST, CHECKSUMS)
"""What changes without anything to deploy, with a comment in the spec for example."""


def deploy_workflow(spec: RepositorySpec) -> str:
    """The workflow of one spec as YAML text."""
    project, main = spec.project, spec.git.main
    output = f"{naming.OUTPUT_FOLDER}/{project}"
    jobs: dict[str, Any] = {}
    for environment in spec.projects:
        needs = {"needs": list(jobs)[-1]} if jobs else {}
        jobs[environment.environment.name] = {
            "name": github.deploy_job(project, environment.environment.name),
            **needs,
            # Started by hand, it could otherwise run from any branch.
            "if": f"github.ref == 'refs/heads/{main}'",
            **_job(environment, spec.deployments, spec.file),
        }
    document = {
        "name": f"{project} deploy",
        "on": {
            "push": {"branches": [main], "paths": [f"{output}/**", *(f"!{output}/{path}" for path in _UNDEPLOYED)]},
            "workflow_dispatch": {},
        },
        "permissions": {},
        "jobs": jobs,
    }
    return workflow_text(document, spec.header)


def _job(project: Project, deployments: Sequence[Deployment], file: str) -> dict[str, Any]:
    name = project.environment.name
    longest = _MINUTES + sum(each.minutes for each in deployments if each.folder == name)
    minutes = min(longest, _MOST_MINUTES)
    late = [_late(project, longest, file)] if longest > _MOST_MINUTES else []
    return {
        "runs-on": RUNNER,
        "timeout-minutes": minutes,
        "environment": github.environment(project.name, name),
        "permissions": {"id-token": "write", "contents": "read"},
        # One at a time, and none is stopped half-way.
        "concurrency": {
            "group": github.deploy_group(project.name, name),
            "cancel-in-progress": False,
        },
        "defaults": {"run": {"shell": "bash"}},
        "steps": [*late, checkout(), _credentials(project, minutes), *_steps(project, deployments, file)],
    }


def _late(project: Project, longest: int, file: str) -> dict[str, Any]:
    """CloudFormation goes on without the job. GitHub shows the sentence above the run.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
    """
    waiting = max(project.services, key=lambda service: service.release.longest)
    message = (
        f"{file}:{waiting.release.origin.line}: by its waits, this may take {longest} minutes, and GitHub ends a job "
        f"after {_MOST_MINUTES}. The stack goes on by itself: run this again when it has come to its end."
    )
    command = shlex.quote(f"::warning::{message.replace('%', '%25')}")
    return {"name": "This may take longer than GitHub lets it", "run": literal(f"echo {command}")}


def _credentials(project: Project, minutes: int) -> dict[str, Any]:
    inputs: dict[str, Any] = {
        "role-to-assume": f"${{{{ vars.{github.ROLE_VARIABLE} }}}}",
        "role-session-name": "github-${{ github.run_id }}",
        "aws-region": project.region,
    }
    if minutes > _MINUTES:
        inputs["role-duration-seconds"] = 60 * minutes
    if project.environment.account:
        inputs["allowed-account-ids"] = project.environment.account
    return {"uses": CREDENTIALS, "with": inputs}


def _steps(project: Project, deployments: Sequence[Deployment], file: str) -> Iterator[dict[str, Any]]:
    """The shared stacks come first in every environment: whether two share an account, only their roles know."""
    own = [each for each in deployments if each.folder == project.environment.name]
    shared = [each for each in deployments if each.folder == naming.SHARED and project.region in each.regions]
    yield {"name": "The layout is the same", "run": layout_gate(project)}
    yield {"name": "No service or job is left behind", "run": literal(forgotten_gate(project, file))}
    for service in project.services:
        yield {"name": "No release shifts traffic", "run": engine_of(service).release_gate(service)}
    roles = linked_roles((kind for each in [*shared, *own] for kind in each.types), project.region)
    if roles:
        # Otherwise AWS makes them with the first thing of their kind, and races with it.
        yield {"name": "Service-linked roles", "run": roles}
    for deployment in deployments:
        if deployment in shared or deployment in own:
            gate = connection_gate(project, deployment.stack) if deployment.needs_connection else ""
            leftover = leftover_gate(deployment.stack, project.region, deployment.types)
            yield {
                "name": deployment.stack,
                "run": literal(f"{gate}{leftover}{commands(deployment, project.region)}"),
            }
