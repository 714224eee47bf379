"""What whoever runs ``canaryform deploy --image`` may do: to release one image of one service, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from awacs import cloudwatch, ecr, ecs
from awacs.aws import PolicyDocument, Statement, StringEquals
from troposphere import Region

from generator.cfn import arn
from generator.model.service import Service
from generator.policies.job import update_jobs
from generator.policies.statement import allow
from generator.policies.trust import policy


def permissions(service: Service, release: Sequence[Statement]) -> PolicyDocument:
    """``release`` is what the engine's releases take."""
    names = service.names
    running = arn.regional("ecs", f"service/{names.environment.cluster}/{names.ecs_service}")
    here = StringEquals("aws:RequestedRegion", Region)
    looks = [
        allow("LookAtService", [ecs.DescribeServices], [running]),
        # It knows no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
        allow("LookAtVersion", [ecs.DescribeTaskDefinition], ["*"], here),
    ]
    if service.image_address is None:
        images = arn.regional("ecr", f"repository/{service.image_repository}")
        looks.append(allow("LookAtImage", [ecr.DescribeImages], [images]))
    if service.release.alarms.are_any:
        looks.append(allow("LookAtAlarms", [cloudwatch.DescribeAlarms], [arn.regional("cloudwatch", "alarm:*")]))
    return policy([*looks, *release, *update_jobs(service)])
