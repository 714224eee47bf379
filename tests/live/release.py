"""The shop's environment ``prod`` in a release: what AWS answers before, during and after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from generator.app.build.compile import compile_spec
from generator.model.service import Service
from generator.resources.alarm import alarm_names
from tests.live.environment import BALANCER, BLUE, GREEN, HEALTHY, NOON, REVISION, SPEC, rules, service
from tests.live.stand_in import ACCOUNT, Answer, Answers, Refusal

NEW_REVISION, OLD_REVISION = (REVISION.replace(":7", number) for number in (":8", ":6"))
DNS_NAME = "shop-prod-1234567890.us-west-2.elb.amazonaws.com"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGESTS = {
    REVISION: f"sha256:{'a' * 64}",
    NEW_REVISION: f"sha256:{'b' * 64}",
    OLD_REVISION: f"sha256:{'c' * 64}",
}
VERSIONS = {REVISION: "1.2.3", NEW_REVISION: "1.3.0", OLD_REVISION: "1.2.2"}
RELEASE, ROLLBACK, DESPITE = "d-RELEASE01", "d-ROLLBACK1", "d-DESPITE01"
RUN = "11111111-2222-3333-4444-555555555555"
_IMAGES = {f"v{version}": DIGESTS[revision] for revision, version in VERSIONS.items()}


def alarms(**states: str) -> Mapping[str, Any]:
    """DescribeAlarms of all that the spec asks for; ``blue_errors="ALARM"`` fires one."""
    names = alarm_names(_service())
    found = {name: states.get(name.removeprefix("shop-prod-").replace("-", "_"), "OK") for name in names}
    rows = [
        {"AlarmName": name, "StateValue": state, "StateReason": f"it is {state}", "StateUpdatedTimestamp": NOON}
        for name, state in found.items()
    ]
    return {"MetricAlarms": rows}


def pipeline(newest: str = "Succeeded", trigger: str = "WebhookV2", **stages: Mapping[str, Any]) -> Answers:
    """The pipeline, its stages in order; an action is told apart from its stage by ``actionName`` alone."""
    wanted = {"Source": stage(), "Build": stage(), "Deploy": stage(), **stages}
    rows = [{"stageName": name, **found} for name, found in wanted.items()]
    run = {
        "pipelineExecutionId": RUN,
        "status": newest,
        "startTime": NOON,
        "trigger": {"triggerType": trigger},
        "sourceRevisions": [{"actionName": "Source", "revisionId": "0123456789ab", "revisionSummary": "Add a basket"}],
    }
    return {
        ("codepipeline", "GetPipelineState"): {"pipelineName": "shop-prod", "stageStates": rows},
        ("codepipeline", "ListPipelineExecutions"): {"pipelineExecutionSummaries": [run]},
    }


def tagged(**commits: str) -> Mapping[str, Any]:
    """ListActionExecutions of runs that tags started; ``v1_2_2`` is v1.2.2."""
    rows = [
        {"actionName": action, "status": "Succeeded", "output": {"outputVariables": variables}}
        for tag, commit in commits.items()
        for action, variables in (
            ("Build", {"TagName": tag.replace("_", ".")}),
            ("Source", {"TagName": tag.replace("_", "."), "CommitId": commit, "BranchName": "main"}),
        )
    ]
    return {"actionExecutionDetails": [{"actionName": "Deploy", "status": "InProgress"}, *rows]}


def stage(status: str = "Succeeded", **latest: Any) -> Mapping[str, Any]:
    """One stage with one action."""
    action = {"status": status, **latest}
    return {
        "actionStates": [{"actionName": "Act", "latestExecution": action}],
        "latestExecution": {"pipelineExecutionId": RUN, "status": status},
    }


def deployment(id: str, status: str, **more: Any) -> Mapping[str, Any]:
    """One deployment."""
    return {"deploymentId": id, "status": status, "createTime": NOON, **more}


def group(last: str) -> Mapping[str, Any]:
    """GetDeploymentGroup."""
    found: Any = HEALTHY["codedeploy", "GetDeploymentGroup"]
    info = found["deploymentGroupInfo"]
    return {"deploymentGroupInfo": {**info, "lastAttemptedDeployment": {"deploymentId": last, "status": "Succeeded"}}}


def by_id(*found: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Answer]:
    """BatchGetDeployments."""
    return lambda parameters: {
        "deploymentsInfo": [each for each in found if each["deploymentId"] in parameters["deploymentIds"]]
    }


def targets(**healthy: int) -> Callable[[Mapping[str, Any]], Answer]:
    """DescribeTargetHealth: how many targets of a colour are healthy; with a minus sign, unhealthy."""

    def answer(parameters: Mapping[str, Any]) -> Answer:
        colour = "blue" if parameters["TargetGroupArn"] == BLUE else "green"
        number = healthy.get(colour, 0)
        state = {"State": "healthy"}
        if number < 0:
            state = {"State": "unhealthy", "Description": "Health checks failed with these codes: [503]"}
        rows = [
            {"Target": {"Id": f"10.0.0.{each}", "Port": 3000}, "TargetHealth": state} for each in range(abs(number))
        ]
        return {"TargetHealthDescriptions": rows}

    return answer


def task_sets(*sets: tuple[str, str, str]) -> Mapping[str, Any]:
    """DescribeServices: the status, the revision and the target group of each task set."""
    rows = [
        {
            "id": f"ecs-svc/{number}",
            "status": status,
            "taskDefinition": revision,
            "computedDesiredCount": 2,
            "runningCount": 2,
            "loadBalancers": [{"targetGroupArn": target_group, "containerName": "shop", "containerPort": 3000}],
        }
        for number, (status, revision, target_group) in enumerate(sets)
    ]
    return service(taskSets=rows)


def split(original: float, replacement: float) -> Mapping[str, Any]:
    """GetDeploymentTarget in the middle of a release from blue to green."""
    sets = [
        {"taskSetLabel": label, "status": status, "trafficWeight": weight, "targetGroup": {"name": f"shop-prod-{name}"}}
        for label, status, weight, name in (
            ("Blue", "PRIMARY", original, "blue"),
            ("Green", "ACTIVE", replacement, "green"),
        )
    ]
    steps = [
        {"lifecycleEventName": "Install", "status": "Succeeded"},
        {"lifecycleEventName": "AllowTraffic", "status": "InProgress"},
        {"lifecycleEventName": "AfterAllowTraffic", "status": "Pending"},
    ]
    target = {"taskSetsInfo": sets, "lifecycleEvents": steps, "status": "InProgress"}
    return {"deploymentTarget": {"deploymentTargetType": "ECSTarget", "ecsTarget": target}}


def _task_definition(parameters: Mapping[str, Any]) -> Answer:
    arn = parameters["taskDefinition"]
    container = {
        "name": "shop",
        "image": f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/shop@{DIGESTS[arn]}",
        "environment": [{"name": "VERSION", "value": VERSIONS[arn]}],
    }
    return {"taskDefinition": {"taskDefinitionArn": arn, "containerDefinitions": [container]}}


def _images(parameters: Mapping[str, Any]) -> Answer:
    """DescribeImages: one by tag or digest, or all that have a tag; v1.2.2 was pushed first."""
    wanted = parameters.get("imageIds", [{}])[0]
    tag, digest = wanted.get("imageTag"), wanted.get("imageDigest")
    found = {each: its for each, its in _IMAGES.items() if (tag or each) == each and (digest or its) == its}
    if not found:
        return Refusal("ImageNotFoundException", "The image does not exist within the repository")
    rows = [
        {"imageDigest": its, "imageTags": [each], "imagePushedAt": NOON + timedelta(days=sorted(_IMAGES).index(each))}
        for each, its in found.items()
    ]
    return {"imageDetails": rows}


def _service() -> Service:
    [service] = next(
        each.services for each in compile_spec(SPEC, "shop.yaml").projects if each.environment.name == "prod"
    )
    return service


STEADY: Answers = {
    **HEALTHY,
    **pipeline(),
    ("cloudwatch", "DescribeAlarms"): alarms(),
    ("codepipeline", "ListActionExecutions"): tagged(v1_3_0="f" * 40, v1_2_2=COMMIT),
    ("ecs", "DescribeServices"): task_sets(("PRIMARY", REVISION, BLUE)),
    ("ecs", "ListTaskDefinitions"): {"taskDefinitionArns": [NEW_REVISION, REVISION, OLD_REVISION]},
    ("ecs", "DescribeTaskDefinition"): _task_definition,
    ("ecr", "DescribeImages"): _images,
    ("elbv2", "DescribeLoadBalancers"): {
        "LoadBalancers": [{"LoadBalancerArn": BALANCER, "LoadBalancerName": "shop-prod", "DNSName": DNS_NAME}]
    },
    ("elbv2", "DescribeTargetHealth"): targets(blue=2),
    ("codedeploy", "GetDeploymentGroup"): group("d-1"),
    ("codedeploy", "BatchGetDeployments"): by_id(deployment("d-1", "Succeeded", completeTime=NOON)),
}
"""1.2.3 runs on blue, and nothing is being released."""

CANARY: Answers = {
    **STEADY,
    **pipeline("InProgress", Deploy=stage("InProgress")),
    ("ecs", "DescribeServices"): task_sets(("PRIMARY", REVISION, BLUE), ("ACTIVE", NEW_REVISION, GREEN)),
    ("elbv2", "DescribeRules"): rules(90, 10),
    ("elbv2", "DescribeTargetHealth"): targets(blue=2, green=2),
    ("codedeploy", "ListDeployments"): {"deployments": [RELEASE]},
    ("codedeploy", "BatchGetDeployments"): by_id(deployment(RELEASE, "InProgress")),
    ("codedeploy", "GetDeploymentTarget"): split(90, 10),
}
"""1.3.0 gets 10 % of the traffic, on green."""

BAD: Answers = {
    **STEADY,
    ("ecs", "DescribeServices"): task_sets(("PRIMARY", NEW_REVISION, GREEN)),
    ("elbv2", "DescribeRules"): rules(0, 100),
    ("cloudwatch", "DescribeAlarms"): alarms(green_errors="ALARM", load_balancer_errors="ALARM"),
}
"""1.3.0 has all of the traffic, on green, and alarms fire: whatever the pipeline deploys is stopped at once."""

ROLLED_BACK: Answers = {
    **STEADY,
    **pipeline("Failed", Deploy=stage("Failed", errorDetails={"code": "JobFailed", "message": "Deployment stopped"})),
    ("codedeploy", "GetDeploymentGroup"): group(ROLLBACK),
    ("codedeploy", "BatchGetDeployments"): by_id(
        deployment(
            RELEASE,
            "Stopped",
            completeTime=NOON,
            errorInformation={"code": "ALARM_ACTIVE", "message": "One or more alarms have been activated"},
            rollbackInfo={"rollbackDeploymentId": ROLLBACK},
        ),
        deployment(
            ROLLBACK,
            "Succeeded",
            completeTime=NOON,
            rollbackInfo={"rollbackTriggeringDeploymentId": RELEASE},
        ),
    ),
}
"""1.3.0 set an alarm off, and 1.2.3 has all of the traffic again."""


@dataclass
class Despite:
    """A deployment that is begun while 1.3.0 is bad, look by look; the last state stays."""

    ends: tuple[str, ...] = ("InProgress", "Ready", "Succeeded")
    rollback: str = ""
    """The state of the rollback that follows; empty for none."""
    specs: tuple[Mapping[str, Any], ...] = ()
    """The deployments that there were."""
    _looks: int = 0

    @property
    def answers(self) -> Answers:
        """What AWS answers."""
        return {
            **BAD,
            ("codedeploy", "ListDeployments"): lambda parameters: {
                "deployments": []
                if "includeOnlyStatuses" in parameters
                else [each["deploymentId"] for each in self.specs]
            },
            ("codedeploy", "BatchGetDeployments"): self._deployments,
            ("codedeploy", "GetDeploymentTarget"): split(90, 10),
            ("codedeploy", "CreateDeployment"): {"deploymentId": DESPITE},
        }

    def _deployments(self, parameters: Mapping[str, Any]) -> Answer:
        ids = parameters["deploymentIds"]
        if ids == [ROLLBACK]:
            took = {"rollbackTriggeringDeploymentId": DESPITE}
            return {"deploymentsInfo": [deployment(ROLLBACK, self.rollback, rollbackInfo=took)]}
        if ids != [DESPITE]:
            return {"deploymentsInfo": [each for each in self.specs if each["deploymentId"] in ids]}
        status = self.ends[min(self._looks, len(self.ends) - 1)]
        self._looks += 1
        more: dict[str, Any] = {"instanceTerminationWaitTimeStarted": status in {"Ready", "Succeeded"}}
        if status in {"Failed", "Stopped"}:
            more["errorInformation"] = {"code": "ALARM_ACTIVE", "message": "One or more alarms have been activated"}
            more["rollbackInfo"] = {"rollbackDeploymentId": ROLLBACK} if self.rollback else {}
        return {"deploymentsInfo": [deployment(DESPITE, status, **more)]}


@dataclass
class Release:
    """The canary of 1.3.0 as CodeDeploy goes on with it: what a stop sets going."""

    ends: tuple[str, ...] = ("Stopped",)
    """What the release is, look by look, once it is told to stop; the last one stays."""
    rollback: tuple[str, ...] = ("Succeeded",)
    """What its rollback is, look by look; none: there is no rollback."""
    reason: str = ""
    """Why the release is stopped, in CodeDeploy's words."""
    stopped: bool = False
    _looks: dict[str, int] = field(default_factory=dict)

    @property
    def answers(self) -> Answers:
        """The canary, which can be stopped, and a pipeline that can be started."""
        return {
            **CANARY,
            ("codedeploy", "BatchGetDeployments"): self._deployments,
            ("codedeploy", "StopDeployment"): self._stop,
            ("codepipeline", "StartPipelineExecution"): {"pipelineExecutionId": RUN},
        }

    def _stop(self, parameters: Mapping[str, Any]) -> Answer:
        assert parameters == {"deploymentId": RELEASE, "autoRollbackEnabled": True}
        self.stopped = True
        return {"status": "Pending"}

    def _deployments(self, parameters: Mapping[str, Any]) -> Answer:
        [id] = parameters["deploymentIds"]
        if id == ROLLBACK:
            took = {"rollbackTriggeringDeploymentId": RELEASE}
            return {"deploymentsInfo": [deployment(ROLLBACK, self._next(id, self.rollback), rollbackInfo=took)]}
        if not self.stopped:
            return {"deploymentsInfo": [deployment(RELEASE, "InProgress")]}
        status = self._next(id, self.ends)
        leads = {"rollbackDeploymentId": ROLLBACK} if status == "Stopped" and self.rollback else {}
        why = {"errorInformation": {"code": "MANUAL_STOP", "message": self.reason}} if self.reason else {}
        return {"deploymentsInfo": [deployment(RELEASE, status, rollbackInfo=leads, **why)]}

    def _next(self, id: str, states: tuple[str, ...]) -> str:
        look = self._looks.get(id, 0)
        self._looks[id] = look + 1
        return states[min(look, len(states) - 1)]
