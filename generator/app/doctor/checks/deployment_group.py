"""CodeDeploy's deployment group -> where it names other things than the environment has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.engines.codedeploy.engine import CodeDeploy
from generator.iam.arn import role
from generator.live.deployment import DeploymentGroup, find_deployment_group
from generator.live.traffic import listeners
from generator.naming import PRODUCTION_COLOURS
from generator.resources.alarm import alarm_names


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    names = context.service.names
    group = context.ask(find_deployment_group, context.service)
    if group is None:
        yield not_yet(f"there is no deployment group {names.deployment_group}")
        return
    balancer = context.load_balancer()
    ports = {each.port: each.arn for each in context.ask(listeners, balancer.arn)} if balancer else {}
    found = [
        failed(
            f"the deployment group's {noun}: {there}, and there should be {wanted}", _evidence(group), context.deploy
        )
        for noun, there, wanted in _parts(context, group, ports)
        if there != wanted
    ]
    yield from found
    if not found:
        yield ok(f"the deployment group {group.name} names this service, its target groups, listeners, alarms and role")


def _parts(
    context: DiagnosisContext, group: DeploymentGroup, ports: Mapping[int, str]
) -> Iterator[tuple[str, str, str]]:
    """What the group says of each part, and what it should."""
    service, names = context.service, context.service.names
    services = ", ".join(f"{cluster}/{service}" for cluster, service in group.services)
    yield "service is", services or "none", f"{names.environment.cluster}/{names.ecs_service}"
    colours = sorted(names.target_group(colour) for colour in PRODUCTION_COLOURS)
    yield "target groups are", ", ".join(sorted(group.target_groups)) or "none", ", ".join(colours)
    routes = [("production", service.project.load_balancer.production_port, group.production_listeners)]
    if service.project.load_balancer.test_port:
        routes.append(("test", service.project.load_balancer.test_port, group.test_listeners))
    for noun, port, there in routes:
        yield f"{noun} listener is", ", ".join(there) or "none", ports.get(port, f"one on port {port}")
    alarms = ", ".join(sorted(alarm_names(service)))
    yield "alarms are", ", ".join(sorted(group.alarms)) or "none", alarms or "none"
    yield "role is", group.role, context.fill(role(names.role(CodeDeploy.role)))


def _evidence(group: DeploymentGroup) -> str:
    return f"GetDeploymentGroup: {group.application}/{group.name}"


CHECK = Check(
    "deployment-group",
    "the deployment group",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html",
    _examine,
)
