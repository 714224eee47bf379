"""Templates -> those that are larger than CloudFormation takes.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.gate.protocol import Subject
from generator.problems import Problem

BODY_BYTES = 51_200
"""What ``aws cloudformation deploy`` sends without a bucket to put the template into."""
RESOURCES = 500
OUTPUTS = 200


class Limits:
    """A template that is too large is refused before anything is deployed."""

    id = "limits"
    description = "Templates stay below CloudFormation's limits on size, resources and outputs."

    def check(self, subjects: Sequence[Subject]) -> Iterator[Problem]:
        """One finding a limit and template."""
        for subject in subjects:
            measured = (
                ("bytes", len(subject.text.encode()), BODY_BYTES),
                ("resources", len(subject.data["Resources"]), RESOURCES),
                ("outputs", len(subject.data.get("Outputs", {})), OUTPUTS),
            )
            for unit, size, limit in measured:
                if size > limit:
                    yield subject.problem("", f"has {size:,} {unit}; CloudFormation takes {limit:,}", self.id)
