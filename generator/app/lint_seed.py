"""A folder of files written by hand for the AWS CLI -> what our rules find in them.

Each file is the input of one API call, in the API's own words. It becomes the resource that the call makes, in
CloudFormation's words, and is judged by the rules for templates; a finding goes back to the file's own line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from generator.app.lint_templates import DEFAULT_REGION, Judgement
from generator.app.written import Written, load
from generator.errors import OutsideError, SpecError
from generator.gate.catalog import RULES, problems
from generator.gate.subject import Path, SideFile, Subject
from generator.gate.system import System, capitalised
from generator.problems import Location, Problem, in_order

_SUFFIXES = (".json", ".yaml", ".yml")
_SIDE_FILES = {
    ".buildspec.yml",
    "appspec.json",
    "appspec.yaml",
    "appspec.yml",
    "buildspec.yaml",
    "buildspec.yml",
    "imageDetail.json",
    "imagedefinitions.json",
    "task-definition.json",
    "taskdef.json",
}
_SKIPPED = {"node_modules", "package.json", "package-lock.json", "tsconfig.json"}
_RENAMED = {
    "AWS::CodeBuild::Project": {"Buildspec": "BuildSpec", "VpcConfig": "VpcConfig"},
    "AWS::CodeDeploy::DeploymentGroup": {"EcsServices": "ECSServices"},
}
"""Where CloudFormation's key is not the API's with a capital letter."""


@dataclass(frozen=True)
class _Kind:
    """One sort of file: the resource that it becomes, how it is known, and where in the file its properties are."""

    type: str
    keys: frozenset[str]
    prefix: Path = ()


_KINDS = (
    _Kind("AWS::CodePipeline::Pipeline", frozenset({"pipeline"}), ("pipeline",)),
    _Kind("AWS::CodePipeline::Pipeline", frozenset({"roleArn", "stages"})),
    _Kind("AWS::CodeDeploy::DeploymentGroup", frozenset({"deploymentGroupName", "serviceRoleArn"})),
    _Kind("AWS::ECS::Service", frozenset({"serviceName", "taskDefinition"})),
    _Kind("AWS::CodeBuild::Project", frozenset({"serviceRole", "environment", "source"})),
    _Kind("AWS::ElasticLoadBalancingV2::TargetGroup", frozenset({"Protocol", "TargetType"})),
    _Kind("AWS::ElasticLoadBalancingV2::Listener", frozenset({"LoadBalancerArn", "DefaultActions"})),
    _Kind("AWS::Logs::LogGroup", frozenset({"logGroupName"})),
)


def lint_seed(folder: str) -> Judgement:
    """Everything in the folder that we know, judged together: what is not there does not exist."""
    if not FilePath(folder).is_dir():
        raise OutsideError(f"cannot read {folder}", "it is no folder")
    found: list[Problem] = []
    sources: dict[str, str] = {}
    subjects: list[Subject] = []
    files: list[SideFile] = []
    for path in _paths(folder):
        try:
            written = load(str(path))
        except SpecError as error:
            found += error.problems
            continue
        if path.name in _SIDE_FILES:
            name = str(path.relative_to(folder))
            files.append(SideFile(name, written.data, written.text, Location(str(path), 1, 1), written.lines))
        elif subject := _subject(written):
            subjects.append(subject)
        else:
            continue
        sources[written.path] = written.text
    if not sources and not found:
        raise OutsideError(f"cannot judge {folder}", "it has no file of a pipeline, a service or a build that we know")
    found += problems(System(tuple(subjects), tuple(files)), RULES)
    return Judgement(in_order(found), sources, len(sources))


def _paths(folder: str) -> Iterator[FilePath]:
    try:
        paths = sorted(FilePath(folder).rglob("*"))
    except OSError as refusal:
        raise OutsideError(f"cannot judge {folder}", refusal.strerror or str(refusal)) from refusal
    for path in paths:
        if path.suffix in _SUFFIXES and not _SKIPPED & set(path.parts) and path.is_file():
            yield path


def _subject(written: Written) -> Subject | None:
    """The template that has the file's one resource; nothing for a file of another sort."""
    data = written.data
    if not isinstance(data, Mapping):
        return None
    if "Statement" in data:
        return _policy(written, data)
    for kind in _KINDS:
        if kind.keys <= data.keys():
            inner = data[kind.prefix[0]] if kind.prefix else data
            properties = _renamed(capitalised(inner), _RENAMED.get(kind.type, {}))
            return _template(written, kind.type, properties, _lines(written, kind))
    return None


def _policy(written: Written, document: Mapping[str, Any]) -> Subject:
    statements = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
    is_trust = any(isinstance(item, Mapping) and "Principal" in item for item in statements)
    kind, key = (
        ("AWS::IAM::Role", "AssumeRolePolicyDocument") if is_trust else ("AWS::IAM::ManagedPolicy", "PolicyDocument")
    )
    lines = {("Properties", key, *path): location for path, location in written.lines.items()}
    return _template(written, kind, {key: document}, lines)


def _template(written: Written, kind: str, properties: Any, lines: Mapping[Path, Location]) -> Subject:
    stem = FilePath(written.path).stem
    logical_id = "".join(part.capitalize() for part in stem.replace(".", "-").replace("_", "-").split("-")) or "File"
    data = {"Resources": {logical_id: {"Type": kind, "Properties": properties}}}
    start = Location(written.path, 1, 1)
    return Subject(
        path=written.path,
        stack=written.path.replace("|", "_").replace("}", "_"),
        text=written.text,
        data=data,
        regions=(DEFAULT_REGION,),
        origins={},
        origin=start,
        lines={(): start, **{("Resources", logical_id, *path): location for path, location in lines.items()}},
    )


def _lines(written: Written, kind: _Kind) -> dict[Path, Location]:
    """Where each value stands, by the path that it has as a resource."""
    names = _RENAMED.get(kind.type, {})
    length = len(kind.prefix)
    return {
        ("Properties", *(_key(step, names) for step in path[length:])): location
        for path, location in written.lines.items()
        if path[:length] == kind.prefix
    }


def _key(step: str | int, names: Mapping[str, str]) -> str | int:
    if isinstance(step, int):
        return step
    capital = step[:1].upper() + step[1:]
    return names.get(capital, capital)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {names.get(key, key): _renamed(item, names) for key, item in value.items()}
    return [_renamed(item, names) for item in value] if isinstance(value, list) else value
