"""``canaryform doctor``: looks for all that keeps an environment from releasing, and says what mends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from generator.cli import option, plan
from generator.cli.target import open_target, spec_and_environment
from generator.cli.terminal.output import Output
from generator.cli.text.complaint import printable
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.app.doctor.check import DiagnosisContext, Finding
    from generator.app.doctor.examination import Examined

_COLOURS = {"ok": "green", "failed": "red", "unknown": "yellow", "not yet": "cyan"}
_COLUMN = 8


@click.command()
@spec_and_environment
@option.as_json
@click.pass_obj
def command(output: Output, spec: str | None, environment: str | None, as_json: bool) -> ExitCode:
    """Examine an environment in AWS: stacks, roles, pipeline, service, traffic, alarms, quotas; 1 when anything failed.

    Nothing is changed. A failed check shows what AWS answered, the command that mends it and the page that says so.
    What nobody may ask is unknown, with the missing permission; that, and what is not deployed yet, is no failure.
    3 when nothing failed, and AWS did not answer everything.
    """
    output.is_json = as_json
    from generator.app.doctor.catalog import CHECKS
    from generator.app.doctor.examination import examine, is_answered, is_good, patient_of
    from generator.errors import SpecError

    try:
        context = patient_of(open_target(output, spec, environment))
    except SpecError as error:
        return plan.refuse(output, error.problems)
    with output.progress(len(CHECKS), is_wanted=not as_json) as progress:
        examined = examine(context, CHECKS, progress)
    is_whole, has_failed = is_answered(examined), not is_good(examined)
    is_ok = is_whole and not has_failed
    if as_json:
        output.document({"ok": is_ok, **_heading(context), "findings": [*_documents(examined)]})
    else:
        output.result("\n".join(_lines(context, examined)))
    if has_failed:
        return ExitCode.PROBLEMS
    return ExitCode.OK if is_whole else ExitCode.OUTSIDE


def _lines(context: DiagnosisContext, examined: Sequence[Examined]) -> Iterator[str]:
    heading = _heading(context)
    yield f"{heading['project']} {heading['environment']} ({heading['region']}, account {heading['account']})"
    for each in examined:
        for finding in each.findings:
            verdict = click.style(f"{finding.verdict:<{_COLUMN}}", fg=_COLOURS[finding.verdict])
            yield f"{verdict} {click.style(f'{each.check.id}:', bold=True)} {printable(finding.what)}"
            yield from _details(finding)
    counts = Counter(str(finding.verdict) for each in examined for finding in each.findings)
    yield ", ".join(f"{counts[verdict]} {verdict}" for verdict in _COLOURS if counts[verdict])


def _details(finding: Finding) -> Iterator[str]:
    rows = {"evidence": finding.evidence, "mend": finding.mend, "source": finding.source}
    for name, text in rows.items():
        if text:
            yield f"{'':{_COLUMN}} {click.style(f'  {name}:', fg='cyan')} {printable(text)}"


def _heading(context: DiagnosisContext) -> dict[str, str]:
    project = context.project
    return {
        "project": project.name,
        "environment": project.environment.name,
        "region": project.region,
        "account": context.caller.account,
    }


def _documents(examined: Sequence[Examined]) -> Iterator[dict[str, Any]]:
    for each in examined:
        for finding in each.findings:
            yield {
                "check": each.check.id,
                "verdict": str(finding.verdict),
                "what": finding.what,
                "evidence": finding.evidence,
                "mend": finding.mend,
                "source": finding.source,
            }
