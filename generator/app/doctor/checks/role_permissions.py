"""Every call that a role must make -> whether IAM's policy simulator lets it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok, unknown
from generator.app.judge.principals import of_job, principals
from generator.iam.arn import connection, key, role
from generator.iam.call import Call, Principal
from generator.live.client import AwsError
from generator.live.connection import connection_arn
from generator.live.simulation import ALLOWED, Decision, simulate
from generator.stacks.export import KEY_ARN

_SOME = "canaryform"
"""Stands for what nobody knows beforehand: an object's key, a listener's id. The simulator takes ``*`` for a letter."""
_WILDCARD = re.compile("[*?]")
_SHOWN = 6
_THREADS = 8
_LIMITS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html"


@dataclass(frozen=True)
class _Question:
    """Actions that a role must be allowed on one resource, in one context."""

    actions: tuple[str, ...]
    resource: str
    context: tuple[tuple[str, str], ...]


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    deployed = []
    for each in context.workloads:
        if each.stack("iam"):
            deployed.append(each)
        else:
            yield not_yet(f"the roles come with {each.workload.names.stack('iam')}")
    if deployed:
        yield from _of_deployed(context, deployed)


def _of_deployed(context: DiagnosisContext, deployed: Sequence[DiagnosisContext]) -> Iterator[Finding]:
    base = context.environment_stack(KEY_ARN.stack)
    known = {
        key(context.project.names): base.outputs.get(KEY_ARN.output, "") if base else "",
        connection(context.project.name): context.ask(connection_arn, context.project) or "",
    }
    every = [(each, principal) for each in deployed for principal in _principals(each)]
    with ThreadPoolExecutor(_THREADS, "role") as pool:
        yield from pool.map(lambda pair: _judged(pair[0], pair[1], known), every)
    yield unknown(
        "what the simulator cannot say: policies of keys, buckets and topics, trust policies, actions with a wildcard"
    )


def _principals(context: DiagnosisContext) -> tuple[Principal, ...]:
    return of_job(context.job) if context.job else principals(context.service)


def _judged(context: DiagnosisContext, principal: Principal, known: Mapping[str, str]) -> Finding:
    name = context.workload.names.role(principal.name)
    arn = context.fill(role(name))
    name = arn.rpartition("/")[2]
    if not principal.calls:
        return ok(f"{name} has nothing to do in AWS")
    try:
        decisions = [
            decision
            for question in _questions(context, principal.calls, known)
            for decision in context.ask(simulate, arn, question.actions, question.resource, dict(question.context))
        ]
    except AwsError as error:
        if error.code != "NoSuchEntity":
            raise
        return failed(f"there is no role {name}", error.why, f"{context.deploy} --stack iam")
    denied = [each for each in decisions if each.decision != ALLOWED]
    doubtful = [each for each in denied if each.missing]
    if len(denied) > len(doubtful):
        return _denied(context, name, [each for each in denied if not each.missing])
    if doubtful:
        keys = sorted({key for each in doubtful for key in each.missing})
        return unknown(f"whether {name} may {_listed(doubtful)}", f"the policies also ask for {', '.join(keys)}")
    return ok(f"{name} may make all of its {len(decisions)} calls")


def _questions(context: DiagnosisContext, calls: Sequence[Call], known: Mapping[str, str]) -> Iterator[_Question]:
    """The calls, those on one thing together, with what the stacks know by now filled in."""
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for call in calls:
        if _WILDCARD.search(call.action):
            continue  # The spec's own words about the task role, which name no single action.
        conditions = tuple((key, _filled(context, value, known)) for key, value in call.context.items())
        resource = _filled(context, call.resource, known)
        groups.setdefault((_concrete(resource), conditions), []).append(call.action)
    for (resource, conditions), actions in groups.items():
        yield _Question(tuple(dict.fromkeys(actions)), resource, conditions)


def _filled(context: DiagnosisContext, text: str, known: Mapping[str, str]) -> str:
    for name, value in known.items():
        text = text.replace(name, value) if value else text
    return context.fill(text)


def _concrete(resource: str) -> str:
    return resource if resource == "*" else resource.replace("*", _SOME)


def _denied(context: DiagnosisContext, name: str, denied: Sequence[Decision]) -> Finding:
    if any(each.is_forbidden for each in denied):
        by, mend = "a policy of the organization", "ask who manages the organization for these actions in this account"
    elif any(each.is_bounded for each in denied):
        boundary = context.project.permissions_boundary or ""
        by, mend = "its permissions boundary", context.aws("iam get-policy", f"--policy-arn {boundary}")
    else:
        by, mend = "its policies", f"{context.deploy} --stack iam"
    evidence = "; ".join(f"{each.action} on {each.resource}: {each.decision}" for each in denied[:_SHOWN])
    more = f"; and {len(denied) - _SHOWN} more" if len(denied) > _SHOWN else ""
    return failed(f"{name} may not {_listed(denied)}: {by} deny it", f"{evidence}{more}", mend)


def _listed(decisions: Sequence[Decision]) -> str:
    actions = list(dict.fromkeys(each.action for each in decisions))
    rest = f" and {len(actions) - _SHOWN} more" if len(actions) > _SHOWN else ""
    return f"{', '.join(actions[:_SHOWN])}{rest}"


CHECK = Check("role-permissions", "what the roles may do", _LIMITS, _examine)
