"""Systems -> stacks whose next update puts live traffic back, or fails on the service."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import LISTENER_RULE, TARGET_GROUP, releases
from generator.gate.native import PRODUCTION_RULE, TEST_RULE, Swap, natives
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Subject
from generator.gate.system import Resource, System
from generator.gate.update_policy import UpdatePolicy, update_policies
from generator.gate.value import mapping, text
from generator.glob import overlaps

_ALL, _REPLACE = "Update:*", "Update:Replace"


def _check(system: System) -> Iterator[Finding]:
    for policy in update_policies(system):
        yield from _absent(policy)
        template = policy.template
        if template is None:
            continue
        denied = _denied(policy)
        for resource, actions in _moved(system):
            kept = {action for name, each in denied.items() if overlaps(name, resource.id) for action in each}
            if resource.template is template and not actions & kept and not {"Update:Modify", _REPLACE} <= kept:
                message = f"does not keep {' or '.join(sorted(actions))} off {resource.id}, which releases change"
                yield Finding(policy.file, message, ("Statement",))


def _absent(policy: UpdatePolicy) -> Iterator[Finding]:
    """What a policy names that none of the templates has which it may be for."""
    resources = [mapping(template.data, "Resources") for template in policy.near]
    ids = {str(name) for each in resources for name in each}
    types = {text(body, "Type") for each in resources for body in each.values()}
    where = "the template" if policy.template else "no template beside it"
    if not ids or any(map(_is_open, policy.near)):
        return
    for statement in policy.statements:
        for name in statement.logical_ids:
            if not any(overlaps(name, each) for each in ids):
                verb = "allows updates of" if statement.allows else "protects"
                message = f"{verb} {name}, which {where} {'does not have' if policy.template else 'has'}"
                yield Finding(policy.file, message, (*statement.path, "Resource"))
        for name in statement.types:
            if not any(overlaps(name, each) for each in types):
                message = (
                    f"is about resources of the type {name}: {where} {'has none' if policy.template else 'has any'}"
                )
                yield Finding(policy.file, message, (*statement.path, "Condition"))


def _is_open(template: Subject) -> bool:
    """Whether a transform makes resources of a template that are not in it."""
    return "Transform" in template.data or any(
        str(name).startswith("Fn::") for name in mapping(template.data, "Resources")
    )


def _denied(policy: UpdatePolicy) -> dict[str, set[str]]:
    """Logical id -> what no update may do to it."""
    denied: dict[str, set[str]] = {}
    for statement in policy.statements:
        for name in [] if statement.allows else statement.logical_ids:
            denied.setdefault(name, set()).update(statement.actions)
    return denied


def _moved(system: System) -> Iterator[tuple[Resource, set[str]]]:
    """What a release changes, and what would undo it; a target group must only never be another one."""
    for release in releases(system):
        if release.service:
            yield release.service, {_ALL}
        for group in release.target_groups:
            yield group, {_ALL, _REPLACE}
        listeners = {*release.listeners("ProdTrafficRoute"), *release.listeners("TestTrafficRoute")}
        for rule in system.of(LISTENER_RULE):
            if text(rule.properties, "ListenerArn") in listeners:
                yield rule, {_ALL}
    for native in natives(system):
        # A release is an update of the service; another service has neither its place nor its past.
        yield native.service, {_ALL, _REPLACE}
        for swap in native.swaps:
            yield from _swapped(system, swap)


def _swapped(system: System, swap: Swap) -> Iterator[tuple[Resource, set[str]]]:
    """What ECS changes at the load balancer."""
    for reference in swap.groups:
        if group := system.find(TARGET_GROUP, reference):
            yield group, {_ALL, _REPLACE}
    for key in (PRODUCTION_RULE, TEST_RULE):
        if rule := system.find(LISTENER_RULE, swap.advanced.get(key)):
            yield rule, {_ALL}


RULE = Rule(
    "stack-policy",
    "A stack policy keeps updates off the service, the target groups and the rules that a release changes.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       LoadBalancerInfo:
         TargetGroupPairInfoList:
           - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ['arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop']}
       AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
   Service:
     Type: AWS::ECS::Service
     Properties: {ServiceName: shop, DeploymentController: {Type: CODE_DEPLOY}}
 stack.stack-policy.json:
   Statement:
     - Effect: Deny
       Action: Update:*
       Principal: "*"
-      Resource: []
+      Resource: [LogicalResourceId/Service]
     - {Effect: Allow, Action: "Update:*", Principal: "*", Resource: "*"}
    """,
)
