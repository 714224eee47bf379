"""A healthy environment as AWS would tell of it, of which a test changes what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from generator.app.build.compile import Build, compile_spec
from generator.app.doctor.check import Check, DiagnosisContext, Finding, Verdict
from generator.app.github.side import GitHubSide
from generator.app.github.standing import Standing
from generator.gitflow.environment import EnvironmentComparison
from generator.gitflow.ruleset import Comparison
from generator.live import quota as quotas
from generator.live.alarm import LiveAlarm, alarms
from generator.live.codedeploy import DeploymentGroup, deployments, find_deployment_group, running_deployments
from generator.live.connection import Connection, connection, connection_arn
from generator.live.deployment import Deployment
from generator.live.failed_task import failed_tasks
from generator.live.identity import Caller
from generator.live.image import Image, find_image, tagged_images
from generator.live.log_group import LiveLogGroup, find_log_group
from generator.live.pipeline import Pipeline, PipelineAction, PipelineStage, find_pipeline
from generator.live.role import find_trust
from generator.live.service import ContainerRoute, LiveService, TaskSet, find_service
from generator.live.simulation import Decision, simulate
from generator.live.stack import LiveStack, find_stack, stack_resources
from generator.live.stack_policy import find_stack_policy
from generator.live.task_definition import Container, TaskDefinition, task_definition
from generator.live.traffic import (
    LiveListener,
    LiveLoadBalancer,
    LiveRule,
    LiveTargetGroup,
    Target,
    find_load_balancer,
    listeners,
    rules,
    target_groups,
    targets,
)
from generator.policies.github_trust import GITHUB
from tests.live.environment import (
    ALARMS,
    BALANCER,
    BLUE,
    CONNECTION,
    DIGEST,
    GREEN,
    KEY,
    LISTENER,
    REVISION,
    SPEC,
    TEST_LISTENER,
    USER,
    role,
)
from tests.live.stand_in import ACCOUNT

__all__ = [
    "ACCOUNT", "ALARMS", "BALANCER", "BLUE", "CONNECTION", "DIGEST", "GREEN", "KEY", "LISTENER", "REVISION", "SPEC",
    "TEST_LISTENER", "role",
]  # fmt: skip

RULE = f"{LISTENER}/rule"
REPOSITORY = f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/shop"
Facts = Mapping[Callable[..., Any], Any]


@cache
def build(text: str = SPEC) -> Build:
    return compile_spec(text, "specs/shop.yaml")


def stack(name: str, status: str = "CREATE_COMPLETE", **values: Any) -> LiveStack:
    outputs = {"KeyArn": KEY} if name.endswith("-base") else {}
    given = {"reason": "", "outputs": outputs, "tags": {}, "description": "", "is_protected": True, **values}
    return LiveStack(name, f"arn:{name}", status, **given)


def route(target_group: str = BLUE, container: str = "shop", port: int = 3000) -> ContainerRoute:
    return ContainerRoute(target_group, container, port)


def task_set(*routes: ContainerRoute, status: str = "PRIMARY") -> TaskSet:
    return TaskSet("ecs-svc/1", status, REVISION, 2, 2, 0, routes or (route(),))


def service(**values: Any) -> LiveService:
    given = {
        "name": "shop-prod",
        "status": "ACTIVE",
        "controller": "CODE_DEPLOY",
        "desired": 2,
        "running": 2,
        "pending": 0,
        "task_definition": REVISION,
        "routes": (route(),),
        "task_sets": (task_set(),),
        "events": (),
    }
    return LiveService(**{**given, **values})


def definition(**values: Any) -> TaskDefinition:
    container = Container("shop", f"{REPOSITORY}@{DIGEST}", (3000,), {"VERSION": "1.2.3"})
    given = {
        "arn": REVISION,
        "family": "shop-prod",
        "revision": 7,
        "task_role": role("task"),
        "execution_role": role("execution"),
        "containers": (container,),
    }
    return TaskDefinition(**{**given, **values})


def group(name: str, **values: Any) -> LiveTargetGroup:
    arn = {"shop-prod-blue": BLUE, "shop-prod-green": GREEN}[name]
    given = {"arn": arn, "name": name, "port": 3000, "type": "ip", "load_balancers": (BALANCER,)}
    return LiveTargetGroup(**{**given, **values})


def deployment_group(**values: Any) -> DeploymentGroup:
    given = {
        "name": "shop-prod",
        "application": "shop-prod",
        "role": role("codedeploy"),
        "config": "CodeDeployDefault.ECSCanary10Percent5Minutes",
        "services": (("shop-prod", "shop-prod"),),
        "target_groups": ("shop-prod-blue", "shop-prod-green"),
        "production_listeners": (LISTENER,),
        "test_listeners": (TEST_LISTENER,),
        "alarms": tuple(ALARMS),
        "last_attempted": "d-1",
    }
    return DeploymentGroup(**{**given, **values})


def deployment(**values: Any) -> Deployment:
    given = {"id": "d-1", "status": "Succeeded", "created": None, "ended": None, "error": ""}
    rest = {"rollback": "", "rolls_back": "", "message": "", "is_waiting_to_end": False}
    return Deployment(**{**given, **rest, **values})


def action(name: str, status: str = "Succeeded", **values: Any) -> PipelineAction:
    given = {"summary": "", "error": "", "url": "", "changed": None, "is_asking": False, **values}
    return PipelineAction(name, status, **given)


def stage(name: str, *actions: PipelineAction, status: str = "Succeeded", disabled: str = "") -> PipelineStage:
    return PipelineStage(name, status, "e-1", actions or (action(name),), disabled, ())


def pipeline(*stages: PipelineStage) -> Pipeline:
    return Pipeline("shop-prod", "us-west-2", stages or (stage("Source"), stage("Build"), stage("Deploy")))


def alarm(name: str, state: str = "OK", reason: str = "") -> LiveAlarm:
    return LiveAlarm(name, "", state, reason, None)


def trust(*subjects: str, operator: str = "StringEquals") -> dict[str, Any]:
    """The trust policy of a deployer's role."""
    values = list(subjects) if subjects[1:] else subjects[0]
    condition = {operator: {f"{GITHUB}:aud": "sts.amazonaws.com", f"{GITHUB}:sub": values}}
    return {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Condition": condition}]}


def _policy(name: str) -> str:
    paths = {each.stack: each.stack_policy for each in build().deployments}
    return next(artifact.text for artifact in build().artifacts if artifact.path == paths[name])


HEALTHY: Facts = {
    find_stack: stack,
    stack_resources: lambda name: (),
    find_stack_policy: _policy,
    connection_arn: lambda project: CONNECTION,
    connection: lambda arn: Connection(arn, "shop", "AVAILABLE"),
    find_pipeline: lambda name: pipeline(),
    find_log_group: lambda name: LiveLogGroup(name, 30),
    find_service: lambda cluster, name: service(),
    task_definition: lambda arn: definition(),
    failed_tasks: lambda cluster, name: (),
    tagged_images: lambda repository: tuple(
        Image(f"sha256:{tag}", (tag,), None) for tag in ("v1.2.3", "git-0123456789ab", "v1.3.0", "v1.2.2")
    ),
    find_trust: lambda role: trust("repo:acme/shop:environment:shop-prod"),
    find_image: lambda repository, **wanted: Image(DIGEST, ("v1.2.3",), None),
    target_groups: lambda names: tuple(map(group, names)),
    find_load_balancer: lambda name: LiveLoadBalancer(BALANCER, name, "shop.elb.amazonaws.com", "active"),
    listeners: lambda arn: (LiveListener(LISTENER, 80, "HTTP"), LiveListener(TEST_LISTENER, 9001, "HTTP")),
    rules: lambda arn: (LiveRule(RULE, "1", {BLUE: 1}), LiveRule(f"{RULE}0", "default", {})),
    targets: lambda arn: (Target("10.0.0.1", 3000, "healthy", ""),),
    find_deployment_group: lambda project: deployment_group(),
    running_deployments: lambda project: (),
    deployments: lambda ids: (deployment(),),
    alarms: lambda names: tuple(map(alarm, names)),
    quotas.quota: lambda service, code: quotas.Quota(
        service, code, f"{service} quota", 100, quotas.Metric("AWS/Usage", "ResourceCount", (), "Maximum")
    ),
    quotas.used: lambda metric: 10.0,
    quotas.count_load_balancers: lambda: 3,
    quotas.count_vpcs: lambda: 4,
    quotas.count_addresses: lambda: 5,
    simulate: lambda arn, actions, resource, context: tuple(
        Decision(each, resource, "allowed", (), False, False) for each in actions
    ),
}
"""What ``live`` answers, as functions of what it is asked."""

NOTHING: Facts = {
    **HEALTHY,
    find_stack: lambda name: None,
    connection_arn: lambda project: None,
    find_pipeline: lambda name: None,
    find_log_group: lambda name: None,
    find_service: lambda cluster, name: None,
    target_groups: lambda names: (),
    find_load_balancer: lambda name: None,
    find_deployment_group: lambda project: None,
    find_trust: lambda role: None,
    alarms: lambda names: (),
}
"""An account where nothing is deployed."""


def at_github() -> Standing:
    """GitHub as the spec wants it."""
    side = GitHubSide({"specs/shop.yaml": SPEC}, repository="acme/shop")
    policy = {"protected_branches": False, "custom_branch_policies": True}
    environment = EnvironmentComparison(
        "shop-prod", "main", {"name": "shop-prod", "deployment_branch_policy": policy}, ({"name": "main"},)
    )
    return Standing(side, (environment,), (Comparison({"name": "shop: tags"}, 1, ()),), ())


def context(
    facts: Facts = HEALTHY,
    environment: str = "prod",
    text: str = SPEC,
    github: Callable[[], Standing | None] = at_github,
) -> DiagnosisContext:
    made = build(text)
    [service] = next(each for each in made.projects if each.environment.name == environment).services

    def ask(reader: Callable[..., Any], /, *arguments: Any, **options: Any) -> Any:
        return facts.get(reader, reader)(*arguments, **options)

    return DiagnosisContext(service, made, Caller(ACCOUNT, USER), ask, github)


def findings(check: Check, changed: Facts | None = None, **options: Any) -> list[Finding]:
    """What a check finds in the healthy environment, but for what is ``changed``."""
    return [*check.examine(context({**HEALTHY, **(changed or {})}, **options))]


def verdicts(found: list[Finding]) -> list[Verdict]:
    return [each.verdict for each in found]


def the_failure(found: list[Finding]) -> Finding:
    """The only one that failed."""
    [failure] = [each for each in found if each.verdict is Verdict.FAILED]
    return failure
