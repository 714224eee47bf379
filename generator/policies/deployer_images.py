"""A service without a pipeline -> what its deployer needs to release images of it, by kind of thing.

What ``policies/releaser.py`` allows for one service, in the words of the deployer's own policies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.service import Service

_LOOKS = {
    "*": "ecs:DescribeTaskDefinition",
    "any-alarm": "cloudwatch:DescribeAlarms",
    "ecs-service": "ecs:DescribeServices",
}
_LOOKS_AT_IMAGE = {"repository": "ecr:DescribeImages"}
_UPDATE = {"release-role": "iam:PassRole", "stack": "cloudformation:UpdateStack"}
_BEGINS: Mapping[str, Mapping[str, str]] = {
    "codedeploy": {
        "*": "codedeploy:GetDeploymentTarget ecs:RegisterTaskDefinition",
        "application": "codedeploy:GetApplicationRevision codedeploy:RegisterApplicationRevision",
        "deployment-config": "codedeploy:GetDeploymentConfig",
        "deployment-group":
            "codedeploy:BatchGetDeployments codedeploy:CreateDeployment codedeploy:GetDeploymentGroup "
            "codedeploy:ListDeployments",
        "task-definition": "ecs:TagResource",
        "task-roles": "iam:PassRole",
    },
    "ecs": {
        **_UPDATE,
        "ecs-service": "ecs:ListServiceDeployments",
        "service-deployment": "ecs:DescribeServiceDeployments",
        "service-revision": "ecs:DescribeServiceRevisions",
    },
}  # fmt: skip
"""Engine -> what begins a release of its own, and watches it."""


def image_calls(service: Service) -> Iterator[tuple[str, str]]:
    """Kind of thing and action; nothing where a pipeline releases."""
    if service.release.pipeline:
        return
    images = {} if service.image_address else _LOOKS_AT_IMAGE
    for table in (_LOOKS, images, _BEGINS[service.release.engine], _UPDATE if service.jobs else {}):
        for kind, actions in table.items():
            yield from ((kind, action) for action in actions.split())
