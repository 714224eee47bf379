"""ECS's events of a release, as rules that tell people: that it came to nothing, and that it waits for them."""

from __future__ import annotations

from typing import Any

from troposphere.events import Rule

from generator import naming
from generator.cfn import arn
from generator.model.service import Service
from generator.naming import logical
from generator.resources.event_rule import rule


def deployment_failed(service: Service, topic: Any) -> Rule:
    """AWS promises the event for rolling updates, and says nothing of others: the pipeline's failure is told too.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
    """
    return rule(
        service,
        topic,
        logical.DEPLOYMENT_RULE,
        "deployment-failed",
        {
            "source": ["aws.ecs"],
            "detail-type": ["ECS Deployment State Change"],
            "resources": [_service(service)],
            "detail": {"eventName": ["SERVICE_DEPLOYMENT_FAILED"]},
        },
        {"id": "$.detail.deploymentId", "reason": "$.detail.reason"},
        f"Release <id> failed: <reason>. {'The traffic is, or is' if service.answers else 'The tasks are, or are'} "
        "going, back to the version before.",
    )


def release_waits(service: Service, topic: Any) -> Rule:
    """A release has come to its pause. Which of its ARNs the event holds, no page says: either is this service's.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
    """
    names = service.names
    deployments = arn.regional("ecs", f"service-deployment/{names.environment.cluster}/{names.ecs_service}/")
    return rule(
        service,
        topic,
        logical.WAITING_RULE,
        naming.WAITING_RULE,
        {
            "source": ["aws.ecs"],
            "detail-type": ["ECS Hook State Change"],
            "resources": [_service(service), {"prefix": deployments}],
            "detail": {"eventName": ["HOOK_AWAITING_ACTION"]},
        },
        {"resource": "$.resources[0]"},
        f"A release waits for somebody: canaryform continue -e {service.environment.name}{_option(service)} lets it go "
        "on, with --rollback it goes back. <resource>",
    )


def _service(service: Service) -> Any:
    return arn.regional("ecs", f"service/{service.names.environment.cluster}/{service.names.ecs_service}")


def _option(service: Service) -> str:
    return "" if service.name == naming.MAIN else f" -s {service.name}"
