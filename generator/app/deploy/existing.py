"""What exists already and a spec names -> a problem for each thing with which no deployment would succeed.

CloudFormation would say it in the middle of the first deploy, and take the stack back; of a load balancer that is to be
another, in the middle of a later one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.app.existing.fault import Fault
from generator.app.existing.faults import faults
from generator.app.run.target import Target
from generator.difference.instead import NEW_ENVIRONMENT
from generator.live.ask import AskNow
from generator.live.client import AwsError
from generator.live.stack import find_stack
from generator.problems import Problem
from generator.spec.loader import locate_shared
from generator.stacks.base import BASE
from generator.stacks.export import CLUSTER_NAME, PRODUCTION_LISTENER_ARN

_CODE = "existing"
_SERVICE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html"
_RULE = "https://github.com/aws/aws-cdk/issues/36649"
_FRONT = ("load_balancer", "existing")


def existing(target: Target) -> Iterator[Problem]:
    """Whoever may not ask goes on."""
    yield from _images_elsewhere(target)
    build, project = target.result.build, target.project
    try:
        found = [*_moves(target)] or [*faults(project, AskNow(target.aws))]
    except AwsError as error:
        if not error.is_denied:
            raise
        return
    for fault in found:
        place = locate_shared(build.text, build.file, project.environment.name, *fault.key, bases=build.bases)
        yield Problem(place, f"{fault.what} ({fault.evidence})", _CODE, fault.mend)


def _images_elsewhere(target: Target) -> Iterator[Problem]:
    """Those whose push would be told to another account, where the spec does not say which account this is."""
    for service in target.project.services:
        address = service.image_address
        if service.is_pushed and address and address.account != target.caller.account:
            yield Problem(
                service.container.origin,
                f"{address.text} is another account's than {target.caller.account}: no push there starts the pipeline",
                "images",
                "write release: {pipeline: false}, and release with `canaryform deploy --image`",
            )


def _moves(target: Target) -> Iterator[Fault]:
    """A cluster, or a listener, that is to be another than the one in which services and rules are."""
    project, names, environment = target.project, target.project.names, target.project.environment.name
    of_others = _outputs(target, BASE.noun)
    cluster = of_others.get(CLUSTER_NAME.output, names.cluster)
    if cluster != names.cluster:
        what = f"{environment} has its services in the cluster {cluster}, and ECS moves none to another"
        yield Fault(("cluster",), what, f"the stack {names.stack(BASE.noun)}", NEW_ENVIRONMENT, _SERVICE)
    output = PRODUCTION_LISTENER_ARN.output
    own, given = _outputs(target, PRODUCTION_LISTENER_ARN.stack).get(output), of_others.get(output)
    existing = project.load_balancer.existing
    if (own and existing) or (given and given != (existing.listener if existing else "")):
        which = "of its own" if own else given
        what = f"{environment} has rules on a listener {which}, which releases move, and nothing takes to another"
        noun = PRODUCTION_LISTENER_ARN.stack if own else BASE.noun
        yield Fault(_FRONT, what, f"the stack {names.stack(noun)}", NEW_ENVIRONMENT, _RULE)


def _outputs(target: Target, noun: str) -> Mapping[str, str]:
    found = find_stack(target.aws, target.project.names.stack(noun))
    return found.outputs if found else {}
