"""Systems -> projects that build by a file which is not there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.inline_buildspec import SEPARATOR
from generator.gate.rule import Finding, Rule
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.gate.value import is_unknown, text
from generator.problems import Severity


def _check(system: System) -> Iterator[Finding]:
    files = [file for file in system.buildspecs if SEPARATOR not in file.path]  # Those in templates are no files.
    for project in system.of("AWS::CodeBuild::Project"):
        path = text(project.properties, "Source", "BuildSpec")
        is_path = path.endswith((".yml", ".yaml")) and "\n" not in path
        if is_path and files and not any(_is(path, file) for file in files):
            yield Finding(project, f"builds by {path}, which is not there", ("Source", "BuildSpec"))
    for buildspec in system.buildspecs:
        version = text(buildspec.data, "version")
        if version == "0.1":
            message = "version 0.1 runs each command in a shell of its own; 0.2 runs them all in one"
            yield Finding(buildspec, message, ("version",), severity=Severity.ADVICE)
        elif version != "0.2" and not is_unknown(buildspec.data, "version"):
            said = f"not {version}" if version else "and it must say which"
            yield Finding(buildspec, f"a buildspec is of version 0.2, {said}", ("version",))


def _is(path: str, file: SideFile) -> bool:
    return path == file.path or path.endswith(f"/{file.path}") or file.path.endswith(f"/{path}")


RULE = Rule(
    "buildspec-file",
    "A project builds by a buildspec that is there and of version 0.2.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
    _check,
    """
 Resources:
   Project:
     Type: AWS::CodeBuild::Project
     Properties:
-      Source: {Type: CODEPIPELINE, BuildSpec: ci/build.yml}
+      Source: {Type: CODEPIPELINE, BuildSpec: buildspec.yml}
 buildspec.yml:
   version: 0.2
   phases: {build: {commands: [make]}}
    """,
)
