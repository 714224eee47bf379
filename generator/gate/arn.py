"""What a policy or a setting names, as text -> an ARN to compare, with `SOME` for what the given files do not say.

Two resources that have no name of their own stay two: each is written by the logical id that it has in its template.
"""

from __future__ import annotations

import re
from typing import Any

from generator.gate.system import Resource, System
from generator.gate.value import Unknown, is_unknown, text
from generator.glob import SOME, overlaps

# From the "Resource types" of https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
_ARNS = {
    "AWS::CodeBuild::Project": "arn:…:codebuild:${AWS::Region}:…:project/{}",
    "AWS::CodePipeline::Pipeline": "arn:…:codepipeline:${AWS::Region}:…:{}",
    "AWS::ECS::TaskDefinition": "arn:…:ecs:${AWS::Region}:…:task-definition/{}",
    "AWS::ECR::Repository": "arn:…:ecr:${AWS::Region}:…:repository/{}",
    "AWS::IAM::Role": "arn:…:iam::…:role/{}",
    "AWS::KMS::Key": "arn:…:kms:${AWS::Region}:…:key/{}",
    "AWS::Lambda::Function": "arn:…:lambda:${AWS::Region}:…:function:{}",
    "AWS::Logs::LogGroup": "arn:…:logs:${AWS::Region}:…:log-group:{}:*",
    "AWS::S3::Bucket": "arn:…:s3:::{}",
    "AWS::SNS::Topic": "arn:…:sns:${AWS::Region}:…:{}",
    "AWS::SQS::Queue": "arn:…:sqs:${AWS::Region}:…:{}",
    "AWS::SecretsManager::Secret": "arn:…:secretsmanager:${AWS::Region}:…:secret:{}",
}
_REF_IS_ARN = frozenset({"AWS::SNS::Topic", "AWS::SecretsManager::Secret"})
_NAMED_BY = {"AWS::Lambda::Function": "FunctionName"}
_TOKEN = re.compile(r"\$\{([^|}]+)\|([^|}]+)(?:\|([^}]*))?\}")
_PSEUDO = re.compile(r"\$\{[^}]*\}")
_ACCOUNT = re.compile(r"(?<!:)\$\{AWS::AccountId\}|\$\{AWS::AccountId\}(?![:}])")
"""The account's id inside of a name, where it cannot stand for more than its digits."""
_DIGITS = "?" * 12
_HEAD = 5
"""Colons before the last part of an ARN."""
_UNNAMED = re.compile(r"(?P<role>role/(?:[^⟦:]*/)?)?⟦[^|⟧]*\|(?P<id>[^⟧]*)⟧")
_KEPT = 6
"""Letters of a logical id that CloudFormation keeps in a name that it makes, however much it has to cut."""


def arn(system: System, kind: str, name: str, tail: str = "") -> str:
    """The ARN of something of a type by its name, or by a reference to it; with what belongs to it, as ``/*``."""
    made = system.find(kind, name)
    if name.startswith("arn:"):
        return readable(system, name) + tail
    shown = _name(made) if made else name
    return readable(system, _ARNS[kind].replace("{}", shown) + tail)


def readable(system: System, value: str) -> str:
    """A text of a policy with its references written as the ARNs and names that they stand for."""
    result = _TOKEN.sub(lambda match: _referred(system, match), value)
    result = result.replace("${AWS::Region}", system.region or SOME)
    return _PSEUDO.sub(SOME, _ACCOUNT.sub(_DIGITS, result))


def without_references(value: str) -> str:
    """A text of a policy or an ARN without its references, whose colons are none of the ARN's."""
    return _PSEUDO.sub("", value)


def is_arn(value: str) -> bool:
    """Whether a readable text says what it names."""
    return value.startswith("arn:")


def is_written_as_arn(value: object) -> bool:
    """Whether a value is an ARN, or asks a resource of a template for its ARN."""
    return isinstance(value, str) and (is_arn(value) or value.endswith(("|Arn}", "|AlarmArn}")))


def may_be(system: System, pattern: Any, resource: str) -> bool:
    """Whether a pattern of a policy may be about ``resource``, an ARN that is readable; true of what is not known."""
    if is_unknown(pattern) or isinstance(pattern, Unknown) or not isinstance(pattern, str):
        return True
    written = readable(system, pattern)
    if resource == "*":
        return not written.strip("*")
    if not (_UNNAMED.search(written) and _UNNAMED.search(resource)):
        written, resource = _UNNAMED.sub(_made, written), _UNNAMED.sub(_made, resource)
    return overlaps(written, resource)


def _made(match: re.Match[str]) -> str:
    """The name that CloudFormation makes, ``STACK-LogicalId-1ABC``: most services want it in small letters."""
    return f"{match['role']}{SOME}-{match['id'][:_KEPT]}{SOME}" if match["role"] else SOME


def contains(system: System, pattern: str, resource: str) -> bool:
    """Whether a pattern is certainly about all that ``resource``, an ARN that is readable, stands for."""
    written = readable(system, pattern)
    *head, last = written.split(":", _HEAD)
    *others, wanted = resource.split(":", _HEAD)
    if written == "*" or len(head) != len(others):
        return written == "*"
    is_there = all(one == other or {one, other} & {"*", SOME} for one, other in zip(head, others, strict=True))
    stem = last.removesuffix("*")
    return is_there and (last == wanted or (stem != last and "*" not in stem and wanted.startswith(stem)))


def shown(resource: str) -> str:
    """An ARN as a message says it: its last part."""
    last = resource.split(":", 5)[-1].replace(_DIGITS, SOME)
    return _UNNAMED.sub(lambda match: (match["role"] or "") + match["id"], last)


def _referred(system: System, match: re.Match[str]) -> str:
    resource, attribute = system.at(match[0]), match[3]
    if resource is None or resource.type not in _ARNS:
        return "*" if resource is None or attribute == "Arn" or attribute is None else SOME
    if attribute == "Arn" or (attribute is None and resource.type in _REF_IS_ARN):
        return _ARNS[resource.type].replace("{}", _name(resource))
    return _name(resource) if attribute is None else "*"


def _name(resource: Resource) -> str:
    """A role's has its path before it."""
    own = resource.name or text(resource.properties, _NAMED_BY.get(resource.type, "Name"))
    path = text(resource.properties, "Path").lstrip("/") if resource.type == "AWS::IAM::Role" else ""
    return path + (own or f"⟦{resource.template.stack}|{resource.id}⟧")
