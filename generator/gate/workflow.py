"""A GitHub workflow -> its jobs and their steps, each with its place in the file.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.gate.kind import Kind
from generator.gate.subject import Path, SideFile
from generator.gate.system import System
from generator.gate.value import at, mapping, mappings, text, texts

_CREDENTIALS = "aws-actions/configure-aws-credentials"


@dataclass(frozen=True)
class Step:
    """One step of a job: an action that it uses, or commands that it runs."""

    path: Path
    data: Mapping[str, Any]

    @property
    def uses(self) -> str:
        """The action, as ``owner/name@version``; nothing for commands."""
        return text(self.data, "uses")

    @property
    def is_for_credentials(self) -> bool:
        """Whether it asks for credentials of AWS: https://github.com/aws-actions/configure-aws-credentials."""
        return self.uses.partition("@")[0] == _CREDENTIALS

    @property
    def takes_on_role(self) -> bool:
        """Whether it does so by a role."""
        return self.is_for_credentials and "role-to-assume" in self.inputs

    @property
    def run(self) -> str:
        """The commands; nothing for an action."""
        return text(self.data, "run")

    @property
    def inputs(self) -> Mapping[str, Any]:
        """What an action is told."""
        return mapping(self.data, "with")


@dataclass(frozen=True)
class Job:
    """One job of a workflow."""

    file: SideFile
    id: str
    data: Mapping[str, Any]

    @property
    def path(self) -> Path:
        """Where it stands."""
        return ("jobs", self.id)

    @property
    def name(self) -> str:
        """What its check is called."""
        return text(self.data, "name") or self.id

    @property
    def needs(self) -> list[str]:
        """The jobs that must have succeeded before."""
        return texts(self.data.get("needs"))

    @property
    def environment(self) -> str:
        """The environment of the repository that it deploys to, if any."""
        environment = self.data.get("environment")
        return text(environment, "name") if isinstance(environment, Mapping) else text(environment)

    @property
    def permissions(self) -> Any:
        """What its token may: its own, else the workflow's; nothing where neither says."""
        own = self.data.get("permissions")
        return at(self.file.data, "permissions") if own is None else own

    @property
    def may_ask_for_token(self) -> bool:
        """Whether it may get a token of GitHub's."""
        return self.permissions == "write-all" or text(self.permissions, "id-token") == "write"

    @property
    def steps(self) -> list[Step]:
        """In the order in which they run."""
        return [Step((*self.path, "steps", n), data) for n, data in enumerate(mappings(self.data, "steps"))]


def events(workflow: SideFile) -> Mapping[str, Any]:
    """What starts it, with the filters of each event; nothing where it has none."""
    data = workflow.data
    # YAML 1.1 takes the key `on` for true, and some readers do.
    on = data.get("on", data.get(True)) if isinstance(data, Mapping) else None
    return on if isinstance(on, Mapping) else dict.fromkeys(texts(on), None)


def jobs(system: System) -> Iterator[Job]:
    """The jobs of all workflows."""
    for file in system.files_of(Kind.WORKFLOW):
        for name, data in mapping(file.data, "jobs").items():
            if isinstance(data, Mapping):
                yield Job(file, str(name), data)
