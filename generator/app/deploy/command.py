"""Stacks -> a shell script of the AWS CLI's own commands that deploys them, without canaryform."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import naming
from generator.app.deploy.wanted import Wanted
from generator.model.project import Project
from generator.sidefiles.deploy_command import account, commands


def script(stacks: Sequence[Wanted], project: Project, folder: str = naming.OUTPUT_FOLDER) -> str:
    """The script; ``folder`` is where the templates are. It stops at the first command that fails."""
    return "\n".join(_lines(stacks, project, folder))


def _lines(stacks: Sequence[Wanted], project: Project, folder: str) -> Iterator[str]:
    yield f"# Deploys {project.names.base} with the AWS CLI. Every command may be run again."
    yield "set -e"
    wanted = project.environment.account
    if wanted:
        yield f'test "{account(project.region)}" = {wanted}'
    for stack in stacks:
        if stack.needs_connection:
            yield "# Only when the connection to GitHub is AVAILABLE: before that, the pipeline would never start."
        yield commands(stack.deployment, project.region, folder).rstrip("\n")
