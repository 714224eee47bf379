"""Images that one environment builds and another releases -> whether they are there, and whether that one is let in.

What each side may see of the other is little: the repository lets in the role of a pipeline, and not the person
who runs doctor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator import naming
from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok, unknown
from generator.glob import overlaps
from generator.live.client import AwsError
from generator.live.pipeline import PipelineExecution, executions
from generator.live.repository import NO_REPOSITORY, has_image, repository_policy
from generator.model.promotion import Promotion, Reader
from generator.policies.promotion import READS
from generator.resources.release_tag import SOURCE

_PRINCIPAL_ARN = "aws:principalarn"
"""The condition key that says which role calls, in small letters: IAM does not tell the cases apart."""


def is_promoted(context: DiagnosisContext) -> bool:
    """Whether images of the service go from an environment to another, and this is one of the two."""
    return context.service.promotion is not None or any(_readers(context))


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    if not is_promoted(context):
        yield ok("it builds its own images, for itself alone")
        return
    if context.service.promotion:
        yield _of_images(context, context.service.promotion)
    for repository, environment, reader in _readers(context):
        yield _of_reader(context, repository, environment, reader)


def _readers(context: DiagnosisContext) -> Iterator[tuple[str, str, Reader]]:
    """Repository of this environment, another environment, and its role in another account that reads there."""
    for project in context.build.projects:
        for service in project.services:
            promotion = service.promotion
            is_own = service.name == context.service.name and promotion
            if promotion and is_own and promotion.environment == context.project.environment.name:
                for repository, reader in promotion.readers(service.name, project).items():
                    yield repository, project.environment.name, reader


def _of_images(context: DiagnosisContext, promotion: Promotion) -> Finding:
    """Whether the image is there that the last run releases; of a release by tag, only that run knows the image."""
    run = next(iter(context.ask(executions, context.service.names.pipeline, 1)), None)
    commit = run.commit if run and not promotion.by_tag else ""
    repository = promotion.repository(context.service.name)
    where = f"{repository} in {promotion.account}, {promotion.region}"
    tag = f"{naming.BRANCH_TAG_PREFIX}{commit[:12]}" if commit else ""
    try:
        is_there = context.ask(has_image, promotion.account, promotion.region, repository, tag)
    except AwsError as refusal:
        return _unseen(context, promotion, where, refusal)
    if run and tag and not is_there:
        return _missing(context, promotion, run, f"{repository}:{tag}")
    if not is_there:
        return not_yet(f"there is no image in {where}", context.elsewhere("deploy", promotion.environment))
    return ok(f"{promotion.environment} has built {repository}:{tag}" if tag else f"images are in {where}")


def _unseen(context: DiagnosisContext, promotion: Promotion, where: str, refusal: AwsError) -> Finding:
    if refusal.code == NO_REPOSITORY:
        return failed(f"there is no {where}", refusal.why, context.elsewhere("deploy", promotion.environment))
    if not refusal.is_denied:
        raise refusal
    reader = context.fill(context.service.names.role("codebuild"))
    what = f"whether {promotion.environment} has built the image: {where} lets in the role {reader}, and not you"
    asked = context.elsewhere("doctor", promotion.environment)
    return unknown(what, refusal.why, f"ask with credentials of {promotion.account}: {asked}")


def _missing(context: DiagnosisContext, promotion: Promotion, run: PipelineExecution, image: str) -> Finding:
    name = context.service.names.pipeline
    if run.status == "Succeeded":
        return ok(f"the last run of {name} has copied {image}, which {promotion.environment} does not keep any more")
    start = (
        f"aws codepipeline start-pipeline-execution --region {promotion.region} "
        f"--name {promotion.pipeline(context.service.name)} "
        f"--source-revisions actionName={SOURCE},revisionType=COMMIT_ID,revisionValue={run.commit}"
    )
    if run.status == "InProgress":
        return not_yet(f"{promotion.environment} has not built {image}, and the run of {name} may wait for it", start)
    what = f"{promotion.environment} has not built {image}, which the last run of {name} is to release"
    where = f"{promotion.account}, {promotion.region}"
    return failed(what, f"DescribeImages: none in {where}; the run: {run.status}", start)


def _of_reader(context: DiagnosisContext, repository: str, environment: str, reader: Reader) -> Finding:
    policy = context.ask(repository_policy, repository)
    if policy is None:
        return not_yet(f"there is no repository {repository}")
    arn = f"arn:{context.caller.partition}:iam::{reader.account}:role/{reader.role}"
    allowed = {action for statement in _statements(policy) if _names(statement, arn) for action in _actions(statement)}
    if missing := [action.JSONrepr() for action in READS if action.JSONrepr() not in allowed]:
        what = f"{repository} does not let {reader.role} of {reader.account} read it: {environment} cannot promote"
        evidence = f"GetRepositoryPolicy: {', '.join(missing)} not allowed to it"
        return failed(what, evidence, f"{context.deploy} --stack ecr")
    return ok(f"{repository} lets {environment} in {reader.account} read, by its role {reader.role}")


def _statements(policy: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    statements = policy.get("Statement", ())
    for statement in [statements] if isinstance(statements, Mapping) else statements:
        if statement.get("Effect") == "Allow":
            yield statement


def _actions(statement: Mapping[str, Any]) -> list[str]:
    actions = statement.get("Action", ())
    return [actions] if isinstance(actions, str) else [*actions]


def _names(statement: Mapping[str, Any], role: str) -> bool:
    """Whether a statement is about the account of a role, and no condition names other roles alone."""
    principals = _texts(statement.get("Principal", {}))
    account = role.split(":")[4]
    if not any(each == "*" or account in each for each in principals):
        return False
    named = [
        _texts(values)
        for operator in statement.get("Condition", {}).values()
        for key, values in operator.items()
        if key.lower() == _PRINCIPAL_ARN
    ]
    return all(any(overlaps(each, role) for each in some) for some in named)


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for each in value.values() for text in _texts(each)]
    return [value] if isinstance(value, str) else [*value]


CHECK = Check(
    "promotion",
    "images that another environment builds or releases",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html",
    _examine,
)
