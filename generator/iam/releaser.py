"""What ``canaryform deploy --image`` calls: whoever releases the images of a service that has no pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.iam import job
from generator.iam.arn import regional
from generator.iam.call import Call, Principal, calls
from generator.model.service import Service

NAME = "releaser"
_HERE = {"aws:RequestedRegion": "${AWS::Region}"}
_ECS = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html"
_ECR = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html"
_ALARMS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-identity-based-access-control-cw.html"


def releaser(service: Service, release: Iterable[Call]) -> Principal:
    """A person, or somebody's CI: no role of ours. ``release`` is what the engine's releases take."""
    return Principal(NAME, "", None, _ECS, (*_look(service), *release, *job.update_calls(service, NAME)))


def _look(service: Service) -> Iterator[Call]:
    names = service.names
    running = regional("ecs", f"service/{names.environment.cluster}/{names.ecs_service}")
    yield from calls(NAME, {"ecs:DescribeServices": "looks what runs"}, [running], _ECS)
    version = {"ecs:DescribeTaskDefinition": "looks which version that is"}
    yield from calls(NAME, version, ["*"], _ECS, _HERE)
    image = {"ecr:DescribeImages": "looks whether the image is there, and what it is the version of"}
    if service.image_address is None:
        yield from calls(NAME, image, [regional("ecr", f"repository/{service.image_repository}")], _ECR)
    if service.release.alarms.are_any:
        alarms = {"cloudwatch:DescribeAlarms": "looks whether an alarm would stop the release at once"}
        yield from calls(NAME, alarms, [regional("cloudwatch", "alarm:*")], _ALARMS)
