"""What must stay where it is while the layout has one version: ``python -m tests.golden.layout`` writes it down anew.

A line for each resource and each export of the golden cases that have the most. Lines may come at any time, since
CloudFormation makes what is new beside what runs. One that goes, or changes, is another layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.naming.layout import LAYOUT
from tests.golden.case import CASES

PATH = Path(__file__).parent / f"layout-{LAYOUT}.txt"
_CASES = ("maximal", "services", "engines", "containers", "jobs", "connect", "workers")


def lines() -> Iterator[str]:
    """Case, stack, and what it has: each resource with its type, each export."""
    for name in _CASES:
        for subject in CASES[name].build().subjects:
            start = f"{name} {subject.stack}"
            for logical_id, body in subject.data["Resources"].items():
                yield f"{start} {logical_id} {body['Type']}"
            for output in subject.data.get("Outputs", {}).values():
                if "Export" in output:
                    yield f"{start} exports {output['Export']['Name']}"


if __name__ == "__main__":
    PATH.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
