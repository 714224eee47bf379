"""Templates -> their resources with references resolved, across templates: two names for one thing become equal.

What has a name of its own becomes that name; what has none becomes a token ``${stack|LogicalId|Attribute}``.
Pseudo parameters stay ``${AWS::Region}``. A condition is taken to be true, a parameter to have its default; what the
templates do not say becomes `Unknown`, and so does every text with such a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from generator.gate.subject import Subject
from generator.gate.value import Unknown

NAMES = {
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::CompositeAlarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::CodeBuild::Project": "Name",
    "AWS::CodeConnections::Connection": "ConnectionName",
    "AWS::CodeDeploy::Application": "ApplicationName",
    "AWS::CodeDeploy::DeploymentConfig": "DeploymentConfigName",
    "AWS::CodeDeploy::DeploymentGroup": "DeploymentGroupName",
    "AWS::CodePipeline::Pipeline": "Name",
    "AWS::CodeStarConnections::Connection": "ConnectionName",
    "AWS::ECR::Repository": "RepositoryName",
    "AWS::ECS::Cluster": "ClusterName",
    "AWS::ECS::Service": "ServiceName",
    "AWS::ECS::TaskDefinition": "Family",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "Name",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "Name",
    "AWS::Events::Rule": "Name",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
}
"""The property that names a resource of each type."""

_REF_IS_NAME = frozenset(
    NAMES.keys()
    - {
        "AWS::CodeConnections::Connection",
        "AWS::CodeStarConnections::Connection",
        "AWS::ECS::Service",
        "AWS::ECS::TaskDefinition",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::IAM::ManagedPolicy",
        "AWS::SNS::Topic",
        "AWS::SQS::Queue",
    }
)
_NAME_ATTRIBUTES = {
    ("AWS::SQS::Queue", "QueueName"),
    ("AWS::ECS::Service", "Name"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupName"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerName"),
    ("AWS::SNS::Topic", "TopicName"),
}
_MADE_ELSEWHERE = ("AWS::CloudFormation::", "Custom::")
"""Types whose attributes are what another template, or a program, says."""
_SUBSTITUTE = re.compile(r"\$\{(!?)([^${}]+)\}")
_DEEPEST = 60
_MOST_STEPS = 100_000
"""For one value: what a megabyte of template can say, but not what names that stand for each other twice make of it."""
_LONGEST = 1_048_576
"""Of a text, in characters: a template has no more bytes.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"""
_REMOVED = object()
"""What ``AWS::NoValue`` makes of a property."""


class Resolver:
    """Resolves values of several templates, which may import from one another in any order."""

    def __init__(self, templates: Iterable[Subject]) -> None:
        templates = tuple(templates)
        self._templates = {template.stack: template.data for template in templates}
        self._suffixes = {template.stack: _url_suffix(template.regions) for template in templates}
        self._steps = 0
        self._exports: dict[str, tuple[str, Any]] = {}
        for stack, data in self._templates.items():
            for name, value in exports(data).values():
                self._exports.setdefault(self._name(stack, name), (stack, value))

    def resolve(self, stack: str, value: Any, depth: int = 0) -> Any:
        """``value`` of the template ``stack``, with every reference resolved that can be."""
        self._steps = self._steps + 1 if depth else 0
        if depth > _DEEPEST:
            return value
        if self._steps > _MOST_STEPS:
            return _unknown("more than can be resolved")
        if isinstance(value, Mapping):
            if len(value) == 1:
                [(function, argument)] = value.items()
                if function == "Ref" or str(function).startswith("Fn::"):
                    return self._call(stack, str(function), argument, depth + 1)
            items = {str(key): self.resolve(stack, item, depth + 1) for key, item in value.items()}
            return {key: item for key, item in items.items() if item is not _REMOVED}
        if isinstance(value, list | tuple):
            return [item for item in (self.resolve(stack, item, depth + 1) for item in value) if item is not _REMOVED]
        return value

    def _call(self, stack: str, function: str, argument: Any, depth: int) -> Any:
        match function, argument:
            case "Ref", str():
                return self._ref(stack, argument, depth)
            case "Fn::GetAtt", str():
                return self._dotted(stack, argument, depth)
            case "Fn::GetAtt", [str(logical_id), str(attribute)]:
                return self._attribute(stack, logical_id, attribute, depth)
            case "Fn::ImportValue", _:
                name = self.resolve(stack, argument, depth)
                owner = self._exports.get(name) if isinstance(name, str) else None
                return self.resolve(*owner, depth) if owner else _unknown(f"Fn::ImportValue {name}")
            case "Fn::Sub", str():
                return self._substitute(stack, argument, {}, depth)
            case "Fn::Sub", [str(template), Mapping() as own]:
                return self._substitute(stack, template, own, depth)
            case "Fn::If", [_, then, _]:
                return self.resolve(stack, then, depth)
            case _:
                return self._join_or_split(function, self.resolve(stack, argument, depth))

    def _join_or_split(self, function: str, argument: Any) -> Any:
        match function, argument:
            case "Fn::Join", [str(separator), list(parts)] if all(
                isinstance(part, str | int | Unknown) for part in parts
            ):
                joined = separator.join(map(str, parts))
                if len(joined) > _LONGEST:
                    return _unknown("a text that is too long")
                return Unknown(joined) if any(isinstance(part, Unknown) for part in parts) else joined
            case "Fn::Split", [str(separator), str(whole)] if separator:
                return whole.split(separator)
            case "Fn::Select", [index, list(items)] if str(index).isdigit() and int(index) < len(items):
                return items[int(index)]
            case _:
                return _unknown(f"{function} {argument}")

    def _ref(self, stack: str, name: str, depth: int) -> Any:
        if name == "AWS::NoValue":
            return _REMOVED
        if name == "AWS::URLSuffix":
            return self._suffixes[stack]
        if name.startswith("AWS::"):
            return f"${{{name}}}"
        data = self._templates[stack]
        parameter = _entry(data, "Parameters", name)
        if parameter is not None:
            return self._parameter(name, parameter)
        resource = _entry(data, "Resources", name)
        if resource is None:
            return _unknown(name)
        if resource.get("Type") in _REF_IS_NAME:
            own = self._own_name(stack, resource, depth)
            if own:
                return own
        return f"${{{stack}|{name}}}"

    def _dotted(self, stack: str, name: str, depth: int) -> Any:
        logical_id, _, attribute = name.partition(".")
        return self._attribute(stack, logical_id, attribute, depth)

    def _attribute(self, stack: str, logical_id: str, attribute: str, depth: int) -> Any:
        resource = _entry(self._templates[stack], "Resources", logical_id)
        if resource is None or str(resource.get("Type")).startswith(_MADE_ELSEWHERE):
            return _unknown(f"{logical_id}.{attribute}")
        if (resource.get("Type"), attribute) in _NAME_ATTRIBUTES:
            own = self._own_name(stack, resource, depth)
            if own:
                return own
        return f"${{{stack}|{logical_id}|{attribute}}}"

    def _parameter(self, name: str, parameter: Mapping[str, Any]) -> Any:
        """Its default, unless that stands for none, or names an entry of Parameter Store."""
        default = parameter.get("Default")
        if default in (None, "") or "AWS::SSM::Parameter::Value" in str(parameter.get("Type")):
            return _unknown(name)
        is_list = "List" in str(parameter.get("Type")) and isinstance(default, str)
        return [item.strip() for item in default.split(",")] if is_list else default

    def _own_name(self, stack: str, resource: Mapping[str, Any], depth: int) -> str:
        properties = resource.get("Properties")
        value = properties.get(NAMES[resource["Type"]]) if isinstance(properties, Mapping) else None
        name = self.resolve(stack, value, depth)
        return name if isinstance(name, str) else ""

    def _substitute(self, stack: str, template: str, own: Mapping[str, Any], depth: int) -> Any:
        def found(name: str) -> Any:
            if name in own:
                return self.resolve(stack, own[name], depth)
            return self._dotted(stack, name, depth) if "." in name else self._ref(stack, name, depth)

        unknown, length = False, len(template)

        def value(match: re.Match[str]) -> str:
            nonlocal unknown, length
            if length > _LONGEST:
                return ""
            is_literal, name = match[1], match[2].strip()
            if is_literal:
                return f"${{{name}}}"
            result = found(name)
            unknown |= isinstance(result, Unknown)
            filled = str(result) if isinstance(result, str | int | float | Unknown) else match[0]
            length += len(filled)
            return filled

        text = _SUBSTITUTE.sub(value, template)
        if length > _LONGEST:
            return _unknown("a text that is too long")
        return Unknown(text) if unknown else text

    def _name(self, stack: str, name: Any) -> str:
        resolved = self.resolve(stack, name)
        return resolved if isinstance(resolved, str) else repr(resolved)


def exports(template: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Output -> name and value of everything that a template exports."""
    outputs = template.get("Outputs")
    return {
        str(name): (output["Export"].get("Name"), output.get("Value"))
        for name, output in (outputs.items() if isinstance(outputs, Mapping) else ())
        if isinstance(output, Mapping) and isinstance(output.get("Export"), Mapping)
    }


def _unknown(name: str) -> Unknown:
    return Unknown(f"${{{name}}}")


def _url_suffix(regions: tuple[str, ...]) -> str:
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
    return "amazonaws.com.cn" if regions and all(region.startswith("cn-") for region in regions) else "amazonaws.com"


def _entry(template: Mapping[str, Any], section: str, name: str) -> Mapping[str, Any] | None:
    entries = template.get(section)
    entry = entries.get(name) if isinstance(entries, Mapping) else None
    return entry if isinstance(entry, Mapping) else None
