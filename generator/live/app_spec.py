"""App specs as CodeDeploy has them: those of earlier deployments, and a deployment of one.

https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from generator.live.client import Aws
from generator.live.codedeploy import group_of
from generator.model.service import Service

_LOOKED_AT = 100
_BATCH = 25
"""As many deployments as one call describes."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def app_specs(aws: Aws, service: Service) -> Iterator[str]:
    """The texts of the last hundred deployments that CodeDeploy still tells, the newest first."""
    ids = [*islice(aws.pages("codedeploy", "list_deployments", "deployments", **group_of(service)), _LOOKED_AT)]
    rows = []
    for first in range(0, len(ids), _BATCH):
        answer = aws.call(aws.client("codedeploy").batch_get_deployments, deploymentIds=ids[first : first + _BATCH])
        rows += answer.get("deploymentsInfo", ())
    for row in sorted(rows, key=lambda each: each.get("createTime") or _LONG_AGO, reverse=True):
        revision = row.get("revision", {})
        text = revision.get("appSpecContent", {}).get("content") or revision.get("string", {}).get("content")
        if text:
            yield text


def deploy(aws: Aws, service: Service, app_spec: str, alarms: Sequence[str] | None, description: str) -> str:
    """Begin a deployment that heeds just ``alarms`` instead of the deployment group's, or with None those; its id.

    The override is what takes ``codedeploy:UpdateDeploymentGroup`` beside ``codedeploy:CreateDeployment``.
    https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html
    """
    heeded = [{"name": name} for name in alarms or ()]
    override = {} if alarms is None else {"overrideAlarmConfiguration": {"enabled": bool(heeded), "alarms": heeded}}
    answer = aws.call(
        aws.client("codedeploy").create_deployment,
        **group_of(service),
        revision={"revisionType": "AppSpecContent", "appSpecContent": {"content": app_spec}},
        **override,
        description=description,
    )
    return str(answer["deploymentId"])
