"""One environment: what triggers its releases and who may stop them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.origin import origin
from generator.problems import Location


@dataclass(frozen=True)
class Trigger:
    """A push to ``branch``, or a tag that matches the glob ``tag``: exactly one of them. A branch may be a glob too."""

    branch: str | None = None
    tag: str | None = None
    origin: Location = origin()

    def branch_or(self, main: str) -> str:
        """The branch that a run takes which no push started: ``main`` where tags or several branches start runs."""
        return main if self.branch is None or "*" in self.branch else self.branch


@dataclass(frozen=True)
class Environment:
    """A place that releases go to."""

    name: str
    trigger: Trigger
    approval: bool = False
    account: str | None = None
    """The only AWS account that it may be deployed into."""
    promote: str | None = None
    """The environment whose images are released here; without one it builds its own."""
    origin: Location = origin()

    @property
    def is_production(self) -> bool:
        """Whether it gets releases, and not just the newest commit: then its stacks are hard to delete."""
        return self.trigger.tag is not None
