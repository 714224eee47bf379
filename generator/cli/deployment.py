"""A session of ``canaryform deploy`` -> shown, agreed to, carried out, and what there is then."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from generator import naming
from generator.cli.json.change import place_document
from generator.cli.target import heading
from generator.cli.terminal.output import Output
from generator.count import counted
from generator.errors import ExitCode, OutsideError, SpecError

if TYPE_CHECKING:
    from generator.app.deploy.plan import Planned
    from generator.app.deploy.progress import StackOutcome
    from generator.app.deploy.session import Session
    from generator.app.diff.waiting import Waiting


def plan_only(output: Output, session: Session) -> ExitCode:
    """Show what would change, and throw the change sets away."""
    from generator.app.output.interrupt import interruptible_once

    with interruptible_once():
        plans = session.plan()
        session.discard(plans)
    problems = [problem for planned in plans for problem in planned.problems]
    errors = [planned.error for planned in plans if planned.error]
    if output.is_json:
        from generator.cli.json.change import beyond_document, planned_document, waiting_document

        beyond = session.beyond(plans)
        rows = [planned_document(planned, beyond) for planned in plans]
        rest = {**beyond_document(beyond), "next_release": waiting_document(_waiting(session))}
        rest |= {"ignored_alarms": [*session.unwatched(plans)], "before_deployer": [*session.given_up(plans)]}
        output.problems_document(problems, **place_document(session.target), stacks=rows, **rest)
    else:
        _show(output, session, plans)
        _tell_errors(output, errors)
    if problems:
        return ExitCode.PROBLEMS if output.is_json else refuse_deployment(output, SpecError(problems))
    return ExitCode.OUTSIDE if errors else ExitCode.OK


def deploy(output: Output, session: Session, *, yes: bool) -> ExitCode:
    """Show what would change, ask unless ``yes``, and do it. Raises SpecError where the guard refuses."""
    plans = session.plan()
    is_agreed = False
    try:
        problems = [problem for planned in plans for problem in planned.problems]
        if problems:
            raise SpecError(problems)
        errors = [planned.error for planned in plans if planned.error]
        if errors and output.is_json:
            _report_json(output, session, session.refused(plans))
            return ExitCode.OUTSIDE
        if not (yes and output.is_json):
            _show(output, session, plans)
        if errors:
            _tell_errors(output, errors)
            output.note("nothing was deployed")
            return ExitCode.OUTSIDE
        if refusal := session.refusal(plans):
            raise refusal
        is_agreed = yes or session.is_idle(plans) or output.agrees("Deploy that?", "nothing was deployed")
    finally:
        if not is_agreed:
            session.discard(plans)
    if not is_agreed:
        return ExitCode.PROBLEMS
    return _carry_out(output, session, plans)


def _carry_out(output: Output, session: Session, plans: Sequence[Planned]) -> ExitCode:
    from generator.app.output.write import write
    from generator.cli.terminal.board import board

    changes = write(session.target.result.build.artifacts, Path(naming.OUTPUT_FOLDER))
    if changes.written:
        files = counted(len(changes.written), "file")
        output.note(f"{naming.OUTPUT_FOLDER}: {files} written; commit them, CodeBuild reads them from the repository")
    names = [planned.stack.name for planned in plans]
    # Before anything is changed: what goes off later is heeded.
    unwatched = session.unwatched(plans)
    with board(output, names, is_wanted=not output.is_json) as tell:
        outcomes = session.carry_out(plans, tell, Event())
    if output.is_json:
        _report_json(output, session, outcomes, unwatched)
    else:
        _report(output, session, outcomes, unwatched)
    return _code(outcomes)


def _code(outcomes: Sequence[StackOutcome]) -> ExitCode:
    if all(outcome.state.is_well for outcome in outcomes):
        return ExitCode.OK
    are_ours = all(isinstance(outcome.error, SpecError) for outcome in outcomes if outcome.error)
    return ExitCode.PROBLEMS if are_ours else ExitCode.OUTSIDE


def _show(output: Output, session: Session, plans: Sequence[Planned]) -> None:
    from generator.cli.text.change import plan_lines, waiting_lines

    lines = [heading(session.target), *plan_lines(plans, session.beyond(plans)), *waiting_lines(_waiting(session))]
    output.result("\n".join([*lines, *session.given_up(plans), *_unwatched(session.unwatched(plans))]))
    if session.left_out:
        output.note(f"left out: {', '.join(stack.name for stack in session.left_out)}")


def _waiting(session: Session) -> Waiting | None:
    from generator.app.diff.waiting import waiting
    from generator.gitflow.git import Git

    return waiting(session.target.result.build, session.target.project, Git(Path.cwd(), os.environ))


def _report(output: Output, session: Session, outcomes: Sequence[StackOutcome], unwatched: Sequence[str]) -> None:
    from generator.app.deploy.connection import PENDING, PendingError
    from generator.cli.text.change import authorise_lines, outcome_line

    waiting = None
    for outcome in outcomes:
        if isinstance(outcome.error, PendingError) and outcome.error.connection.status == PENDING:
            waiting = outcome.error.connection
        elif isinstance(outcome.error, OutsideError):
            output.refusal(outcome.error)
        elif isinstance(outcome.error, SpecError):
            refuse_deployment(output, outcome.error)
    output.result(f"{heading(session.target)}: {outcome_line(outcomes, _waiting(session))}")
    for line in _unwatched(unwatched):
        output.result(line)
    if all(outcome.state.is_well for outcome in outcomes):
        for name, value in session.outputs().items():
            output.result(f"  {name}: {value}")
    if waiting:
        output.result("\n".join(authorise_lines(waiting, session.target.command("deploy"))))


def _report_json(
    output: Output, session: Session, outcomes: Sequence[StackOutcome], unwatched: Sequence[str] = ()
) -> None:
    from generator.cli.json.change import outcome_document, waiting_document

    is_ok = all(outcome.state.is_well for outcome in outcomes)
    rows = [outcome_document(outcome) for outcome in outcomes]
    outputs = dict(session.outputs()) if is_ok else {}
    rest: dict[str, Any] = {"outputs": outputs, "next_release": waiting_document(_waiting(session)), "problems": []}
    rest["ignored_alarms"] = list(unwatched)
    output.document({"ok": is_ok, **place_document(session.target), "stacks": rows, **rest})


def _unwatched(lines: Sequence[str]) -> list[str]:
    """What nothing stops a release for has to be seen."""
    from generator.cli.text import word

    return [word.bad(line) for line in lines]


def _tell_errors(output: Output, errors: Sequence[OutsideError]) -> None:
    for error in errors:
        output.refusal(error)


def refuse_deployment(output: Output, error: SpecError) -> ExitCode:
    """Tell why nothing was deployed."""
    from generator.cli.plan import refuse

    return refuse(output, error.problems, end="nothing was deployed")
