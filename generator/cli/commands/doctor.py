"""``canaryform doctor``: looks for all that keeps an environment from releasing, and says what mends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import click

from generator.cli import option, plan
from generator.cli.service import one_service
from generator.cli.target import open_services, profile, spec_and_environment
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
@one_service
@profile
@option.as_json
@click.pass_obj
def command(output: Output, spec: str | None, environment: str | None, service: str | None, as_json: bool) -> ExitCode:
    """Examine an environment: stacks, roles, pipeline, service, jobs, alarms, quotas, GitHub; 1 when one failed.

    Nothing is changed. A failed check shows what AWS answered, the command that mends it and the page that says so.
    What nobody may ask is unknown, with the missing permission; that, and what is not deployed yet, is no failure.
    3 when nothing failed, and AWS did not answer everything.
    """
    output.is_json = as_json
    from generator.app.doctor.catalog import checks
    from generator.app.doctor.examination import examine, is_answered, is_good, patient_of
    from generator.app.github.standing import ask
    from generator.errors import SpecError

    try:
        targets = open_services(output, spec, environment, service)
    except SpecError as error:
        return plan.refuse(output, error.problems)
    github = cache(partial(ask, targets[0].result.build.file))
    results = []
    for context in (patient_of(target, github) for target in targets):
        wanted = checks(context)
        with output.progress(len(wanted), is_wanted=not as_json) as progress:
            results.append((context, examine(context, wanted, progress)))
    is_whole = all(is_answered(examined) for _, examined in results)
    has_failed = not all(is_good(examined) for _, examined in results)
    if as_json:
        documents = [{**_heading(context), "findings": [*_documents(examined)]} for context, examined in results]
        rest = documents[0] if len(documents) == 1 else {"services": documents}
        output.document({"ok": is_whole and not has_failed, **rest})
    else:
        output.result("\n\n".join("\n".join(_lines(*result)) for result in results))
    if has_failed:
        return ExitCode.PROBLEMS
    return ExitCode.OK if is_whole else ExitCode.OUTSIDE


def _lines(context: DiagnosisContext, examined: Sequence[Examined]) -> Iterator[str]:
    heading = _heading(context)
    names = " ".join(value for key, value in heading.items() if key not in {"region", "account"})
    yield f"{names} ({heading['region']}, account {heading['account']})"
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
    which = {"service": context.service.name} if len(project.services) > 1 else {}
    if context.job:
        which = {"job": context.job.name}
    return {
        "project": project.name,
        "environment": project.environment.name,
        **which,
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
