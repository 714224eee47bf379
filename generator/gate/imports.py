"""Templates -> imports of what no template exports, or one that is deployed later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.cfn.walk import calls
from generator.gate.protocol import Subject
from generator.problems import Problem


class Imports:
    """CloudFormation finds out while it deploys, and rolls the stack back."""

    id = "imports"
    description = "Every Fn::ImportValue names an export of a stack that is deployed before."

    def check(self, subjects: Sequence[Subject]) -> Iterator[Problem]:
        """Subjects come in deploy order."""
        exported: set[str] = set()
        for subject in subjects:
            for logical_id, resource in subject.data["Resources"].items():
                for name in calls(resource, "Fn::ImportValue"):
                    if name not in exported:
                        yield subject.problem(logical_id, f"imports {name}, which no earlier stack exports", self.id)
            exported.update(_exports(subject.data))


def _exports(template: Mapping[str, Any]) -> Iterator[str]:
    for output in template.get("Outputs", {}).values():
        if "Export" in output:
            yield output["Export"]["Name"]
