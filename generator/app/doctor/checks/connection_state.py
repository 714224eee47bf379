"""The connection to GitHub -> whether somebody has authorised it, without which no tag and no push releases."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.deploy.connection import how_to_authorise
from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.live.client import AwsError
from generator.live.connection import AVAILABLE, connection, connection_arn
from generator.live.pipeline import find_pipeline


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    if not context.project.takes_commits:
        yield ok("no connection to GitHub is needed: no pipeline builds a service")
        return
    arn = context.ask(connection_arn, context.project)
    if arn is None:
        yield not_yet("there is no connection to GitHub")
        return
    owner = arn.split(":")[4]
    try:
        found = context.ask(connection, arn)
    except AwsError as error:
        if owner == context.caller.account:
            raise
        what = f"the connection of the spec belongs to the account {owner}, which does not share it with this one"
        others = context.aws("codeconnections list-connections", "--provider-type-filter GitHub")
        yield failed(what, f"GetConnection {arn}: {error.why}", others)
        return
    if found.status == AVAILABLE:
        yield ok(f"the connection {found.name} to GitHub is {AVAILABLE}")
        return
    mend = how_to_authorise(found)
    name = context.service.names.pipeline
    if context.ask(find_pipeline, name):
        # https://github.com/pulumi/pulumi/issues/10908
        mend += f"; then save the pipeline again, which was made before and would not start: {_save_again(context)}"
    what = f"the connection {found.name} to GitHub is {found.status}: no tag and no push starts the pipeline"
    yield failed(what, f"GetConnection: {arn} is {found.status}", mend)


def _save_again(context: DiagnosisContext) -> str:
    get = context.aws("codepipeline get-pipeline", f"--name {context.service.names.pipeline}")
    file = f"{context.service.names.pipeline}.json"
    update = context.aws("codepipeline update-pipeline", f"--cli-input-json file://{file}")
    return f"{get} --query '{{pipeline: pipeline}}' --output json > {file} && {update}"


CHECK = Check(
    "connection-state",
    "the connection to GitHub",
    "https://docs.aws.amazon.com/dtconsole/latest/userguide/connections-update.html",
    _examine,
)
