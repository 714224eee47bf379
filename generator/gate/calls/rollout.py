"""A deployment group for ECS -> what CodeDeploy calls with its role.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/codedeploy_IAM_role.html
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.action import PIPELINE
from generator.gate.arn import arn, readable
from generator.gate.beside import beside
from generator.gate.blue_green import LISTENER, Release, releases
from generator.gate.calls.call import ANYTHING, Call, each
from generator.gate.calls.pipeline import objects
from generator.gate.calls.task import passed
from generator.gate.system import System
from generator.gate.value import is_literal, is_true, mappings, text

_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
_SETS = ("ecs:CreateTaskSet", "ecs:DeleteTaskSet")
_SERVICE = ("ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet")
_READ = (
    "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules",
    "elasticloadbalancing:DescribeTargetGroups",
)  # fmt: skip
_WHY = "a blue/green release calls"


def calls(system: System) -> Iterator[Call]:
    """Of all groups."""
    for release in releases(system):
        role = release.group.properties.get("ServiceRoleArn")
        for cluster, service in release.services:
            yield from each(role, _SETS, _ecs(system, "task-set", cluster, service, "*"), _WHY)
            yield from each(role, _SERVICE, _ecs(system, "service", cluster, service), _WHY)
        yield from each(role, _READ, "*", _WHY)
        for balancer in _balancers(release) or ["*"]:
            listener = f"arn:…:elasticloadbalancing:${{AWS::Region}}:…:listener/{balancer}/*"
            rule = f"arn:…:elasticloadbalancing:${{AWS::Region}}:…:listener-rule/{balancer}/*"
            yield Call(role, "elasticloadbalancing:ModifyListener", readable(system, listener), _WHY)
            yield Call(role, "elasticloadbalancing:ModifyRule", readable(system, rule), _WHY)
        for store in {objects(system, pipeline) for pipeline in system.of(PIPELINE)} or {ANYTHING}:
            yield Call(role, "s3:GetObject", store, _WHY)
        yield from passed(system, release.group, role, _WHY)
        yield from _alarms(release, role)
        for function in _hooks(release):
            hook = arn(system, "AWS::Lambda::Function", function)
            yield Call(role, "lambda:InvokeFunction", hook, f"CodeDeploy calls for the hook {function}")


def _ecs(system: System, kind: str, *names: str) -> str:
    """Clusters and services that their templates leave to AWS to name are not known by a name."""
    if not all(names) or any("|" in name for name in names):
        return ANYTHING
    return readable(system, f"arn:…:ecs:${{AWS::Region}}:…:{kind}/{'/'.join(names)}")


def _balancers(release: Release) -> list[str]:
    """``app/NAME`` of the balancers whose listeners the release shifts, where templates make them."""
    found = []
    for reference in (*release.listeners("ProdTrafficRoute"), *release.listeners("TestTrafficRoute")):
        listener = release.system.at(reference)
        if listener is None or listener.type != LISTENER:
            continue
        balancer = release.system.at(text(listener.properties, "LoadBalancerArn"))
        if balancer and balancer.type == _BALANCER:
            kind = "net" if text(balancer.properties, "Type") == "network" else "app"
            found.append(f"{kind}/{balancer.name or '*'}")
    return found


def _alarms(release: Release, role: object) -> Iterator[Call]:
    configuration = release.group.properties.get("AlarmConfiguration")
    if not is_true(configuration, "Enabled"):
        return
    why = "CodeDeploy calls to look at the group's alarms"
    for alarm in mappings(configuration, "Alarms") or [{}]:
        name = text(alarm, "Name")
        resource = f"arn:…:cloudwatch:${{AWS::Region}}:…:alarm:{name}"
        is_known = is_literal(name.replace("${AWS::", ""))
        yield Call(role, "cloudwatch:DescribeAlarms", readable(release.system, resource) if is_known else ANYTHING, why)


def _hooks(release: Release) -> list[str]:
    """The functions that its appspecs name."""
    appspecs = beside(release.group, release.system.appspecs)
    listed = [hook for appspec in appspecs for hook in mappings(appspec.data, "Hooks")]
    functions = {text(function) for hook in listed for function in hook.values()}
    return sorted(name for name in functions if is_literal(name))
