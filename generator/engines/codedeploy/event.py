"""CodeDeploy's event of a release that came to nothing, as a rule that tells people."""

from __future__ import annotations

from typing import Any

from troposphere.events import Rule

from generator.model.service import Service
from generator.naming import logical
from generator.resources.event_rule import rule


def deployment_failed(service: Service, topic: Any) -> Rule:
    """A release failed, or was stopped by a person, an alarm or a rollback.

    https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
    """
    names = service.names
    return rule(
        service,
        topic,
        logical.DEPLOYMENT_RULE,
        "deployment-failed",
        {
            "source": ["aws.codedeploy"],
            "detail-type": ["CodeDeploy Deployment State-change Notification"],
            "detail": {
                "application": [names.application],
                "deploymentGroup": [names.deployment_group],
                "state": ["FAILURE", "STOP"],
            },
        },
        {"state": "$.detail.state", "id": "$.detail.deploymentId"},
        "Release <id>: <state>. The traffic is, or is going, back to the version before.",
    )
