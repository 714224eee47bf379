"""The two target groups -> what keeps releases from swapping them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.live.traffic import LiveTargetGroup, target_groups


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    names = context.service.names
    wanted = names.target_groups
    groups = context.ask(target_groups, wanted)
    balancer = context.load_balancer()
    if not groups and balancer is None:
        yield not_yet(f"there is no load balancer {names.environment.load_balancer}")
        return
    if balancer is None or not groups:
        missing = (
            f"one of {' and '.join(wanted)}" if balancer else f"the load balancer {names.environment.load_balancer}"
        )
        yield failed(f"{missing} is gone", "DescribeTargetGroups, DescribeLoadBalancers: not found", context.deploy)
        return
    found = [finding for group in groups for finding in _faults(context, group, balancer.arn)]
    yield from found
    if not found:
        port = context.service.container.target_port
        yield ok(f"{' and '.join(wanted)} are of type ip, on port {port}, behind {balancer.name}")


def _faults(context: DiagnosisContext, group: LiveTargetGroup, balancer: str) -> Iterator[Finding]:
    container = context.service.container
    port, where = container.target_port, "the port of service.target" if container.target else "service.port"
    once = f"put the spec back, or release to a new environment beside this one; then {context.deploy}"
    if group.type != "ip":
        evidence = f"DescribeTargetGroups: {group.name} has TargetType {group.type}"
        yield failed(f"{group.name} takes no tasks of Fargate, which have addresses alone", evidence, once)
    if group.port != port:
        evidence = f"DescribeTargetGroups: {group.name} has Port {group.port}"
        yield failed(f"{group.name} is on another port than {where}, which is {port}", evidence, once)
    others = [arn for arn in group.load_balancers if arn != balancer]
    if others:
        evidence = f"DescribeTargetGroups: {group.name} is used by {', '.join(others)}"
        mend = context.aws("elbv2 describe-rules", f"--listener-arn $({_listeners_of(context, others[0])})")
        yield failed(f"{group.name} gets requests from another load balancer too", evidence, mend)


def _listeners_of(context: DiagnosisContext, balancer: str) -> str:
    query = "--query 'Listeners[0].ListenerArn' --output text"
    return context.aws("elbv2 describe-listeners", f"--load-balancer-arn {balancer}", query)


CHECK = Check(
    "target-groups",
    "the target groups",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html",
    _examine,
    is_of_traffic=True,
)
