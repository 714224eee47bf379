"""Golden cases -> the templates that the judges look at, read from the golden files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from cfnlint.decode.cfn_yaml import loads

from generator.model.project import Project
from tests.golden.case import Case


@dataclass(frozen=True)
class Template:
    case: str
    path: str
    """Below the output folder, such as ``shop/prod/alb.yaml``."""
    text: str
    data: Mapping[str, Any]
    project: Project | None
    """The environment that it is for; none for what several share."""

    @property
    def name(self) -> str:
        return f"{self.case}/{self.path}"

    @property
    def resources(self) -> Mapping[str, Mapping[str, Any]]:
        resources: Mapping[str, Mapping[str, Any]] = self.data["Resources"]
        return resources


def templates(case: Case) -> Iterator[Template]:
    """Every template among a case's golden files. An appspec has Resources too, but is none."""
    yield from of_files(case.name, case.files(), case.build().projects)


def of_files(case: str, files: Mapping[str, str], projects: tuple[Project, ...]) -> Iterator[Template]:
    by_environment = {project.environment.name: project for project in projects}
    for path, text in files.items():
        if path.endswith(".yaml") and "\nAWSTemplateFormatVersion:" in text:
            folder = PurePosixPath(path).parts[1]
            yield Template(case, path, text, _data(text), by_environment.get(folder))


def _data(text: str) -> Mapping[str, Any]:
    """With intrinsic functions in their long form."""
    data: Mapping[str, Any] = loads(text)
    return data


def write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
