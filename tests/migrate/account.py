"""The shop's ``prod`` as CodeDeploy left it, with green live: what runs there does what the calls of a migration say.

Whoever asks for the traffic gets what the rules say now; a call after which they are elsewhere is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.app.build.compile import Build, compile_spec
from generator.app.deploy.desired import wanted
from generator.resources.alarm import alarm_names
from tests.live.environment import BLUE, DIGEST, GREEN, HEALTHY, LISTENER, NOON, REVISION, TEST_LISTENER
from tests.live.stand_in import ACCOUNT, Answers, Refusal
from tests.migrate.form import structure
from tests.migrate.stacks import Stacks
from tests.migrate.world import RolledBackError

OLD = """\
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000}
environments:
  dev:
    trigger: {branch: develop}
  prod:
    trigger: {tag: "v*"}
"""
NEW = f"{OLD}release:\n  engine: ecs\n"
PRODUCTION, TEST = (f"{listener.replace(':listener/', ':listener-rule/')}/1" for listener in (LISTENER, TEST_LISTENER))
SERVICE = f"arn:aws:ecs:us-west-2:{ACCOUNT}:service/shop-prod/shop-prod"
IMAGE = f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/shop@{DIGEST}"
_RULE, _ECS = "AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::ECS::Service"
_TASK = "AWS::ECS::TaskDefinition"
_READS = ("BatchGet", "Describe", "Get", "List")


def build(spec: str) -> Build:
    """A spec that is right."""
    found = compile_spec(spec, "specs/shop.yaml")
    assert not found.problems, found.problems
    return found


@dataclass
class Account:
    """``old`` is the build that was deployed."""

    old: Build
    controller: str = "CODE_DEPLOY"
    revision: str = REVISION
    group: str = GREEN
    """The target group that the service's tasks are in."""
    weights: dict[str, dict[str, int]] = field(default_factory=lambda: {PRODUCTION: {GREEN: 1}, TEST: {GREEN: 1}})
    service_is_there: bool = True
    task_sets: int = 1
    firing: set[str] = field(default_factory=set)
    deployments: list[str] = field(default_factory=list)
    """The ids of CodeDeploy's that run."""
    deploy_is_closed: bool = True
    build_runs: bool = False
    releases: list[str] = field(default_factory=list)
    """The task definitions that ECS shifted itself."""
    revisions: list[str] = field(default_factory=list)
    """The images of those that CloudFormation registered."""
    network: Mapping[str, Any] | None = None
    """What ECS was told of it when it took the service over."""
    release_fails: bool = False
    calls: list[str] = field(default_factory=list)
    """The calls that changed something."""
    moved: list[str] = field(default_factory=list)
    """The calls after which users were not where they had been."""
    after_call: Callable[[str], None] = lambda _: None
    """Hears of each of them."""
    stacks: Stacks = field(init=False)

    def __post_init__(self) -> None:
        self.stacks = Stacks(self)
        project = next(each for each in self.old.projects if each.environment.name == "prod")
        physical = {
            "BlueTargetGroup": BLUE,
            "GreenTargetGroup": GREEN,
            "ProductionRule": PRODUCTION,
            "TestRule": TEST,
            "Service": SERVICE,
        }
        for stack in wanted(self.old, project):
            self.stacks.put(stack.name, stack.subject.data, physical, stack.policy or "")

    @property
    def shares(self) -> Mapping[str, int]:
        """The weights in the production rule that are not zero."""
        return {group: weight for group, weight in self.weights.get(PRODUCTION, {}).items() if weight}

    @property
    def users_are_served(self) -> bool:
        """Whether all of the traffic goes to where the tasks are."""
        return self.service_is_there and {*self.shares} == {self.group}

    def owners(self, logical_id: str) -> list[str]:
        """The stacks that hold a resource of that name."""
        return [name for name, stack in self.stacks.stacks.items() if logical_id in stack.resources]

    # What CloudFormation does to the world.

    def made(self, kind: str, properties: Mapping[str, Any]) -> str:
        if kind == _ECS:
            raise RolledBackError("a service of that name already exists")
        if kind == _RULE:
            raise RolledBackError("PriorityInUse: another rule has it")
        if kind == _TASK:
            self.revisions.append(_image(properties))
            return REVISION.replace(":7", f":{7 + len(self.revisions)}")
        return ""

    def changed(self, kind: str, physical: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        if kind == _RULE:
            [action] = after["Actions"]
            groups = action.get("ForwardConfig", {}).get("TargetGroups") or [{**action, "Weight": 1}]
            self.weights[physical] = {each["TargetGroupArn"]: int(each["Weight"]) for each in groups}
        if kind == _ECS and self.controller == "CODE_DEPLOY":
            raise RolledBackError("Unable to update service with the CODE_DEPLOY deployment controller")
        if kind == _ECS and before["TaskDefinition"] != after["TaskDefinition"]:
            self._release(after["TaskDefinition"])

    def deleted(self, kind: str, physical: str) -> None:
        if kind == _RULE:
            self.weights.pop(physical, None)
        if kind == _ECS:
            self.service_is_there = False

    def is_there(self, kind: str, physical: str) -> bool:
        return (physical in self.weights) if kind == _RULE else (self.service_is_there and physical == SERVICE)

    def _release(self, revision: str) -> None:
        """A canary of ECS's own: both groups have to be in the rules, and in the end the other one has it all."""
        for rule in self.weights.values():
            if {*rule} != {BLUE, GREEN}:
                raise RolledBackError("invalid networking configuration")
        if self.release_fails:
            raise RolledBackError("Service deployment rolled back: an alarm went off")
        self.group = BLUE if self.group == GREEN else GREEN
        self.weights = {rule: {group: int(group == self.group) for group in (BLUE, GREEN)} for rule in self.weights}
        self.revision = revision
        self.releases.append(revision)

    # What the services answer.

    @property
    def answers(self) -> Answers:
        """By service and operation, as botocore spells them."""
        cloudformation = {
            name: getattr(self.stacks, _snake(name))
            for name in (
                "DescribeStacks", "GetTemplate", "ListStackResources", "ListExports", "SetStackPolicy",
                "UpdateTerminationProtection", "CreateChangeSet", "DescribeChangeSet", "DeleteChangeSet",
                "ExecuteChangeSet", "DescribeStackEvents", "DescribeEvents", "DeleteStack",
            )
        }  # fmt: skip
        plain = {
            ("ecs", "DescribeServices"): self._services,
            ("ecs", "UpdateService"): self._update_service,
            ("ecs", "DescribeTaskDefinition"): self._task_definition,
            ("elbv2", "DescribeRules"): self._rules,
            ("elbv2", "DescribeTargetHealth"): self._health,
            ("elbv2", "ModifyRule"): self._modify_rule,
            ("cloudwatch", "DescribeAlarms"): self._alarms,
            ("codedeploy", "ListDeployments"): lambda _: {"deployments": self.deployments},
            ("codedeploy", "BatchGetDeployments"): self._deployments,
            ("codepipeline", "GetPipelineState"): self._pipeline,
            **{("cloudformation", name): answer for name, answer in cloudformation.items()},
        }
        kept = {
            name: HEALTHY[name]
            for name in (
                ("sts", "GetCallerIdentity"),
                ("elbv2", "DescribeLoadBalancers"),
                ("elbv2", "DescribeListeners"),
                ("elbv2", "DescribeTargetGroups"),
            )
        }
        return {**kept, **{name: self._heard(name[1], answer) for name, answer in plain.items()}}

    def _heard(self, name: str, answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
        if name.startswith(_READS):
            return answer

        def heard(given: Any) -> Any:
            live, releases = self.shares, len(self.releases)
            answered = answer(given)
            self.calls.append(name)
            has_moved = self.shares != live and len(self.releases) == releases
            if has_moved or not self.users_are_served:
                self.moved.append(name)
            self.after_call(name)
            return answered

        return heard

    def _services(self, _: Any) -> Mapping[str, Any]:
        if not self.service_is_there:
            return {"services": [], "failures": [{"arn": SERVICE, "reason": "MISSING"}]}
        routes = [{"targetGroupArn": self.group, "containerName": "shop", "containerPort": 3000}]
        sets = [
            {
                "id": f"ecs-svc/{number}",
                "status": "ACTIVE" if number else "PRIMARY",
                "taskDefinition": self.revision,
                "computedDesiredCount": 2,
                "runningCount": 2,
                "loadBalancers": routes,
            }
            for number in range(self.task_sets)
        ]
        found = {
            "serviceArn": SERVICE,
            "serviceName": "shop-prod",
            "status": "ACTIVE",
            "deploymentController": {"type": self.controller},
            "desiredCount": 2,
            "runningCount": 2,
            "pendingCount": 0,
            # What the service was made with: CodeDeploy's task sets have their own.
            "taskDefinition": REVISION.replace(":7", ":1") if self.controller == "CODE_DEPLOY" else self.revision,
            "loadBalancers": routes,
            "taskSets": sets if self.controller == "CODE_DEPLOY" else [],
            "events": [],
        }
        return {"services": [found], "failures": []}

    def _update_service(self, given: Mapping[str, Any]) -> Mapping[str, Any] | Refusal:
        """As https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-deployment-controller-migration.html
        has it: one task set, and the groups that it and the rules have."""
        [balancer] = given["loadBalancers"]
        advanced = balancer["advancedConfiguration"]
        if self.task_sets != 1:
            return Refusal("InvalidParameterException", "multiple tasksets in the service")
        if given["deploymentController"] != {"type": "ECS"} or given["taskDefinition"] != self.revision:
            return Refusal("InvalidParameterException", "that would be another release")
        if balancer["targetGroupArn"] != self.group or advanced["alternateTargetGroupArn"] == self.group:
            return Refusal("InvalidParameterException", "the tasks are in the other target group")
        if (advanced["productionListenerRule"], advanced.get("testListenerRule")) != (PRODUCTION, TEST):
            return Refusal("InvalidParameterException", "these are no rules")
        if "EcsRole" not in advanced["roleArn"]:
            return Refusal("InvalidParameterException", f"{advanced['roleArn']} is no role for that")
        self.controller, self.network = "ECS", given.get("networkConfiguration")
        return {"service": self._services({})["services"][0]}

    def _task_definition(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        container = {"name": "shop", "image": IMAGE, "environment": [{"name": "VERSION", "value": "1.2.3"}]}
        found = {"taskDefinitionArn": given["taskDefinition"], "family": "shop-prod", "revision": 7}
        return {"taskDefinition": {**found, "containerDefinitions": [container]}}

    def _rules(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        rule = PRODUCTION if given["ListenerArn"] == LISTENER else TEST
        rows = []
        if rule in self.weights:
            groups = [{"TargetGroupArn": group, "Weight": weight} for group, weight in self.weights[rule].items()]
            forward = {"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}
            rows = [{"RuleArn": rule, "Priority": "50000", "Actions": [forward]}]
        return {"Rules": [*rows, {"RuleArn": f"{rule}/default", "Priority": "default", "Actions": []}]}

    def _health(self, given: Mapping[str, str]) -> Mapping[str, Any]:
        is_here = self.service_is_there and given["TargetGroupArn"] == self.group
        row = {"Target": {"Id": "10.0.0.1", "Port": 3000}, "TargetHealth": {"State": "healthy"}}
        return {"TargetHealthDescriptions": [row] if is_here else []}

    def _modify_rule(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        given = structure(form)
        [action] = given["Actions"]
        groups = action["ForwardConfig"]["TargetGroups"]
        self.weights[given["RuleArn"]] = {each["TargetGroupArn"]: int(each["Weight"]) for each in groups}
        return {"Rules": []}

    def _alarms(self, _: Any) -> Mapping[str, Any]:
        names = alarm_names(next(each for each in self.old.projects if each.environment.name == "prod").services[0])
        return {
            "MetricAlarms": [
                {"AlarmName": name, "StateValue": "ALARM" if name in self.firing else "OK"} for name in names
            ]
        }

    def _deployments(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"deploymentsInfo": [{"deploymentId": each, "status": "InProgress"} for each in given["deploymentIds"]]}

    def _pipeline(self, _: Any) -> Mapping[str, Any]:
        def stage(name: str, status: str, *, is_open: bool = True) -> Mapping[str, Any]:
            run = {"pipelineExecutionId": "e-1", "status": status}
            inbound = {"enabled": is_open, **({} if is_open else {"disabledReason": "migration"})}
            return {"stageName": name, "inboundTransitionState": inbound, "actionStates": [], "latestExecution": run}

        build_status = "InProgress" if self.build_runs else "Succeeded"
        stages = [
            stage("Source", "Succeeded"),
            stage("Build", build_status),
            stage("Deploy", "Succeeded", is_open=not self.deploy_is_closed),
        ]
        return {"pipelineName": "shop-prod", "stageStates": stages, "created": NOON}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _image(properties: Mapping[str, Any]) -> str:
    container = properties["ContainerDefinitions"][0]
    return str(container["Image"])
