"""What releases a service -> where it names other things than the environment has."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.app.engine.front import front


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    wiring = context.releases.wiring(front(context.project, context.ask), context.fill)
    if wiring.missing:
        yield not_yet(f"there is no {wiring.missing}")
        return
    wrong = [part for part in wiring.parts if part.there != part.wanted]
    for part in wrong:
        what = f"{wiring.whose} {part.noun}: {part.there or 'none'}, and there should be {part.wanted}"
        yield failed(what, wiring.evidence, context.deploy, wiring.source)
    if not wrong:
        yield ok(wiring.well)


CHECK = Check(
    "deployment-group",
    "what releases shift traffic between",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
    _examine,
    is_of_traffic=True,
)
