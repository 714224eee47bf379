"""What happens to one resource or one export between two sides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from generator.difference.side import StackTemplate
from generator.difference.values import PropertyChange
from generator.gate.system import Resource


class Fate(Enum):
    """What CloudFormation does with a resource, by the two templates alone."""

    CREATED = auto()
    REMOVED = auto()
    REPLACED = auto()
    MAYBE_REPLACED = auto()
    """As AWS decides by the values that it has: some changes of the property replace, others do not."""
    UPDATED = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class ResourceChange:
    """One resource of a stack that both sides have."""

    stack: StackTemplate
    fate: Fate
    changes: tuple[PropertyChange, ...] = ()
    before: Resource | None = None
    after: Resource | None = None
    causes: tuple[str, ...] = ()
    """What was replaced and is the reason, where the template itself says the same as before."""

    @property
    def resource(self) -> Resource:
        """As it is to be; as it was, where it is removed."""
        found = self.after or self.before
        assert found is not None, "a change has one of both"
        return found

    @property
    def key(self) -> tuple[str, str]:
        """The stack's key and the logical id."""
        return self.stack.key, self.resource.id

    @property
    def type(self) -> str:
        """The type: of what is there, where the template names another."""
        return (self.before or self.resource).type

    @property
    def is_replaced(self) -> bool:
        """Whether another resource takes its place, or may."""
        return self.fate in (Fate.REPLACED, Fate.MAYBE_REPLACED)

    @property
    def goes(self) -> bool:
        """Whether what is there now is deleted, unless a policy keeps it."""
        return self.fate in (Fate.REMOVED, Fate.REPLACED, Fate.MAYBE_REPLACED)

    def touches(self, *properties: str) -> bool:
        """Whether one of these properties of it changes."""
        return any(change.path and change.path[0] in properties for change in self.changes)


@dataclass(frozen=True)
class ExportChange:
    """An output: another value from now on, or none. ``name`` is that by which others import it; empty without one."""

    stack: StackTemplate
    name: str
    output: str
    change: PropertyChange
    importers: tuple[StackTemplate, ...]
    """The stacks that import it now."""

    @property
    def is_removed(self) -> bool:
        """Whether there is none any more."""
        return self.change.after is None

    @property
    def is_new(self) -> bool:
        """Whether there was none."""
        return self.change.before is None
