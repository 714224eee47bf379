"""Stacks that are there -> the refusal to deploy or delete them as stacks of another layout than theirs."""

from __future__ import annotations

from collections.abc import Iterable

from generator.count import counted
from generator.errors import OutsideError
from generator.live.stack import LiveStack
from generator.naming.layout import LAYOUT, layout_of

_BESIDE = "or add an environment beside this one, and destroy this one later with the canaryform that made it"


class LayoutError(OutsideError):
    """Stacks have the names of ours, and another layout, or nobody knows which."""

    def __init__(self, stacks: Iterable[LiveStack], layout: int | None, ours: int) -> None:
        names = [stack.name for stack in stacks]
        have = f"{', '.join(names)} {'has' if len(names) == 1 else 'have'}"
        if layout is None:
            why = f"{have} a template that names no layout: {counted(len(names), 'stack')} that canaryform did not make"
            hint = (
                "give the project or the environment another name; or delete what is there, if nobody needs it: "
                f"aws cloudformation delete-stack --stack-name {names[0]}"
            )
        elif layout > ours:
            why = f"{have} layout {layout}, and this canaryform knows layouts up to {ours}"
            hint = "install the canaryform that deployed it last, or a newer one"
        else:
            why = (
                f"{have} layout {layout}, and this canaryform lays out by {ours}: CloudFormation would make everything "
                "anew beside what runs"
            )
            hint = f'go on with the canaryform that made it, whose manifest.json says `"layout": {layout}`; {_BESIDE}'
        super().__init__("nothing is changed", why, hint)


def refuse_other_layouts(stacks: Iterable[LiveStack | None], ours: int = LAYOUT) -> None:
    """Raises LayoutError for stacks that are not of layout ``ours``; one that is only reviewed has no template yet."""
    there = [stack for stack in stacks if stack and stack.status != "REVIEW_IN_PROGRESS"]
    layouts = {stack.name: layout_of(stack.description) for stack in there}
    others = [layout for layout in layouts.values() if layout != ours]
    if others:
        raise LayoutError([stack for stack in there if layouts[stack.name] == others[0]], others[0], ours)
