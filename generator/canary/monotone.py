"""An expression and one of its parts -> whether the whole can cross a threshold but once while that part grows."""

from __future__ import annotations

from collections.abc import Iterable

from generator.canary.expression import Array, Call, Node, Operation, Reference, parts, references

_COMPARABLE = frozenset({"<", "<=", ">", ">="})
_MONOTONE = _COMPARABLE | {"+", "-", "*", "/"}


def changes_once(tree: Node, name: str) -> bool:
    """Where the part is there once, and all that is done with it only grows or only falls."""
    return sum(id == name for id in references(tree)) == 1 and _is_monotone(tree, name)


def _is_monotone(tree: Node, name: str) -> bool:
    if name not in references(tree) or isinstance(tree, Reference):
        return True
    below = all(_is_monotone(part, name) for part in parts(tree))
    match tree:
        case Operation("/", _, right) if name in references(right):
            return False  # It jumps where the divisor passes 0.
        case Operation("AND" | "OR", left, right):
            return below and _are_truths((left, right))
        case Operation(operator, _, _):
            return below and operator in _MONOTONE
        case Call("IF", (condition, *_)) if name in references(condition):
            return below and _are_truths([condition])
        case Call("IF", _) | Call("MAX" | "MIN" | "SUM", (Array(_),)) | Array(_):
            return below
        case _:
            return False


def _are_truths(trees: Iterable[Node]) -> bool:
    return all(
        isinstance(tree, Operation) and (tree.operator in _COMPARABLE or tree.operator in {"AND", "OR"})
        for tree in trees
    )
