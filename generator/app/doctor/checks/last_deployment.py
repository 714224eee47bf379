"""CodeDeploy's last deployment -> why it failed or was taken back."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, not_yet, ok, unknown
from generator.app.doctor.remedy import failure
from generator.live.deployment import deployments, find_deployment_group


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    group = context.ask(find_deployment_group, context.service)
    if group is None or not group.last_attempted:
        yield not_yet("there was no deployment")
        return
    last = next(iter(context.ask(deployments, (group.last_attempted,))), None)
    if last and last.rolls_back:
        # The way back is the newer one, and says nothing of why.
        last = next(iter(context.ask(deployments, (last.rolls_back,))), last)
    if last is None:
        yield unknown(f"CodeDeploy knows nothing of its deployment {group.last_attempted}")
    elif last.is_running:
        yield ok(f"the deployment {last.id} is under way")
    elif last.status == "Succeeded":
        yield ok(f"the last deployment {last.id} succeeded")
    else:
        back = " and was taken back" if last.rollback else ""
        said = last.error or last.message or last.status
        look = context.aws("deploy get-deployment", f"--deployment-id {last.id}")
        yield failure(context, f"the last deployment {last.id} {last.status.lower()}{back}", said, look)


CHECK = Check(
    "last-deployment",
    "the last deployment",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/error-codes.html",
    _examine,
)
