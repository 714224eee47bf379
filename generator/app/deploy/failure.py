"""What CloudFormation says of a stack that failed -> what happened in words, and the way out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.errors import OutsideError
from generator.live.event import Event

GOES_ON = "CloudFormation goes on with what it has begun, and the same command continues from there"
TAKE_OVER = (
    "if an earlier stack kept that (image repository, log groups, buckets, connection), `--import-existing-resources` "
    "takes it over; otherwise delete or rename it"
)
AGAIN = "mend that and run the same command again: it goes on from here"


@dataclass(frozen=True)
class _Known:
    """A reason that is often met, and the way out of it."""

    words: re.Pattern[str]
    way_out: str


def _known(words: str, way_out: str) -> _Known:
    return _Known(re.compile(words, re.IGNORECASE), way_out)


_KNOWN = (
    _known(
        r"already exists|AlreadyExists|ResourceExistenceCheck|EntityAlreadyExists|DuplicateName",
        f"something of that name is there, outside of the stacks: {TAKE_OVER}",
    ),
    _known(
        r"stack policy",
        'releases own this resource: see "Changing a running system" in docs/change.md',
    ),
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
    _known(
        r"Cannot (update|delete) export|export .* (is )?in use|as it is in use by",
        "other stacks import this value, so it stays: take the change back, or add an environment beside this one",
    ),
    _known(
        r"No export named",
        "deploy the stack that exports it first: without --stack all are deployed in their order",
    ),
    # https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/818
    _known(r"service[- ]linked role", "the role is there by now, and the next try finds it"),
    _known(
        r"builds? in queue|AccountLimitExceeded",
        "the account's quota of builds at a time is used up; `canaryform doctor` has the command that asks for more",
    ),
    # https://github.com/aws/containers-roadmap/issues/1160
    _known(
        r"public\.ecr\.aws",
        "private subnets without NAT have no way to public.ecr.aws: let service.bootstrap name an image in a "
        "repository of the account",
    ),
    _known(
        r"ecr:(Set|Delete)RepositoryPolicy",
        "a deployer may do that while an environment of the spec promotes another account's images: to take `promote` "
        "out, deploy this stack as an administrator, or before the deployer's; to put it in, the deployer's first",
    ),
    _known(
        r"not authorized to perform|AccessDenied|UnauthorizedOperation|is not authorized",
        "let whoever deploys do that; `canaryform iam --deployer` prints all that is needed",
    ),
    _known(
        r"LimitExceeded|limit (was )?exceeded|exceeds? the (limit|quota)|maximum number|TooMany|quota",
        "ask for a higher quota in Service Quotas, or remove what nobody needs; `canaryform doctor` compares them",
    ),
    _known(
        r"CODE_DEPLOY deployment controller",
        'ECS takes no update of a service that releases own: see "Changing a running system" in docs/change.md',
    ),
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/migrate-code-deploy-to-ecs-blue-green.html
    _known(
        r"invalid networking configuration|alternateTargetGroup must be associated",
        "one of the two target groups is on no rule of the load balancer: deploy the stack of the routes first",
    ),
    _known(
        r"did not stabilize|NotStabilized|timed out|Exceeded attempts to wait",
        "`canaryform doctor` looks for the reason, such as tasks that do not start",
    ),
    _known(r"Rate exceeded|Throttl", "AWS was asked too often; wait a minute and run the same command again"),
    _known(
        r"hosted zone|RRSet|resource record set",
        "look at load_balancer.domain in the spec: the zone must be this account's, and the name must be free in it",
    ),
    _known(
        r"Certificate ARN|CertificateNotFound|UnsupportedCertificate",
        "load_balancer.certificate must be issued, in the same region and account",
    ),
    _known(
        r"has dependencies and cannot be deleted|DependencyViolation|has a dependent object|is currently in use",
        "something outside of the stacks uses it: remove that first",
    ),
    _known(
        r"deletion protection",
        "the load balancer is protected: `canaryform deploy` and `destroy` take that off before they delete the stack",
    ),
)


class StackError(OutsideError):
    """A stack did not become what it was to be; the change sets of others may have been carried out."""

    def __init__(self, stack: str, why: str, hint: str = "") -> None:
        self.stack = stack
        super().__init__(f"{stack} failed", why, hint or way_out(why))


def way_out(reason: str) -> str:
    """What to do about a reason that CloudFormation gave."""
    found = next((known.way_out for known in _KNOWN if known.words.search(reason)), "")
    return f"{found}; then run the same command again" if found else AGAIN


def stack_failed(stack: str, status: str, reason: str, events: Sequence[Event], said: Sequence[str] = ()) -> StackError:
    """The causes among the events, else what was ``said`` elsewhere, else the stack's own words."""
    causes = [event for event in events if event.is_failure and not event.is_of_the_stack]
    told = [f"{event.logical_id} ({event.type}): {event.reason or event.status}" for event in causes]
    own = f"{status}: {reason}" if reason else status
    return StackError(stack, "; ".join(dict.fromkeys(told or said)) or own)
