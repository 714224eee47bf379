"""What is generated for one environment, with the templates' values as CloudFormation would have them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from generator.app.build.compile import Build, compile_spec
from generator.app.build.product import Format
from generator.model.project import Project
from generator.model.service import Service
from generator.naming import MAIN
from generator.naming.path import template_path
from tests.build.support.machine import ROOT

ACCOUNT = "123456789012"
SPEC = ROOT / "specs" / "my-microservice.yaml"

# What Ref and GetAtt give of the resources that matter here.
_NAMES = {
    "AWS::CodeBuild::Project": "Name",
    "AWS::ECS::Cluster": "ClusterName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::S3::Bucket": "BucketName",
}


class Generated:
    """The files and templates of one environment, as one of its services reads them."""

    def __init__(self, spec: str, environment: str, service: str) -> None:
        build = _build(spec)
        self.files: dict[str, str] = {artifact.path: str(artifact.text) for artifact in build.artifacts}
        self.project: Project = next(each for each in build.projects if each.environment.name == environment)
        self.service: Service = next(each for each in self.project.services if each.name == service)
        self._templates = _templates(spec)

    def file(self, name: str) -> str:
        """One of the build files."""
        return self.files[self.service.names.file_path(name)]

    def template(self, noun: str) -> dict[str, Any]:
        """One of the service's own templates, as it is written."""
        names = self.project.names
        found: dict[str, Any] = self._templates[
            template_path(names.project, names.environment, noun, "json", self.service.name)
        ]
        return found

    def resource(self, noun: str, kind: str, folder: str = "") -> dict[str, Any]:
        """The properties of a template's only resource of a type."""
        [found] = self.resources(noun, kind, folder)
        return found

    @property
    def build_project(self) -> dict[str, Any]:
        """The properties of the project that builds; another one admits commits."""
        made = self.resources("pipeline", "AWS::CodeBuild::Project")
        [found] = [each for each in made if each["Name"] == self.service.names.build_project]
        return found

    def resources(self, noun: str, kind: str, folder: str = "") -> list[dict[str, Any]]:
        """The properties of a template's resources of a type, in its order; ``folder`` if not the environment's."""
        names = self.project.names
        place = folder or names.environment
        of_service = template_path(names.project, place, noun, "json", self.service.name)
        path = of_service if of_service in self._templates else template_path(names.project, place, noun, "json")
        bodies = self._templates[path]["Resources"].values()
        return [self._value(body["Properties"], path) for body in bodies if body["Type"] == kind]

    def _value(self, value: Any, path: str) -> Any:
        if isinstance(value, list):
            return [self._value(item, path) for item in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            [(name, argument)] = value.items()
            if name == "Ref" or name.startswith("Fn::"):
                return self._call(name, argument, path)
        return {key: self._value(item, path) for key, item in value.items()}

    def _call(self, name: str, argument: Any, path: str) -> Any:
        if name == "Ref":
            return self._reference(argument, path)
        if name == "Fn::GetAtt":
            return self._attribute(argument[0], argument[1], path)
        if name == "Fn::Sub":
            return re.sub(r"\$\{([^}]+)\}", lambda match: self._substitute(match[1], path), argument)
        if name == "Fn::ImportValue":
            export = self._value(argument, path)
            [found] = [self._value(value, home) for name, value, home in self._exports() if name == export]
            return found
        argument = self._value(argument, path)
        if name == "Fn::Join":
            return str(argument[0]).join(argument[1])
        if name == "Fn::Split":
            return str(argument[1]).split(argument[0])
        if name == "Fn::Select":
            return argument[1][int(argument[0])]
        return f"{{{name} {argument}}}"

    def _substitute(self, name: str, path: str) -> str:
        logical_id, dot, attribute = name.partition(".")
        return str(self._attribute(logical_id, attribute, path) if dot else self._reference(name, path))

    def _reference(self, name: str, path: str) -> str:
        pseudo = {
            "AWS::AccountId": ACCOUNT,
            "AWS::Partition": "aws",
            "AWS::Region": self.project.region,
            "AWS::URLSuffix": "amazonaws.com",
        }
        if name in pseudo:
            return pseudo[name]
        body = self._templates[path]["Resources"][name]
        key = _NAMES.get(body["Type"])
        return str(self._value(body["Properties"][key], path)) if key else f"{{{name}}}"

    def _attribute(self, logical_id: str, attribute: str, path: str) -> str:
        body = self._templates[path]["Resources"][logical_id]
        if (body["Type"], attribute) == ("AWS::IAM::Role", "Arn"):
            return f"arn:aws:iam::{ACCOUNT}:role/{self._value(body['Properties']['RoleName'], path)}"
        return f"{{{logical_id}.{attribute}}}"

    def _exports(self) -> Iterator[tuple[str, Any, str]]:
        for path, template in self._templates.items():
            for output in template.get("Outputs", {}).values():
                if "Export" in output:
                    yield self._value(output["Export"]["Name"], path), output["Value"], path


@cache
def _build(spec: str) -> Build:
    build = compile_spec(spec, "spec.yaml", Format.JSON)
    assert not build.problems, [str(problem) for problem in build.problems]
    return build


@cache
def _templates(spec: str) -> dict[str, Any]:
    return {
        path: json.loads(text)
        for path, text in ((artifact.path, artifact.text) for artifact in _build(spec).artifacts)
        if path.endswith(".json") and "Resources" in text and "AWSTemplateFormatVersion" in text
    }


@cache
def generate(spec: str, environment: str, service: str = MAIN) -> Generated:
    """The same, remembered: it is never changed."""
    return Generated(spec, environment, service)


def spec(overrides: Mapping[str, Any] | None = None) -> str:
    """The spec of the repository's own service, with other values for some keys."""
    data = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
    return yaml.safe_dump(_merged(data, overrides or {}), sort_keys=False, allow_unicode=True)


def _merged(data: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(data)
    for key, value in overrides.items():
        old = result.get(key)
        result[key] = _merged(old, value) if isinstance(value, dict) and isinstance(old, dict) else value
    return result


def repository_of(generated: Generated) -> tuple[str, str]:
    """The registry's host and the repository in it."""
    host = f"{ACCOUNT}.dkr.ecr.{generated.project.region}.amazonaws.com"
    return host, generated.service.image_repository
