"""The load balancer that a spec names -> why no rule of the environment could be made, or no request would arrive."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.engine.front import Front, front
from generator.app.existing.fault import Fault
from generator.live.ask import Ask
from generator.live.security_group import find_security_group
from generator.live.traffic import LiveRule, rules, target_groups
from generator.model.load_balancer import ExistingLoadBalancer
from generator.model.project import Project
from generator.model.service import Service
from generator.naming import MAIN

_KEY = ("load_balancer", "existing")
_LISTENERS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html"
_RULES = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html"
_TARGETS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html"
_GROUPS = (
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html"
)


def load_balancer_faults(project: Project, ask: Ask) -> Iterator[Fault]:
    """None where the spec names no load balancer."""
    existing = project.load_balancer.existing
    if existing is None:
        return
    found = front(project, ask)
    arn = found.balancer.arn if found else ""
    if found is None or not arn.endswith(f"/{existing.full_name}"):
        what = f"there is no load balancer {existing.full_name} in {project.region}"
        look = f"aws elbv2 describe-load-balancers --region {project.region}"
        yield Fault((*_KEY, "listener"), what, f"DescribeLoadBalancers: {arn or 'not found'}", look, _LISTENERS)
        return
    yield from _of_listeners(project, existing, found)
    yield from _of_network(project, existing, found)
    yield from _of_security_group(project, existing, found, ask)
    for service in project.answering:
        yield from _of_priority(service, existing, found, ask)


def _of_listeners(project: Project, existing: ExistingLoadBalancer, found: Front) -> Iterator[Fault]:
    for key, arn, listener in (
        ("listener", existing.listener, found.production),
        ("test_listener", existing.test_listener, found.test),
    ):
        if arn and listener is None:
            there = ", ".join(each.arn for each in found.listeners) or "none"
            look = f"aws elbv2 describe-listeners --region {project.region} --load-balancer-arn {found.balancer.arn}"
            yield Fault((*_KEY, key), f"there is no listener {arn}", f"DescribeListeners: {there}", look, _LISTENERS)


def _of_network(project: Project, existing: ExistingLoadBalancer, found: Front) -> Iterator[Fault]:
    vpc = found.balancer.vpc
    if vpc != project.network.vpc:
        what = f"{existing.name} is in {vpc}, and the tasks would be in {project.network.vpc}"
        mend = f"name the load balancer's: vpc: {vpc}, with subnets of it"
        yield Fault(("network", "vpc"), what, f"DescribeLoadBalancers: {vpc}", mend, _TARGETS)


def _of_security_group(project: Project, existing: ExistingLoadBalancer, found: Front, ask: Ask) -> Iterator[Fault]:
    group, key, there = existing.security_group, (*_KEY, "security_group"), found.balancer.security_groups
    if group not in there:
        words = ", ".join(there) or "none"
        what, mend = f"{existing.name} has no security group {group}", f"name one of the load balancer's: {words}"
        yield Fault(key, what, f"DescribeLoadBalancers: {words}", mend, _GROUPS)
        return
    live = ask(find_security_group, group)
    ports = sorted({port for service in project.answering for port in service.container.asked_ports})
    shut = [port for port in ports if live and not live.lets_out(port)]
    if shut:
        what = f"{group} lets nothing out to port {', '.join(map(str, shut))}: no request would reach a task"
        mend = (
            f"aws ec2 authorize-security-group-egress --region {project.region} --group-id {group} "
            f"--protocol tcp --port {shut[0]} --cidr RANGE-OF-THE-TASKS"
        )
        yield Fault(key, what, "DescribeSecurityGroups: no such rule", mend, _GROUPS)


def _of_priority(service: Service, existing: ExistingLoadBalancer, found: Front, ask: Ask) -> Iterator[Fault]:
    """A rule of others with the priority of ours; our own is there once it is deployed."""
    priority, ours = service.route.priority, {each.arn for each in ask(target_groups, service.names.target_groups)}
    key = ("route", "priority") if service.name == MAIN else ("services", service.name, "route", "priority")
    for listener in filter(None, (found.production, found.test)):
        every = ask(rules, listener.arn)
        taken = next((rule for rule in every if rule.priority == str(priority)), None)
        if taken and not ours & taken.weights.keys():
            what = f"the priority {priority} of {service.name} is another rule's on {existing.name}"
            mend = f"write priority: {_free(every, priority)}, or another one that nobody has"
            yield Fault(key, what, f"DescribeRules: {taken.arn}", mend, _RULES)
            return


def _free(every: tuple[LiveRule, ...], above: int) -> int:
    taken = {rule.priority for rule in every}
    return next(number for number in range(above + 1, above + 2 + len(taken)) if str(number) not in taken)
