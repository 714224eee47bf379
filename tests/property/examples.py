"""How many examples a property is tried on: few under ``make test``, more under the profile of ``make gate``."""

from __future__ import annotations

import os


def examples(test: int, gate: int) -> int:
    """The number for the profile that runs; what an example costs says how many each can pay."""
    return gate if os.environ.get("HYPOTHESIS_PROFILE") == "gate" else test
