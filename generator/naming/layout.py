"""The version of the layout, and how a stack says which one it has: in the description of its template.

The layout is which stacks there are, what they and their resources are called, and which of them export what. Stacks of
one layout cannot become those of another: CloudFormation would make everything anew beside what runs.

Of all that ``DescribeStacks`` tells of a stack, the description alone never makes an update by itself, so a later
version costs nothing where nothing else changes; an output would be an update of each stack, and a tag one of each
resource. It is in the template, so it is there too where somebody has deployed the file with the AWS CLI.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-description-structure.html
"""

from __future__ import annotations

import re

LAYOUT = 1
"""Whoever moves a resource to another stack, or gives a stack, a logical id or an export another name, adds one.
What may not go is kept in ``tests/golden/layout-1.txt``.
"""

_MARK = re.compile(r"\(canaryform layout ([1-9][0-9]{0,8})\)\Z")


def mark(layout: int = LAYOUT) -> str:
    """How the description of a template of the layout ends."""
    return f"(canaryform layout {layout})"


def layout_of(description: str) -> int | None:
    """The version that a description names; None where it names none, as those that others wrote."""
    found = _MARK.search(description)
    return int(found[1]) if found else None
