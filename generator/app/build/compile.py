"""A spec's text -> everything that is generated from it. Pure: writes, prints and reads nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from generator import naming
from generator.app.build.claims import claims
from generator.app.build.discover import FOLDER
from generator.app.build.github_files import github_files, repository_spec
from generator.app.build.notes import notes
from generator.app.build.product import Format, Product, Source, StackSummary
from generator.app.build.quota import quota_notes
from generator.artifacts import Artifact
from generator.cfn import yaml
from generator.cfn.size import BUCKET_BYTES, CALL_BYTES, lines
from generator.engines.catalog import engine_of
from generator.errors import SpecError
from generator.gate.subject import Subject
from generator.model.project import Project, Spec
from generator.model.service import Service
from generator.naming import EnvironmentNames
from generator.naming.layout import LAYOUT
from generator.naming.path import checksums_path, manifest_path
from generator.problems import Location
from generator.sidefiles.buildspec import buildspec
from generator.sidefiles.checksums import checksums
from generator.sidefiles.deploy_command import BUCKET_OF_ONES_OWN, CAPABILITIES, Deployment
from generator.sidefiles.github_repository import RepositorySpec
from generator.sidefiles.stack_policy import stack_policy
from generator.spec.base import Base
from generator.spec.loader import load
from generator.stacks.assemble import assemble
from generator.stacks.stack import Patching, Stack


@dataclass(frozen=True)
class Build(Product):
    """All that one spec gives: its product, and what that was made from. With ``problems`` there is nothing else."""

    text: str = field(default="", repr=False)
    """The spec's own."""
    bases: tuple[Base, ...] = field(default=(), repr=False)
    """What it extends."""
    artifacts: tuple[Artifact, ...] = ()
    projects: tuple[Project, ...] = ()
    subjects: tuple[Subject, ...] = ()
    """The templates, as the gate judges them."""
    deployments: tuple[Deployment, ...] = ()
    """The stacks as they are deployed, but for those of an administrator."""
    about: RepositorySpec | None = None
    """What the spec says about its repository at GitHub."""
    patchings: Mapping[str, Patching] = field(default_factory=dict, repr=False)
    """A template's path -> its patches, where it has any."""


def compile_spec(text: str, file: str, template_format: Format = Format.YAML, bases: Sequence[Base] = ()) -> Build:
    """Everything that ``text`` over ``bases`` asks for, or every problem that it has. ``file`` names it in both."""
    try:
        spec = load(text, file, bases)
        stacks = tuple(assemble(spec))
    except SpecError as error:
        return Build(file, problems=error.problems)
    subjects = tuple(_subject(spec, stack, template_format) for stack in stacks)
    artifacts = [Artifact(subject.path, subject.text) for subject in subjects]
    artifacts += _stack_policies(stacks)
    artifacts += [file for service in spec.services for file in _build_files(service, _header(spec))]
    deployments = [*_deployments(stacks, subjects, by_administrator=False)]
    by_hand = [*_deployments(stacks, subjects, by_administrator=True)]
    about = repository_spec(spec, deployments, by_hand, template_format, [base.path for base in bases])
    artifacts += github_files(about)
    artifacts.append(_manifest(spec, stacks, template_format, artifacts))
    # Its own checksum stands nowhere, and it is always there: no later run has to know that it was written.
    specs = {f"{FOLDER}/{PurePath(file).name}": text, **{base.path: base.text for base in bases}}
    sums = checksums(artifacts, specs)
    artifacts.append(Artifact(checksums_path(spec.shared.name), sums))
    return Build(
        file=file,
        text=text,
        bases=tuple(bases),
        project=spec.shared.name,
        environments=tuple(project.environment.name for project in spec.projects),
        projects=spec.projects,
        stacks=tuple(_summary(stack, template_format) for stack in stacks),
        artifacts=tuple(sorted(artifacts, key=lambda artifact: artifact.path)),
        subjects=subjects,
        deployments=tuple(deployments),
        about=about,
        sources=tuple(_source(service) for service in spec.services if service.is_built),
        claims=claims(spec),
        notes=(*notes(spec.projects), *quota_notes(spec.projects, stacks)),
        origins={subject.path: _places(subject) for subject in subjects},
        patchings={stack.path(template_format): stack.patching for stack in stacks if stack.patching},
    )


def _subject(spec: Spec, stack: Stack, template_format: Format) -> Subject:
    data = stack.template.to_dict()
    comment = "\n".join([_header(spec), *_patches(stack)])
    text = lines(data) + "\n" if template_format is Format.JSON else yaml.dump(data, comment)
    return Subject(
        path=stack.path(template_format),
        stack=stack.name,
        text=text,
        data=data,
        regions=stack.regions,
        origins=stack.template.origins,
        origin=_place(spec, stack),
        protections=stack.template.protections,
        # What is larger than a call goes into a bucket first.
        limit=BUCKET_BYTES,
    )


def _place(spec: Spec, stack: Stack) -> Location:
    """Where a template as a whole comes from: without a patch, from no line in particular."""
    applied = stack.patching.applied if stack.patching else ()
    return applied[-1].patch.origin if applied else Location(spec.file)


def _places(subject: Subject) -> dict[str, tuple[str, int, int]]:
    return {logical_id: (place.file, place.line, place.column) for logical_id, place in subject.origins.items()}


def _header(spec: Spec) -> str:
    """The file's name and not its path: the same spec gives the same bytes wherever it is called from."""
    return f"Generated by canaryform from {PurePath(spec.file).name}. Edit that file, then run: canaryform generate"


def _patches(stack: Stack) -> Iterator[str]:
    for name, patch, _ in stack.patching.applied if stack.patching else ():
        yield f"Patched by {name}: {patch.why}"


def _stack_policies(stacks: Sequence[Stack]) -> list[Artifact]:
    paths = ((stack, stack.policy_path) for stack in stacks)
    return [Artifact(path, stack_policy(stack.template.protections)) for stack, path in paths if path]


def _deployments(
    stacks: Sequence[Stack], subjects: Sequence[Subject], *, by_administrator: bool
) -> Iterator[Deployment]:
    for stack, subject in zip(stacks, subjects, strict=True):
        if stack.by_administrator is by_administrator:
            is_large = len(subject.text.encode()) > CALL_BYTES
            yield Deployment(
                stack=stack.name,
                folder=stack.folder,
                service=stack.service,
                template=subject.path,
                regions=stack.regions,
                capabilities=CAPABILITIES if stack.needs_iam else (),
                stack_policy=stack.policy_path,
                tags=stack.tags,
                is_protected=stack.is_protected,
                bucket=_bucket(stack) if is_large else None,
                types=tuple(stack.template.resource_types),
                needs_connection=stack.needs_connection,
                minutes=stack.minutes,
            )


def _bucket(stack: Stack) -> str:
    """An administrator deploys before there is a bucket of ours, and so names one of the account's own."""
    return (
        BUCKET_OF_ONES_OWN if stack.by_administrator else EnvironmentNames(stack.project, stack.folder).artifact_bucket
    )


def _build_files(service: Service, header: str) -> Iterator[Artifact]:
    """What CodeBuild reads from the repository, for one service in one environment."""
    if service.is_built:
        yield Artifact(service.names.file_path(naming.BUILDSPEC), buildspec(service, header))
    yield from engine_of(service).build_files(service, header)


def _summary(stack: Stack, template_format: Format) -> StackSummary:
    return StackSummary(
        name=stack.name,
        noun=stack.noun,
        folder=stack.folder,
        service=stack.service,
        template_path=stack.path(template_format),
        resources=len(stack.template),
        depends_on=stack.after,
        needs_iam=stack.needs_iam,
        by_administrator=stack.by_administrator,
        regions=stack.regions,
    )


def _source(service: Service) -> Source:
    container = service.container
    return Source(
        service=service.name,
        environment=service.environment.name,
        context=container.context,
        dockerfile=container.dockerfile,
        version_file=service.build.version_file,
        test=service.build.test,
        registry_login=service.build.registry_login,
        target=service.build.target,
        port=container.port,
        architecture=container.architecture,
        read_only=container.read_only,
        tmp=container.tmp,
        main=service.project.git.main,
        accepts=tuple(sorted(service.project.accept)),
    )


def _manifest(spec: Spec, stacks: Sequence[Stack], template_format: Format, artifacts: Sequence[Artifact]) -> Artifact:
    """What was generated: the stacks in deploy order, those beside it, and every file with its checksum."""
    document = {
        "spec": PurePath(spec.file).name,
        "layout": LAYOUT,
        "stacks": [_entry(stack, template_format) for stack in stacks if not stack.by_administrator],
        "administrator_stacks": [_entry(stack, template_format) for stack in stacks if stack.by_administrator],
        "files": {
            artifact.path: sha256(artifact.text.encode()).hexdigest()
            for artifact in sorted(artifacts, key=lambda artifact: artifact.path)
        },
    }
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    return Artifact(manifest_path(spec.shared.name), text)


def _entry(stack: Stack, template_format: Format) -> dict[str, Any]:
    return {
        "name": stack.name,
        "template": stack.path(template_format),
        "regions": list(stack.regions),
        "after": list(stack.after),
        "capabilities": list(CAPABILITIES) if stack.needs_iam else [],
        "stack_policy": stack.policy_path,
        "tags": dict(stack.tags),
        "termination_protection": stack.is_protected,
    }
