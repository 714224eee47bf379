"""A service that a test drives -> ECS's answers about it, in the shapes of its API.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.ecs.configuration import RefusedError
from tests.ecs.deployment import ActiveHook, Deployment, Revision
from tests.ecs.service import EcsService

_DESCRIBED = 20
"""Deployments that one call tells of."""


@dataclass
class EcsApi:
    """The operations of ECS, each with the request's parameters."""

    service: EcsService
    minutes_a_look: int = 0
    """How far the clock goes on whenever somebody asks for deployments."""

    def describe_services(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """While a deployment runs, ``taskDefinition`` is already the new one's."""
        newest = self.service.current.target if self.service.current else self.service.live
        there = [each for each in self.service.revisions if each.running or each is newest]
        last = self.service.deployments[-1:]
        found = {
            "serviceArn": self.service.arn,
            "serviceName": self.service.arn.rpartition("/")[2],
            "status": "ACTIVE",
            "deploymentController": {"type": "ECS"},
            "desiredCount": newest.desired,
            "runningCount": sum(each.running for each in there),
            "pendingCount": 0,
            "taskDefinition": newest.task_definition,
            "loadBalancers": [self._route(self.service.groups[0])],
            "currentServiceRevisions": [
                {"arn": each.arn, "requestedTaskCount": each.desired, "runningTaskCount": each.running}
                for each in there
            ],
            **({"currentServiceDeployment": last[0].arn} if last else {}),
            "events": [],
        }
        return {"services": [found], "failures": []}

    def list_service_deployments(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """The newest first, as the console has them; AWS does not say in which order."""
        self.service.advance(self.minutes_a_look)
        wanted = given.get("status") or ()
        rows = [
            {
                "serviceDeploymentArn": each.arn,
                "serviceArn": self.service.arn,
                "createdAt": self.service.time(each.created),
                "targetServiceRevisionArn": each.target.arn,
                "status": each.status,
            }
            for each in reversed(self.service.deployments)
            if not wanted or each.status in wanted
        ]
        return {"serviceDeployments": rows}

    def describe_service_deployments(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Those of the given ARNs."""
        arns = given["serviceDeploymentArns"]
        if len(arns) > _DESCRIBED:
            raise RefusedError("InvalidParameterException", f"{len(arns)} ARNs are more than {_DESCRIBED}")
        self.service.advance(self.minutes_a_look)
        found = [each for each in self.service.deployments if each.arn in arns]
        missing = [arn for arn in arns if arn not in {each.arn for each in found}]
        failures = [{"arn": arn, "reason": "MISSING"} for arn in missing]
        return {"serviceDeployments": [*map(self._described, found)], "failures": failures}

    def describe_service_revisions(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """What each runs, and which target group its tasks go to."""
        rows = [
            {
                "serviceRevisionArn": each.arn,
                "serviceArn": self.service.arn,
                "taskDefinition": each.task_definition,
                "loadBalancers": [self._route(self.service.groups[0])],
                "resolvedConfiguration": {"loadBalancers": [{"targetGroupArn": each.group}]},
            }
            for each in self.service.revisions
            if each.arn in given["serviceRevisionArns"]
        ]
        return {"serviceRevisions": rows, "failures": []}

    def stop_service_deployment(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raises RefusedError."""
        arn = given["serviceDeploymentArn"]
        self.service.find(arn).stop(given.get("stopType", "ROLLBACK"))
        return {"serviceDeploymentArn": arn}

    def continue_service_deployment(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raises RefusedError."""
        arn = given["serviceDeploymentArn"]
        self.service.find(arn).go_on(given["hookId"], given.get("action", "CONTINUE"))
        return {"serviceDeploymentArn": arn}

    def update_service(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raises RefusedError."""
        self.service.update(given)
        return {"service": self.describe_services({})["services"][0]}

    def _route(self, group: str) -> Mapping[str, Any]:
        name, port = self.service.container
        return {"targetGroupArn": group, "containerName": name, "containerPort": port}

    def _described(self, each: Deployment) -> Mapping[str, Any]:
        alarms = each.configuration.alarms
        state = "TRIGGERED" if each.triggered else "MONITORING" if each.is_running else "MONITORING_COMPLETE"
        back = each.rollback
        ended = {} if each.ended is None else {"finishedAt": self.service.time(each.ended)}
        return {
            "serviceDeploymentArn": each.arn,
            "serviceArn": self.service.arn,
            "createdAt": self.service.time(each.created),
            "startedAt": self.service.time(each.created),
            **ended,
            "status": each.status,
            **({"statusReason": each.reason} if each.reason else {}),
            **({"lifecycleStage": each.stage} if each.stage else {}),
            "sourceServiceRevisions": [_summary(each.source, 100 - each.production, 100 - each.test)],
            "targetServiceRevision": _summary(each.target, each.production, each.test),
            "lifecycleHookDetails": [self._hook(hook) for hook in each.open_hooks],
            "deploymentConfiguration": {
                "strategy": each.configuration.strategy,
                "bakeTimeInMinutes": each.configuration.bake,
            },
            **({"rollback": self._rollback(back.reason, back.since, each.source.arn)} if back else {}),
            "alarms": {
                "status": state if alarms else "DISABLED",
                "alarmNames": [*alarms],
                "triggeredAlarmNames": each.triggered,
            },
        }

    def _rollback(self, reason: str, since: int, revision: str) -> Mapping[str, Any]:
        return {"reason": reason, "startedAt": self.service.time(since), "serviceRevisionArn": revision}

    def _hook(self, active: ActiveHook) -> Mapping[str, Any]:
        return {
            "hookId": active.id,
            "targetType": active.hook.type,
            "status": active.status,
            "expiresAt": self.service.time(active.since + active.hook.timeout),
            "timeoutAction": active.hook.action,
            **({"targetArn": active.hook.function} if active.hook.function else {}),
        }


def _summary(revision: Revision, production: float, test: float) -> Mapping[str, Any]:
    return {
        "arn": revision.arn,
        "requestedTaskCount": revision.desired,
        "runningTaskCount": revision.running,
        "requestedProductionTrafficWeight": round(production, 1),
        "requestedTestTrafficWeight": round(test, 1),
    }
