"""``canaryform power``: says how good a canary is: what its alarms catch, and what would catch more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli import option, plan
from generator.cli.service import one_service
from generator.cli.target import chosen_service, connecting, profile, spec_and_environment
from generator.cli.terminal.output import Output
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.app.run.batch import Result
    from generator.canary.answers import Load
    from generator.model.service import Service

_OVERVIEW = (0.3, 1.0, 5.0, 20.0, 100.0)
"""Requests a second, where nobody says how many there are."""


@click.command()
@spec_and_environment
@one_service
@click.option(
    "--requests", metavar="RATE", type=option.Number(0, 1_000_000), help="Requests a second, of all versions."
)
@click.option("--errors", metavar="PERCENT", type=option.Number(0, 100), help="Usual 5xx answers, in percent.")
@click.option("--slow", metavar="PERCENT", type=option.Number(0, 100), help="Usual slow answers, in percent.")
@click.option(
    "--bad",
    "percents",
    metavar="PERCENT",
    type=option.Number(0, 100, min_open=True),
    multiple=True,
    help="How many percent of its answers a bad release fails; several times for several.",
)
@click.option("--live", is_flag=True, help="Take both from the last two weeks in CloudWatch.")
@click.option(
    "--template",
    "templates",
    metavar="FILE",
    type=click.Path(),
    multiple=True,
    help="A template changed by hand, in place of the one that the spec gives.",
)
@profile
@option.as_json
@click.pass_obj
def command(
    output: Output,
    spec: str | None,
    environment: str | None,
    service: str | None,
    requests: float | None,
    errors: float | None,
    slow: float | None,
    percents: tuple[float, ...],
    live: bool,
    templates: tuple[str, ...],
    as_json: bool,
) -> ExitCode:
    """Say how many bad releases the canary of an environment catches, and what would catch more.

    Summed up from the alarms of the templates, how traffic moves, and `traffic:` of the spec. Errors are taken to be
    independent of each other, which real ones are not: real canaries catch less.
    """
    output.is_json = as_json
    if requests == 0:
        raise click.UsageError("Without requests there is nothing to see: no canary catches anything.")
    if live and (requests is not None or errors is not None):
        raise click.UsageError("--live excludes --requests and --errors.")
    from generator.app.run.prepare import unjudged
    from generator.app.run.target import read_spec
    from generator.errors import SpecError

    try:
        result = read_spec(spec or plan.only_spec(), unjudged)
        chosen = chosen_service(result, environment, service)
        if not chosen.answers:
            raise click.UsageError(
                f"{chosen.name} is a worker: no traffic is shifted in its releases, and how many of its messages fail "
                "no page can sum up. docs/workers.md says what stops them."
            )
        if chosen.route.closed:
            raise click.UsageError(
                f"The route of {chosen.name} is closed: no request reaches it through the load balancer, and nothing "
                "counts what other services ask of it. Tasks that are unhealthy, or fail, are what stops its releases."
            )
        loads = _loads(output, result, chosen, requests, errors, slow, live=live)
        return _show(output, result, chosen, loads, percents, templates)
    except SpecError as error:
        return plan.refuse(output, error.problems)


def _loads(
    output: Output,
    result: Result,
    service: Service,
    requests: float | None,
    errors: float | None,
    slow: float | None,
    *,
    live: bool,
) -> list[Load]:
    """What is known of the traffic; an overview of several rates where nothing is."""
    from generator.app.power.answer import USUALLY_SLOW
    from generator.canary.answers import Load

    if live:
        from generator.app.run.traffic import usual

        requests, errors, _ = usual(result, service, connecting(output))
    traffic = service.traffic
    rate = traffic.requests if requests is None else requests
    usual_errors = traffic.errors if errors is None else errors
    rates = _OVERVIEW if rate is None else (rate,)
    return [Load(each, usual_errors, USUALLY_SLOW if slow is None else slow) for each in rates]


def _show(
    output: Output,
    result: Result,
    service: Service,
    loads: list[Load],
    percents: tuple[float, ...],
    templates: tuple[str, ...],
) -> ExitCode:
    from generator.app.handwritten.rollout import rollout_with
    from generator.app.power.answer import PERCENTS, answer
    from generator.app.power.search import search

    rollout = rollout_with(result.build, service, templates)
    if rollout.course is None:
        raise click.UsageError("No template says how traffic moves: give the one with the deployment configuration.")
    answers = [answer(rollout, rollout.course, load, percents or PERCENTS) for load in loads]
    better = search(service, loads[0]) if len(loads) == 1 else None
    if output.is_json:
        from generator.cli.json.power import power_document

        output.document(power_document(service, answers, better))
        return ExitCode.OK
    from generator.cli.text.power_page import power_page

    output.result(power_page(service, answers, better, has_box_characters=output.has_box_characters))
    return ExitCode.OK
