"""An AWS account in one region, in the emulator: its services, the AWS CLI and canaryform for it, and its stacks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.model.project import Project
from generator.naming import shared_stack
from tests.deploy.found.catalog import ROWS
from tests.deploy.resolution import Resolution
from tests.emulator.process import Caller, post
from tests.golden.case import ROOT

AWS = Path(os.environ.get("AWSCLI", ROOT / ".tools" / "awscli" / "bin" / "aws"))
SECONDS = 300
Template = Mapping[str, Any]


@dataclass(frozen=True)
class Account:
    """``number`` is the access key too: the emulator takes a key of twelve digits for the account."""

    endpoint: str
    number: str
    region: str
    home: Path
    """An empty folder, so that nobody's own configuration is read."""

    def client(self, service: str) -> Any:
        """Botocore's client of a service."""
        return _client(self.endpoint, self.number, self.region, service)

    @property
    def variables(self) -> dict[str, str]:
        """The environment in which a command works on this account."""
        return {
            "PATH": f"{ROOT / '.venv' / 'bin'}:{AWS.parent}:{os.defpath}",
            "HOME": str(self.home),
            "PYTHONPATH": str(ROOT),
            # One for all tests of a worker: what has been judged once is not judged again.
            "CANARYFORM_CACHE_DIR": str(self.home.parent / "cache"),
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.number,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
        }

    def aws(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs the AWS CLI."""
        return self.run(AWS, *arguments, "--region", self.region)

    def canaryform(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs canaryform in the account's home."""
        return self.run(self.program, "-m", "generator", *arguments)

    @property
    def program(self) -> str:
        """The Python that canaryform runs in."""
        return sys.executable

    def authorise(self, project: Project) -> None:
        """Do what a person does in the console."""
        arn = project.connection or self.connection_arn(project)
        post(self.endpoint, "/_test/connections", {"arn": arn, "name": project.name})

    def connection_arn(self, project: Project) -> str:
        """The connection that the shared stack made."""
        outputs = self.stacks()[shared_stack(project.name, "github")]["Outputs"]
        return next(str(output["OutputValue"]) for output in outputs if output["OutputKey"] == "ConnectionArn")

    def run(self, *command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Runs a command in this account."""
        return subprocess.run(
            command, cwd=cwd or self.home, env=self.variables, capture_output=True, text=True, timeout=SECONDS,
            check=False,
        )  # fmt: skip

    def stacks(self) -> dict[str, dict[str, Any]]:
        """Every stack that is there, by its name."""
        pages = self.client("cloudformation").get_paginator("describe_stacks").paginate()
        return {stack["StackName"]: stack for page in pages for stack in page["Stacks"]}

    def resources(self, stack: str) -> dict[str, str]:
        """What a stack holds: logical id -> what ``Ref`` gives."""
        pages = self.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
        return {
            row["LogicalResourceId"]: row["PhysicalResourceId"]
            for page in pages
            for row in page["StackResourceSummaries"]
        }

    def exports(self) -> dict[str, str]:
        pages = self.client("cloudformation").get_paginator("list_exports").paginate()
        return {export["Name"]: export["Value"] for page in pages for export in page["Exports"]}

    def resolution(self, stack: str, template: Template) -> Resolution:
        """What a stack's template resolves to. Attributes are asked of the services, not of CloudFormation."""
        zones = [zone["ZoneName"] for zone in self.client("ec2").describe_availability_zones()["AvailabilityZones"]]
        made = self.resources(stack)
        references = {
            "AWS::AccountId": self.number, "AWS::Region": self.region, "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com", "AWS::StackName": stack,
            **{each["ParameterKey"]: each["ParameterValue"] for each in self.stacks()[stack].get("Parameters", [])},
            **made,
        }  # fmt: skip
        known = Resolution(references, {}, self.exports(), zones, template.get("Conditions", {}))
        attributes: dict[str, str] = {}
        for name, attribute in _attributes(template):
            resource = template["Resources"][name]
            key = f"{name}.{attribute}"
            if name in made and key not in attributes:
                row = ROWS[resource["Type"]]
                found = row.find(self.client, made[name], _Known(known, resource.get("Properties", {})))
                attributes[key] = found.attributes[attribute]
        return Resolution(references, attributes, known.imports, zones, known.conditions)


class _Known(dict[str, Any]):
    """Properties that are resolved when they are asked for: some cannot be yet."""

    def __init__(self, resolution: Resolution, properties: Mapping[str, Any]) -> None:
        super().__init__(properties)
        self._resolution = resolution

    def __getitem__(self, name: str) -> Any:
        return self._resolution.value(super().__getitem__(name))


def _attributes(data: Any) -> Iterator[tuple[str, str]]:
    """Every attribute that a template asks for."""
    match data:
        case {"Fn::GetAtt": [str(name), str(attribute)]}:
            yield name, attribute
        case {"Fn::Sub": str(text)} | {"Fn::Sub": [str(text), _]}:
            for part in text.split("${")[1:]:
                name, dot, attribute = part.partition("}")[0].partition(".")
                if dot and "::" not in name:
                    yield name, attribute
    children = data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ()
    for child in children:
        yield from _attributes(child)


@cache
def _client(endpoint: str, number: str, region: str, service: str) -> Any:
    return Caller(endpoint, region, number).client(service)
