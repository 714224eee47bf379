"""A target -> what every check finds there, all at the same time; what AWS refuses is a finding too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from generator.app.doctor.answer_cache import AwsAnswerCache
from generator.app.doctor.check import Check, DiagnosisContext, Finding, Verdict, unknown
from generator.app.github.standing import Standing
from generator.app.run.target import Target
from generator.errors import OutsideError
from generator.live.client import AwsError

_ACTION = re.compile(r"not authorized to perform: ([\w-]+:\w+)")
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html."""


@dataclass(frozen=True)
class Examined:
    """A check, and what it found."""

    check: Check
    findings: tuple[Finding, ...]


def patient_of(target: Target, github: Callable[[], Standing | None]) -> DiagnosisContext:
    """A target as the checks want it."""
    ask = AwsAnswerCache(target.aws).ask
    return DiagnosisContext(target.service, target.result.build, target.caller, ask, github, target.job)


def examine(context: DiagnosisContext, checks: Sequence[Check], tell: Callable[[str], None]) -> tuple[Examined, ...]:
    """What each check finds, in their order; ``tell`` gets the id of each that has ended."""

    def run(check: Check) -> Examined:
        found = Examined(check, tuple(_findings(check, context)))
        tell(check.id)
        return found

    checks = [check for check in checks if context.service.answers or not check.is_of_traffic]
    with ThreadPoolExecutor(len(checks), "check") as pool:
        return tuple(pool.map(run, checks))


def is_good(examined: Sequence[Examined]) -> bool:
    """Whether nothing failed: what is unknown, or not deployed yet, is no failure."""
    return all(finding.verdict is not Verdict.FAILED for each in examined for finding in each.findings)


def is_answered(examined: Sequence[Examined]) -> bool:
    """Whether AWS answered all questions, be it with a refusal."""
    return not any(finding.is_unanswered for each in examined for finding in each.findings)


def _findings(check: Check, context: DiagnosisContext) -> Iterator[Finding]:
    try:
        for finding in check.examine(context):
            is_bad = finding.verdict is Verdict.FAILED
            yield replace(finding, source=finding.source or check.source) if is_bad else finding
    except AwsError as refusal:
        yield _denied(check, context, refusal) if refusal.is_denied else _refused(check, refusal)
    except OutsideError as refusal:
        yield _refused(check, refusal)


def _denied(check: Check, context: DiagnosisContext, refusal: AwsError) -> Finding:
    action = _ACTION.search(refusal.why)
    needed = action[1] if action else refusal.what.rpartition(" ")[2]
    return unknown(
        f"{check.about}: these credentials may not ask", refusal.why, f"allow {needed} to {context.caller.arn}"
    )


def _refused(check: Check, refusal: OutsideError) -> Finding:
    found = unknown(f"{check.about}: AWS could not be asked", f"{refusal.what}: {refusal.why}", refusal.hint)
    return replace(found, is_unanswered=not isinstance(refusal, AwsError))
