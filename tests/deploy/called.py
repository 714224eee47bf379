"""API calls that the AWS CLI made -> those that the deployer of an environment may not make.

The emulator's CloudFormation does not ask who calls it, so each call is held against the generated policies instead.
What an action is judged by is AWS's own: https://docs.aws.amazon.com/service-authorization/latest/reference/
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.app.build.compile import Build
from generator.app.judge.matrix import deployer_documents
from generator.iam.call import Call
from generator.iam.document import Statement, statements
from generator.iam.evaluation import allowed
from tests.emulator.process import ACCOUNT
from tests.iam.emulator import resolved

_REGION = "us-west-2"
_KNOWN = {
    "AWS::Partition": "aws", "AWS::Region": _REGION, "AWS::AccountId": ACCOUNT, "AWS::URLSuffix": "amazonaws.com",
}  # fmt: skip
_TO_ANYBODY = {("sts", "GetCallerIdentity")}
"""https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: no permissions are required."""
Parameters = Mapping[str, Any]


def deployer(build: Build, environment: str, region: str = _REGION) -> list[Statement]:
    """What the role may do that GitHub's job for the environment takes on."""
    known = {**_KNOWN, "AWS::Region": region}
    documents = [resolved(document, known) for _, document in deployer_documents(build, environment)]
    text = json.dumps(documents).replace("${aws:PrincipalTag/deployer-of}", environment)
    return [each for document in json.loads(text) for each in statements(document)]


@dataclass(frozen=True)
class Recorder:
    """The AWS CLI of one home, writing down its calls."""

    file: Path

    @classmethod
    def of(cls, home: Path) -> Recorder:
        """From now on, in this home."""
        (home / ".aws").mkdir(exist_ok=True)
        (home / ".aws/config").write_text("[plugins]\nrecorder = tests.deploy.recorder\n", "utf-8")
        return cls(home / "calls.jsonl")

    def calls(self) -> list[Call]:
        """Those made since the last time, each once."""
        lines = self.file.read_text("utf-8").splitlines() if self.file.exists() else []
        self.file.unlink(missing_ok=True)
        return [call for line in dict.fromkeys(lines) for call in _calls(**json.loads(line))]


def refused(may: list[Statement], calls: list[Call]) -> list[str]:
    """The calls that these statements do not allow, as action and resource."""
    return [f"{call.action} on {call.resource}" for call in calls if not allowed(may, call)]


def _calls(service: str, operation: str, parameters: Parameters) -> Iterator[Call]:
    if (service, operation) in _TO_ANYBODY:
        return
    prefix, resource = _RESOURCES[service]
    action = _OTHER_NAMES.get((service, operation), operation)
    context = {"aws:RequestedRegion": _REGION}
    if operation == "CreateServiceLinkedRole":
        context["iam:AWSServiceName"] = parameters["AWSServiceName"]
    yield Call("deployer", f"{prefix}:{action}", resource(parameters), "", "", context)


def _stack(parameters: Parameters) -> str:
    if "ExportName" in parameters:  # IAM knows no exports.
        return "*"
    name = parameters["StackName"]
    return name if name.startswith("arn:") else f"arn:aws:cloudformation:{_REGION}:{ACCOUNT}:stack/{name}/1-2"


def _deployment_group(parameters: Parameters) -> str:
    names = parameters.get("applicationName"), parameters.get("deploymentGroupName")
    return f"arn:aws:codedeploy:{_REGION}:{ACCOUNT}:deploymentgroup:{names[0]}/{names[1]}"


def _linked_role(parameters: Parameters) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/{parameters['AWSServiceName']}/AWSServiceRoleForX"


_RESOURCES: Mapping[str, tuple[str, Callable[[Parameters], str]]] = {
    "cloudformation": ("cloudformation", _stack),
    "codeconnections": ("codeconnections", lambda parameters: str(parameters["ConnectionArn"])),
    "codestar-connections": ("codestar-connections", lambda parameters: str(parameters["ConnectionArn"])),
    "codedeploy": ("codedeploy", _deployment_group),
    "elbv2": ("elasticloadbalancing", lambda parameters: str(parameters["LoadBalancerArn"])),
    "iam": ("iam", _linked_role),
    "s3": ("s3", lambda parameters: f"arn:aws:s3:::{parameters['Bucket']}/{parameters['Key']}"),
}
"""Service -> its prefix in IAM, and what a call is about. A service that is not here fails the test."""
_OTHER_NAMES = {("s3", "HeadObject"): "GetObject"}
"""https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html: it takes s3:GetObject."""
