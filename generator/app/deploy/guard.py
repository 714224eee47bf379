"""What a change set would do to what releases own -> the problems because of which it is not carried out.

The stack policy would refuse it too, in the middle of an update and without a word about what to do instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.app.deploy.wanted import Wanted
from generator.cfn.protection import Protection
from generator.live.change_set import Change
from generator.problems import Problem

CODE = "protected-resource"

_NEW_ENVIRONMENT = (
    "add an environment beside this one, with a trigger of its own; deploy and release to it, move the DNS name, then "
    "destroy this one"
)
_INSTEAD = {
    # https://github.com/aws/aws-cdk/issues/23564
    "AWS::ECS::Service": "ECS takes no update of a service that CodeDeploy controls; image, cpu, memory, environment "
    f"and secrets change with a release. For anything else, {_NEW_ENVIRONMENT}",
    # https://github.com/aws/aws-cdk/issues/36649
    "AWS::ElasticLoadBalancingV2::ListenerRule": "CodeDeploy moves this rule with every release, and an update would "
    f"put all traffic back on blue. Take the change back in the spec, or {_NEW_ENVIRONMENT}",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "a target group that gets traffic may change in place, such as its "
    f"health check, and not be replaced. Take the change back in the spec, or {_NEW_ENVIRONMENT}",
}
_DONE = {"Remove": "removed", "Import": "imported"}


def problems(stack: Wanted, changes: Iterable[Change]) -> Iterator[Problem]:
    """One for each protected resource that would be touched in a way that its protection forbids."""
    protections = stack.protections
    for change in changes:
        protection = protections.get(change.logical_id, Protection.NONE)
        if _is_forbidden(change, protection):
            what = "replaced" if change.is_replaced else _DONE.get(change.action, "changed")
            which = f" ({', '.join(change.properties)})" if change.properties else ""
            yield stack.subject.problem(
                change.logical_id,
                f"{change.logical_id} of {stack.name} would be {what}{which}",
                CODE,
                _INSTEAD.get(change.type, _NEW_ENVIRONMENT),
            )


def _is_forbidden(change: Change, protection: Protection) -> bool:
    if change.action == "Add" or protection is Protection.NONE:
        return False
    return protection is Protection.LOCKED or change.is_replaced or change.action in {"Remove", "Dynamic"}
