"""A project -> what each principal does, with the ARNs as they will be; and the policies of its deployer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.app.build.compile import Build
from generator.app.judge.principals import of_job, principals
from generator.cfn.plain import plain
from generator.engines.catalog import engine_of
from generator.iam.arn import connection, key
from generator.iam.call import Call, Principal
from generator.iam.job import by_hand
from generator.iam.releaser import NAME as RELEASER
from generator.iam.releaser import releaser
from generator.model.job import Job
from generator.model.project import Project
from generator.model.service import Service
from generator.model.workload import Workload
from generator.naming import ACCOUNT, REGION, logical
from generator.policies.releaser import permissions

_PARTITIONS = {"cn-": ("aws-cn", "amazonaws.com.cn"), "us-gov-": ("aws-us-gov", "amazonaws.com")}
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html."""


@dataclass(frozen=True)
class Row:
    """One cell of the matrix principal x action x resource, and why it is filled."""

    principal: str
    action: str
    resource: str
    context: Mapping[str, str]
    why: str
    source: str


def matrix(workload: Workload) -> Iterator[tuple[Principal, tuple[Row, ...]]]:
    """Every principal of a service or a job, and what it does; without a pipeline, the releaser of its images too."""
    for principal in _principals(workload):
        yield principal, tuple(_row(workload.project, call) for call in principal.calls)


def _principals(workload: Workload) -> tuple[Principal, ...]:
    if isinstance(workload, Job):
        return (*of_job(workload), by_hand(workload))
    assert isinstance(workload, Service)
    beside = () if workload.release.pipeline else (of_releaser(workload),)
    return (*principals(workload), *beside)


def _row(project: Project, call: Call) -> Row:
    context = {key: filled(project, value) for key, value in call.context.items()}
    return Row(call.principal, call.action, filled(project, call.resource), context, call.why, call.source)


def filled(project: Project, text: str) -> str:
    """A text with what AWS substitutes put in; what nobody knows yet is in capital letters."""
    found = [names for prefix, names in _PARTITIONS.items() if project.region.startswith(prefix)]
    partition, suffix = found[0] if found else ("aws", "amazonaws.com")
    account = project.environment.account or "ACCOUNT"
    here = f"{project.region}:{account}"
    values = {
        key(project.names): f"arn:{partition}:kms:{here}:key/KEY",
        connection(project.name): f"arn:{partition}:codeconnections:{here}:connection/CONNECTION",
        "${AWS::Partition}": partition,
        "${AWS::URLSuffix}": suffix,
        REGION: project.region,
        ACCOUNT: account,
    }
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def of_releaser(service: Service) -> Principal:
    """What releases images of a service without a pipeline."""
    return releaser(service, engine_of(service).image_calls(service, RELEASER))


def releaser_document(service: Service) -> Mapping[str, Any]:
    """The policy that lets somebody release images of a service without a pipeline, with the ARNs as they will be."""
    made = plain(permissions(service, engine_of(service).release_image(service)))
    document: Mapping[str, Any] = json.loads(filled(service.project, json.dumps(_texts(made))))
    return document


def _texts(value: Any) -> Any:
    """Each ``Fn::Sub`` as its text, and each reference to a pseudo parameter too."""
    if isinstance(value, Mapping):
        if {*value} == {"Fn::Sub"}:
            return value["Fn::Sub"]
        if {*value} == {"Ref"}:
            return f"${{{value['Ref']}}}"
        return {key: _texts(inner) for key, inner in value.items()}
    return [_texts(inner) for inner in value] if isinstance(value, list) else value


def deployer_documents(build: Build, environment: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Logical id and document of each policy of an environment's deployer."""
    role = logical.deployer(environment)
    for subject in build.subjects:
        resources = subject.data["Resources"]
        for policy in resources.get(role, {}).get("Properties", {}).get("ManagedPolicyArns", []):
            yield policy["Ref"], resources[policy["Ref"]]["Properties"]["PolicyDocument"]
