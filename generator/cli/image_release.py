"""``canaryform deploy --image``: an image that somebody else has pushed -> shown, agreed to, released."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.cli.carried import Carried, carry_out
from generator.cli.deployment import refuse_deployment
from generator.cli.json.change import error_document, place_document
from generator.cli.target import open_service, show_steps
from generator.cli.terminal.output import Output
from generator.cli.text.complaint import printable
from generator.errors import ExitCode, SpecError

if TYPE_CHECKING:
    from generator.app.release.plan import ReleasePlan
    from generator.app.run.target import Target


def release_image(
    output: Output,
    place: tuple[str | None, str | None, str | None],
    image: str,
    version: str,
    *,
    is_plan: bool,
    yes: bool,
    waits: bool,
) -> ExitCode:
    """Release ``image`` at a ``place``: spec, environment and service. Nothing is written, and no stack is deployed."""
    from generator.app.release.image import wanted_image
    from generator.app.release.plan import plan, refuse_with_pipeline

    try:
        target = open_service(output, *place, refuse_with_pipeline)
        steps = plan(target, wanted_image(target, image, version))
    except SpecError as error:
        return refuse_deployment(output, error)
    if not output.is_json:
        show_steps(output, target, steps, waits=waits)
        if steps.is_running:
            output.result(printable(f"{steps.image.version} runs already, as that image"))
    is_idle = steps.is_running and not steps.jobs
    if not (is_plan or yes or is_idle or output.agrees("Do that?", "nothing was changed")):
        return ExitCode.PROBLEMS
    return _run(output, target, steps, waits=waits, is_dry=is_plan)


def _run(output: Output, target: Target, plan: ReleasePlan, *, waits: bool, is_dry: bool) -> ExitCode:
    from generator.app.release.run import run

    carried = Carried() if is_dry else carry_out(output, lambda tell: run(target, plan, tell, waits=waits))
    if output.is_json:
        output.document(_document(target, plan, carried, waits=waits))
    elif not is_dry and not waits:
        output.result(printable(f"next: {target.command('status')} --watch"))
    return carried.code


def _document(target: Target, plan: ReleasePlan, carried: Carried, *, waits: bool) -> dict[str, Any]:
    return {
        "ok": carried.refusal is None,
        **place_document(target),
        "image": plan.image.address,
        "version": plan.image.version,
        "replaces": plan.current or None,
        "runs_already": plan.is_running,
        "steps": list(plan.steps(waits=waits)),
        "notes": list(plan.notes),
        "done": carried.done,
        "started": carried.started or None,
        "error": error_document(carried.refusal),
        "problems": [],
    }
