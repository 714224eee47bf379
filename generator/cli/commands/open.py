"""``canaryform open``: prints where a service answers, or where its pipeline is seen, and opens that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.service import one_service
from generator.cli.target import chosen_service, open_service, profile, spec_and_environment
from generator.cli.terminal.output import Output
from generator.errors import ExitCode, OutsideError

if TYPE_CHECKING:
    from generator.app.run.target import Target


@click.command()
@spec_and_environment
@one_service
@click.option("--console", is_flag=True, help="The pipeline's page in the console of AWS instead.")
@click.option("--print", "is_print", is_flag=True, help="Print the address, and open nothing.")
@profile
@click.pass_obj
def command(
    output: Output,
    spec: str | None,
    environment: str | None,
    service: str | None,
    console: bool,
    is_print: bool,
) -> ExitCode:
    """Print the address of a service, and open it in the browser where there is one.

    AWS is asked only where the spec names no domain.
    """
    from generator.cli.plan import refuse
    from generator.errors import SpecError

    try:
        address = _address(output, spec, environment, service, is_console=console)
    except SpecError as error:
        return refuse(output, error.problems)
    output.result(address)
    if not is_print:
        _open(output, address)
    return ExitCode.OK


def _address(
    output: Output, spec: str | None, environment: str | None, service: str | None, *, is_console: bool
) -> str:
    from generator.app.run.target import read_spec
    from generator.app.status.address import service_address
    from generator.cli.plan import only_spec
    from generator.live.pipeline import console_url
    from generator.model.worker import Worker

    wanted = chosen_service(read_spec(spec or only_spec()), environment, service)
    if is_console and not wanted.release.pipeline:
        raise click.UsageError(f"{wanted.names.base} has no pipeline that could be seen: the spec asks for none.")
    if is_console:
        return console_url(wanted.names.pipeline, wanted.project.region)
    if isinstance(wanted, Worker):
        hint = f"`canaryform logs -s {wanted.name}` prints what it writes"
        hint += ", --console leads to its pipeline" if wanted.release.pipeline else ""
        if wanted.is_named:
            hint = f"others of {wanted.environment.name} that connect reach it at {wanted.name}:{wanted.container.port}"
        raise OutsideError(f"{wanted.name} has no address", "no load balancer sends requests to a worker", hint)
    if wanted.route.closed:
        what, why = f"{wanted.name} has no address", "its route is closed: the load balancer sends it nothing"
        hint = f"other services of {wanted.environment.name} reach it at http://{wanted.name}:{wanted.container.target_port}"
        raise OutsideError(what, why, hint)
    return service_address(wanted, "") or _asked(open_service(output, spec, environment, service))


def _asked(target: Target) -> str:
    from generator.app.engine.front import front, words_of_production
    from generator.app.status.address import service_address
    from generator.live.ask import AskNow

    found = front(target.project, AskNow(target.aws))
    what = f"{target.project.name} {target.project.environment.name} has no address yet"
    if found is None:
        name, is_given = target.project.names.load_balancer, bool(target.project.load_balancer.existing)
        way = "name one that is" if is_given else f"`{target.command('deploy')}` makes it"
        raise OutsideError(what, f"there is no load balancer {name}", way)
    address = service_address(target.service, found.balancer.dns_name, found.production)
    if not address:
        raise OutsideError(what, f"{found.balancer.name} has no {words_of_production(target.project)}")
    return address


def _open(output: Output, address: str) -> None:
    import webbrowser

    try:
        is_open = webbrowser.open(address)
    except webbrowser.Error:
        is_open = False
    if not is_open:
        output.note("no browser could be opened here")
