"""Systems -> buildspecs that CodeBuild cannot read: unknown phases and keys, and values of a wrong type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.gate.fault import nearest, shown
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path, SideFile
from generator.gate.system import System
from generator.problems import Severity

_PHASES = ("install", "pre_build", "build", "post_build")
_IN_PHASE = ("commands", "finally", "on-failure", "run-as", "runtime-versions", "steps")
_TOP = ("artifacts", "batch", "cache", "env", "phases", "proxy", "reports", "run-as", "version")
_IN_ENV = (
    "exported-variables",
    "git-credential-helper",
    "parameter-store",
    "secrets-manager",
    "shell",
    "variables",
)
_IN_ARTIFACTS = (
    "base-directory",
    "discard-paths",
    "enable-symlinks",
    "exclude-paths",
    "files",
    "name",
    "s3-prefix",
    "secondary-artifacts",
    "type",
)
_IN_CACHE = ("action", "fallback-keys", "files", "key", "paths")
_SECTIONS = (("env", _IN_ENV), ("artifacts", _IN_ARTIFACTS), ("cache", _IN_CACHE))
_SHELLS = ("bash", "/bin/bash", "sh", "/bin/sh", "powershell.exe", "pwsh.exe", "cmd.exe")
_ON_FAILURE = re.compile(r"ABORT|CONTINUE|RETRY(?:-\d+)?(?:-.+)?")
"""https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html"""
_MAPPINGS = ("variables", "parameter-store", "secrets-manager")


def _check(system: System) -> Iterator[Finding]:
    for buildspec in system.buildspecs:
        data = buildspec.data
        if not isinstance(data, Mapping):
            yield Finding(buildspec, "a buildspec is an object with version and phases")
            continue
        yield from _unknown(buildspec, (), data, _TOP)
        if "phases" not in data and "batch" not in data:
            yield Finding(buildspec, "a buildspec has phases")
        if "phases" in data and data["phases"] is None:
            yield Finding(buildspec, "phases is an object, and here nothing", ("phases",))
        for section, keys in _SECTIONS:
            value = data.get(section)
            if isinstance(value, Mapping):
                yield from _unknown(buildspec, (section,), value, keys)
            elif value is not None:
                yield Finding(buildspec, f"{section} is an object, and here {shown(value)}", (section,))
        yield from _of_env(buildspec, data.get("env"))
        yield from _of_phases(buildspec, data.get("phases"))


def _of_env(buildspec: SideFile, env: Any) -> Iterator[Finding]:
    shell = env.get("shell") if isinstance(env, Mapping) else None
    if shell is not None and shell not in _SHELLS:
        yield Finding(buildspec, f"CodeBuild has no shell '{shell}': it has {', '.join(_SHELLS)}", ("env", "shell"))
    for key in _MAPPINGS if isinstance(env, Mapping) else ():
        values = env.get(key)
        if values is not None and not isinstance(values, Mapping):
            message = f"{key} is an object of names and values, and here {shown(values)}"
            yield Finding(buildspec, message, ("env", key))
            continue
        for name, value in (values or {}).items():
            if isinstance(value, Mapping | list):
                yield Finding(buildspec, f"{name} is a text, and here {shown(value)}", ("env", key, str(name)))


def _of_phases(buildspec: SideFile, phases: Any) -> Iterator[Finding]:
    if phases is not None and not isinstance(phases, Mapping):
        yield Finding(buildspec, f"phases is an object, and here {shown(phases)}", ("phases",))
        return
    for name, phase in (phases or {}).items():
        path: Path = ("phases", str(name))
        if name not in _PHASES:
            message = f"CodeBuild has no phase '{name}': it has {', '.join(_PHASES)}"
            near = nearest(str(name), _PHASES)
            yield Finding(buildspec, message, path, f"is it {near}?" if near else "")
        if phase is not None and not isinstance(phase, Mapping):
            message = f"a phase is an object with commands, and here {shown(phase)}"
            yield Finding(buildspec, message, path)
            continue
        yield from _unknown(buildspec, path, phase or {}, _IN_PHASE)
        if name != "install" and "runtime-versions" in (phase or {}):
            message = "runtime-versions is for the phase install, and nothing in any other"
            yield Finding(buildspec, message, (*path, "runtime-versions"))
        failure = (phase or {}).get("on-failure")
        if failure is not None and not _ON_FAILURE.fullmatch(str(failure)):
            message = f"on-failure is ABORT, CONTINUE or RETRY, not '{failure}'"
            yield Finding(buildspec, message, (*path, "on-failure"))
        for key in ("commands", "finally"):
            yield from _of_commands(buildspec, (*path, key), (phase or {}).get(key))


def _of_commands(buildspec: SideFile, path: Path, commands: Any) -> Iterator[Finding]:
    if isinstance(commands, Mapping):
        yield Finding(buildspec, f"{path[-1]} is a list, and here an object", path)
    for index, command in enumerate(commands if isinstance(commands, list) else ()):
        if isinstance(command, Mapping):
            first = next(iter(command), "")
            message = f"YAML reads this command as an object with the key '{first}': a build with it does not begin"
            yield Finding(buildspec, message, (*path, index), 'put it in quotes, for the sake of its ": "')
        elif isinstance(command, list) or command is None:
            yield Finding(buildspec, f"a command is a text, and here {shown(command)}", (*path, index))


def _unknown(buildspec: SideFile, path: Path, value: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[Finding]:
    where = ".".join(map(str, path)) or "a buildspec"
    for key in value:
        if key not in keys:
            near = nearest(str(key), keys)
            # What looks like no known key at all may be an anchor's holder, or newer than this list.
            severity = None if near else Severity.WARNING
            hint = f"is it {near}?" if near else ""
            yield Finding(buildspec, f"{where} has no key '{key}'", (*path, str(key)), hint, severity)


RULE = Rule(
    "buildspec-keys",
    "A buildspec has CodeBuild's phases and keys, and its commands are texts.",
    "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
-    biuld:
+    build:
       commands: [make]
    """,
)
