"""What an environment is asked when all is well: what its alarms have to tell from a bad release."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.origin import origin
from generator.problems import Location


@dataclass(frozen=True)
class Traffic:
    """At a quiet hour, of which releases should not be worse than of others."""

    requests: float | None = None
    """A second; None where the spec does not say."""
    errors: float = 0.1
    """Percent of the answers that are 5xx."""
    origin: Location = origin()
