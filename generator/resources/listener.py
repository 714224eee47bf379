"""Listeners, and the two rules that forward: those belong to the engine of the releases once they exist.

It rewrites the rule that forwards to its target groups with every release, so a later update of
that resource by CloudFormation would put live traffic back on the colour that the template names
(https://github.com/aws/aws-cdk/issues/36649). Hence nothing in a spec reaches a rule's properties but the
route of its service, which is as it was when the rule was made; what can change (certificate, TLS policy,
port) belongs to the listener, whose own default action forwards nothing and so is safe to send again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from troposphere import Ref
from troposphere.elasticloadbalancingv2 import (
    Action,
    Certificate,
    Condition,
    FixedResponseConfig,
    ForwardConfig,
    HostHeaderConfig,
    Listener,
    ListenerRule,
    ListenerRuleAction,
    PathPatternConfig,
    RedirectConfig,
    SourceIpConfig,
    TargetGroupTuple,
)

from generator.model.project import Project
from generator.model.route import ANY_PATH, NOWHERE, Route
from generator.naming import PRODUCTION_COLOURS, logical

# TLS 1.3, with 1.2 and forward secrecy for clients that lack it. The policy without "Res" in its name
# fails Security Hub's ELB.17: https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"


def production_listener(project: Project) -> Listener:
    """What users reach."""
    return _listener(project, logical.PRODUCTION_LISTENER, project.load_balancer.production_port)


def test_listener(project: Project, port: int) -> Listener:
    """Where the replacement tasks can be tried before they get traffic."""
    return _listener(project, logical.TEST_LISTENER, port)


def redirect_listener() -> Listener:
    """HTTP sends everybody to HTTPS."""
    return Listener(
        logical.REDIRECT_LISTENER,
        # A spec that gets a certificate moves the production listener off port 80 first.
        DependsOn=logical.PRODUCTION_LISTENER,
        LoadBalancerArn=Ref(logical.LOAD_BALANCER),
        Port=80,
        Protocol="HTTP",
        DefaultActions=[
            Action(Type="redirect", RedirectConfig=RedirectConfig(Protocol="HTTPS", Port="443", StatusCode="HTTP_301"))
        ],
    )


def production_rule(listener: Any, route: Route, forward: ListenerRuleAction) -> ListenerRule:
    """What is for the service goes to blue, until the first release moves it."""
    return _rule(logical.PRODUCTION_RULE, listener, route, forward)


def test_rule(listener: Any, route: Route, forward: ListenerRuleAction) -> ListenerRule:
    """What is for the service goes to blue, until a release points it to the replacement tasks."""
    return _rule(logical.TEST_RULE, listener, route, forward)


def forward_to_blue() -> ListenerRuleAction:
    """Blue by itself: for an engine that adds green when it needs it."""
    return ListenerRuleAction(Type="forward", TargetGroupArn=Ref(logical.target_group("blue")))


def forward_to_both() -> ListenerRuleAction:
    """Blue gets all, and green is there: for an engine that sets weights and adds nothing."""
    groups = [
        TargetGroupTuple(TargetGroupArn=Ref(logical.target_group(colour)), Weight=weight)
        for colour, weight in zip(PRODUCTION_COLOURS, (1, 0), strict=True)
    ]
    return ListenerRuleAction(Type="forward", ForwardConfig=ForwardConfig(TargetGroups=groups))


def _listener(project: Project, logical_id: str, port: int) -> Listener:
    certificate = project.load_balancer.certificate
    tls = {"Certificates": [Certificate(CertificateArn=certificate)], "SslPolicy": TLS_POLICY} if certificate else {}
    return Listener(
        logical_id,
        LoadBalancerArn=Ref(logical.LOAD_BALANCER),
        Port=port,
        Protocol=project.load_balancer.protocol,
        DefaultActions=[
            Action(
                Type="fixed-response",
                FixedResponseConfig=FixedResponseConfig(StatusCode="404", ContentType="text/plain"),
            )
        ],
        **tls,
    )


def _rule(logical_id: str, listener: Any, route: Route, forward: ListenerRuleAction) -> ListenerRule:
    """Asked from the lowest priority to the highest.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
    """
    return ListenerRule(
        logical_id,
        ListenerArn=listener,
        Priority=route.priority,
        Conditions=list(_conditions(route)),
        Actions=[forward],
    )


def _conditions(route: Route) -> Iterator[Condition]:
    """One at least, and each of several has to hold."""
    if route.closed:
        yield Condition(Field="source-ip", SourceIpConfig=SourceIpConfig(Values=[NOWHERE]))
        return
    if route.host:
        yield Condition(Field="host-header", HostHeaderConfig=HostHeaderConfig(Values=list(route.host)))
    if route.path or not route.host:
        paths = list(route.path) or [ANY_PATH]
        yield Condition(Field="path-pattern", PathPatternConfig=PathPatternConfig(Values=paths))
