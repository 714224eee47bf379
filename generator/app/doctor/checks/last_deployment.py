"""The last deployment -> why it failed or was taken back."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, not_yet, ok, unknown
from generator.app.doctor.remedy import failure


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    releases = context.releases
    attempted = releases.last_attempted()
    if not attempted:
        yield not_yet("there was no deployment")
        return
    last = releases.find(attempted)
    if last and last.rolls_back not in {"", last.id}:
        # The way back is the newer one, and says nothing of why.
        last = releases.find(last.rolls_back) or last
    if last is None:
        yield unknown(f"{releases.name} knows nothing of its deployment {attempted}")
    elif last.is_running:
        yield ok(f"the deployment {last.name} is under way")
    elif last.is_well and not last.rolls_back:
        yield ok(f"the last deployment {last.name} succeeded")
    else:
        ended = last.status.lower().replace("_", " ")
        back = " and was taken back" if last.rollback else ""
        said = last.error or last.message or last.status
        operation, *options = releases.look(last.id).split(" --")
        look = context.aws(operation, *(f"--{option}" for option in options))
        yield failure(context, f"the last deployment {last.name} {ended}{back}", said, look)


CHECK = Check(
    "last-deployment",
    "the last deployment",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
    _examine,
)
