"""A mutant: one thing damaged, and how to say it in a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from generator.gate.system import capitalised
from tests.mutants.world import TASK_DEFINITION, NotApplicableError, World

Damage: TypeAlias = Callable[[World], None]

NO_SHARED_REPOSITORY = "no environment releases tags: each has a repository of its own"


@dataclass(frozen=True)
class Mutant:
    """``rule`` is the one that must find it, be it ours (``tag-trigger``) or cfn-lint's (``E3002``).

    ``absent`` says why some cases do not have what is damaged; without it every case must.
    """

    id: str
    rule: str
    damage: Damage
    absent: str = ""

    @property
    def is_for_cfn_lint(self) -> bool:
        """Its codes begin with a capital letter, and our names do not."""
        return self.rule[0].isupper()


def put(root: str, path: str, value: Any) -> Damage:
    """Another value where there is one."""

    def damage(world: World) -> None:
        world.get(root, path)
        holder, key = world.walk(root, path)
        holder[key] = _spelt(world, root, value)

    return damage


def _spelt(world: World, root: str, value: Any) -> Any:
    """A value of a task definition as the place writes it that has one."""
    return capitalised(value) if root == TASK_DEFINITION and world.is_shifted_by_ecs else value


def add(root: str, path: str, value: Any) -> Damage:
    """A value where there was none; ``-`` at the end of the path appends to a list."""

    def damage(world: World) -> None:
        if path.endswith("/-"):
            world.get(root, path[:-2]).append(_spelt(world, root, value))
            return
        holder, key = world.walk(root, path)
        holder[key] = _spelt(world, root, value)

    return damage


def drop(root: str, path: str) -> Damage:
    """Nothing where there was a value."""

    def damage(world: World) -> None:
        world.get(root, path)
        holder, key = world.walk(root, path)
        del holder[key]

    return damage


def copy(root: str, source: str, target: str) -> Damage:
    """The value of one place in another."""

    def damage(world: World) -> None:
        put(root, target, world.get(root, source))(world)

    return damage


def without(root: str, path: str, unwanted: Callable[[Any], bool]) -> Damage:
    """A list without some of its items."""

    def damage(world: World) -> None:
        items = world.get(root, path)
        kept = [item for item in items if not unwanted(item)]
        if len(kept) == len(items):
            raise NotApplicableError(path)
        items[:] = kept

    return damage


def reword(root: str, old: str, new: str) -> Damage:
    """Another text wherever the old one is."""

    def damage(world: World) -> None:
        where, _ = world.place(root, "")
        places = world.templates if where in world.templates else world.files
        if where not in places:
            raise NotApplicableError(where)
        # Of a service that ECS shifts, the stack of the log is apart from that of the service.
        for place in ("ecs", "service") if root == "ecs" and world.is_shifted_by_ecs else (where,):
            changed = _reworded(places[place], old, new)
            if changed != places[place]:
                places[place] = changed
                return
        raise NotApplicableError(f"no '{old}' in {root}")

    return damage


def _reworded(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, dict):
        return {_reworded(key, old, new): _reworded(item, old, new) for key, item in value.items()}
    return [_reworded(item, old, new) for item in value] if isinstance(value, list) else value


def sid(role: str, name: str) -> Callable[[World], dict[str, Any]]:
    """The statement ``name`` of a role's policy."""

    def find(world: World) -> dict[str, Any]:
        statements = world.get("iam", f"Resources/{role}/Properties/Policies/0/PolicyDocument/Statement")
        for statement in statements:
            if statement["Sid"] == name:
                found: dict[str, Any] = statement
                return found
        raise NotApplicableError(f"{role} has no statement {name}")

    return find


def statement(role: str, name: str, **values: Any) -> Damage:
    """Other values in a statement of a role; None takes one away."""

    def damage(world: World) -> None:
        found = sid(role, name)(world)
        for key, value in values.items():
            if value is None:
                del found[key]
            else:
                found[key] = value

    return damage
