"""What may go wrong that is not our bug, and the exit code that each kind ends with."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from generator.problems import Problem, in_order


class ExitCode(IntEnum):
    """What the command tells the shell."""

    OK = 0
    PROBLEMS = 1
    """The spec, or what was made of it, has problems; or ``--check`` found stale files."""
    USAGE = 2
    OUTSIDE = 3
    """The world outside: a file that cannot be read or written, a full disk."""
    INTERRUPTED = 130


class CanaryformError(Exception):
    """The base of all that is reported without a traceback."""

    exit_code = ExitCode.PROBLEMS


class SpecError(CanaryformError):
    """The spec is wrong. Carries every problem that was found, never just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class OutsideError(CanaryformError):
    """Something outside the program refused: ``what`` was tried, ``why`` it failed, a ``hint``."""

    exit_code = ExitCode.OUTSIDE

    def __init__(self, what: str, why: str, hint: str = "") -> None:
        self.what, self.why, self.hint = what, why, hint
        super().__init__(f"{what}: {why}")

    @classmethod
    def from_os(cls, what: str, refusal: OSError, hint: str = "") -> OutsideError:
        """What the operating system refused, in its own words."""
        return cls(what, refusal.strerror or str(refusal), hint)
