"""Stacks -> a shell script of the AWS CLI's own commands that deploys them, without canaryform."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import naming
from generator.app.deploy.desired import DesiredStack
from generator.model.project import Project
from generator.sidefiles.deploy_command import account, commands, connection_gate, layout_gate, linked_roles
from generator.sidefiles.forgotten_gate import forgotten_gate


def script(stacks: Sequence[DesiredStack], project: Project, file: str, folder: str = naming.OUTPUT_FOLDER) -> str:
    """The script for the spec ``file``; ``folder`` is where the templates are.

    It stops at the first command that fails, and before the pipeline while the connection waits for a person.
    """
    return "\n".join(_lines(stacks, project, file, folder))


def _lines(stacks: Sequence[DesiredStack], project: Project, file: str, folder: str) -> Iterator[str]:
    yield f"# Deploys {project.names.base} with the AWS CLI. Every command may be run again."
    yield "set -e"
    wanted = project.environment.account
    if wanted:
        yield f'test "{account(project.region)}" = {wanted}'
    yield "# Stacks of another layout would be made anew beside what runs."
    yield layout_gate(project).rstrip("\n")
    yield "# Stacks of a service that the spec does not name any more would stay for good."
    yield forgotten_gate(project, file).rstrip("\n")
    roles = linked_roles((kind for stack in stacks for kind in stack.resources.values()), project.region)
    if roles:
        yield "# AWS would make these roles with the first thing of their kind, and race with it. Those there stay."
        yield roles.rstrip("\n")
    for stack in stacks:
        if stack.needs_connection:
            yield "# Made before the connection to GitHub is authorised, the pipeline would never start."
            yield connection_gate(project, stack.name).rstrip("\n")
        yield commands(stack.deployment, project.region, folder).rstrip("\n")
