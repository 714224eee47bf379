"""Counts -> the text of docs/comparison.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.judges.exception import Exemption

_TEMPLATE = Path(__file__).with_name("comparison.md.in")
OTHERS = {
    "CDK, plain (63)": ("0/2", "12", "17", "34", "1", "0", "0", "5 of 5"),
    "CDK, hardened (74)": ("0/2", "6", "10", "37", "1", "0", "0", "6 of 6"),
    "Copilot (111)": ("1/33", "40", "20", "82", "13", "1", "6", "15 of 15"),
}
"""Measured in November 2026, and quoted."""
ROWS = (
    "cfn-lint, errors/warnings",
    "checkov",
    "Guard, Control Tower",
    "cdk-nag, AwsSolutions",
    '`Resource: "*"` on actions that can be scoped, unconditioned',
    "`iam:PassRole` on `*`, unconditioned",
    "Actions that do not exist",
    "Service trusts without SourceAccount or SourceArn",
)


@dataclass(frozen=True)
class Column:
    resources: int
    cells: tuple[str, ...]
    """One a row."""
    exemptions: tuple[Exemption, ...]
    """Those that it needs."""


def page(ours: Mapping[str, Column], exemptions: Sequence[Exemption]) -> str:
    conditional = sum(bool(exemption.when) for exemption in exemptions)
    hardened = ours["hardened"].exemptions
    return _TEMPLATE.read_text("utf-8").format(
        table=_table(ours),
        exceptions=len(exemptions),
        conditional=conditional,
        unconditional=len(exemptions) - conditional,
        example=len(ours["example"].exemptions),
        hardened=len(hardened),
        reasons="\n".join(f"- {each.tool} `{each.rule}` on `{each.resource}`: {each.reason}" for each in hardened),
    )


def _table(ours: Mapping[str, Column]) -> str:
    columns = {f"canaryform, {name} ({column.resources})": column.cells for name, column in ours.items()} | OTHERS
    lines = [("Judge (resources)", *columns), ("---",) * (len(columns) + 1)]
    lines += [(row, *cells) for row, *cells in zip(ROWS, *columns.values(), strict=True)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
