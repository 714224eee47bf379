"""A KMS key that is turned off: whoever needs it fails, and nothing that is encrypted with it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.gate.value import at


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.of("AWS::KMS::Key"):
        is_off = change.after is not None and str(at(change.after.properties, "Enabled")).lower() == "false"
        if is_off and change.before and change.touches("Enabled"):
            said = "nothing that is encrypted with it can be read until it is on again"
            yield Reason(change, Consequence.INTERRUPTED, said, who="what uses the key")


FACT = Fact("disabled-key", "https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html", _find)
