"""``canaryform iam``: shows what each role does and why, or the policy of whoever deploys."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from generator.cli import option
from generator.cli.service import environment_of, environment_option, service_option, services_of, workloads_of
from generator.cli.terminal.output import Output
from generator.errors import ExitCode

if TYPE_CHECKING:
    from generator.app.run.batch import Result
    from generator.model.project import Project
    from generator.model.service import Service
    from generator.model.workload import Workload


@click.command()
@option.specs
@environment_option("Only this environment's.", is_repeatable=True)
@service_option("Only the roles of this service or job.")
@click.option("--deployer", is_flag=True, help="Print the policies of the role that deploys the stacks.")
@click.option(
    "--releaser",
    is_flag=True,
    help="Print the policy of whoever runs `deploy --image`, where there is no pipeline.",
)
@option.as_json
@click.pass_obj
def command(
    output: Output,
    specs: tuple[str, ...],
    environments: tuple[str, ...],
    service: str | None,
    deployer: bool,
    releaser: bool,
    as_json: bool,
) -> ExitCode:
    """Show the matrix principal x action x resource x why, from what each AWS service does by AWS's own documents.

    Without SPEC: every spec in specs/. `lint` and `generate` hold the policies to it: they allow every call of the
    matrix, and nothing else. What nobody knows before the stacks exist is in capital letters.
    """
    if deployer and service:
        raise click.UsageError("--deployer prints the policies for all services: it goes without -s.")
    if deployer and releaser:
        raise click.UsageError("--deployer and --releaser exclude each other.")
    files = option.chosen(specs)
    output.is_json = as_json
    from generator.app.run.batch import batch
    from generator.app.run.prepare import Prepare, unjudged

    with output.progress(len(files), is_wanted=not as_json) as progress:
        results = batch(files, partial(map, Prepare(judge=unjudged)), progress)
    problems = [problem for result in results for problem in result.build.problems]
    if problems and as_json:
        output.problems_document(problems, specs=[])
    elif problems:
        texts = {file: text for result in results for file, text in result.texts.items()}
        output.problems(problems, texts, are_result=False)
    if problems:
        return ExitCode.PROBLEMS
    chosen = _chosen(results, environments)
    if deployer:
        _print_deployers(output, chosen)
    elif releaser:
        _print_releasers(output, services_of([project for _, project in chosen], service))
    else:
        _print_matrix(output, workloads_of([project for _, project in chosen], service))
    return ExitCode.OK


def _chosen(results: Sequence[Result], environments: Sequence[str]) -> list[tuple[Result, Project]]:
    every = [(result, project) for result in results for project in result.build.projects]
    for name in environments:
        environment_of([project for _, project in every], name)
    return [each for each in every if not environments or each[1].environment.name in environments]


def _print_deployers(output: Output, chosen: Sequence[tuple[Result, Project]]) -> None:
    from generator.app.judge.matrix import deployer_documents

    documents = [
        {
            "project": project.name,
            "environment": project.environment.name,
            "policies": dict(deployer_documents(result.build, project.environment.name)),
        }
        for result, project in chosen
    ]
    if output.is_json:
        output.document({"ok": True, "deployers": documents, "problems": []})
        return
    for document in documents:
        output.note(f"{document['project']} {document['environment']}: policies of its deployer")
        output.result(json.dumps(document["policies"], indent=2))


def _print_releasers(output: Output, services: Sequence[Service]) -> None:
    from generator.app.judge.matrix import releaser_document

    made = [(_heading(service), releaser_document(service)) for service in services if not service.release.pipeline]
    if output.is_json:
        output.document({"ok": True, "releasers": [{**place, "policy": each} for place, each in made], "problems": []})
        return
    if not made:
        output.note(f"released by pipelines, and by nobody else: {', '.join(sorted({each.name for each in services}))}")
    for place, document in made:
        words = " ".join(filter(None, (place["project"], place["environment"], place.get("service"))))
        output.note(f"{words}: policy of whoever releases its images")
        output.result(json.dumps(document, indent=2))


def _print_matrix(output: Output, workloads: Sequence[Workload]) -> None:
    from generator.app.judge.matrix import matrix
    from generator.cli.text.access import matrix_page, matrix_table

    made = [(workload, [*matrix(workload)]) for workload in workloads]
    if output.is_json:
        environments = [{**_heading(workload), "principals": [*map(_principal, rows)]} for workload, rows in made]
        output.document({"ok": True, "environments": environments, "problems": []})
        return
    for number, (workload, principals) in enumerate(made):
        heading = _heading(workload)
        names = " ".join(value for key, value in heading.items() if key != "region")
        rows = [row for _, some in principals for row in some]
        output.result(f"{chr(10) * bool(number)}{names} ({heading['region']})")
        if output.width:
            output.result(matrix_page(rows, output.width))
        else:
            output.result(matrix_table(rows, has_box_characters=output.has_box_characters))


def _heading(workload: Workload) -> dict[str, str]:
    project = workload.project
    which = {"service": workload.name} if len(project.services) > 1 else {}
    if workload in project.jobs:
        which = {"job": workload.name}
    return {"project": project.name, "environment": project.environment.name, **which, "region": project.region}


def _principal(made: tuple[Any, Any]) -> dict[str, Any]:
    principal, rows = made
    calls = [
        {
            "action": row.action,
            "resource": row.resource,
            "context": dict(row.context),
            "why": row.why,
            "source": row.source,
        }
        for row in rows
    ]
    return {"name": principal.name, "service": principal.service or None, "calls": calls}
