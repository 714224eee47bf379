"""How CodeBuild runs a build specification of version 0.2: phases, failures, artifacts.

What a buildspec may say and this model does not know is an error, never ignored.
https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details-phases.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from tests.build.support.shell import Shell

PHASES = ("install", "pre_build", "build", "post_build")
UPLOAD = "upload_artifacts"
_ABORT = "ABORT"


class State(StrEnum):
    """What became of a phase."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Build:
    """A build that is over."""

    phases: Mapping[str, State]
    log: str
    uploaded: Mapping[str, bytes]
    """The artifact as it was uploaded, even by a build that failed."""
    exported: Mapping[str, str]
    """What later actions of a pipeline may name: of a build that succeeded, what is in the environment at its end."""

    @property
    def failed_phases(self) -> list[str]:
        return [phase for phase, state in self.phases.items() if state is State.FAILED]

    @property
    def succeeded(self) -> bool:
        return not self.failed_phases

    @property
    def artifact(self) -> Mapping[str, bytes] | None:
        """What the next stage of a pipeline gets: nothing of a build that failed."""
        return self.uploaded if self.succeeded else None


def run(buildspec: str, source: Path, environment: Mapping[str, str], shell: type[Shell], folder: Path) -> Build:
    """Runs ``buildspec`` on the files in ``source``; ``folder`` is the machine's own."""
    document = yaml.safe_load(buildspec)
    _only_knows(document, "version", "env", "phases", "artifacts")
    # With the helper, git asks the machine for its password: nothing that a repository in a folder would ask for.
    _only_knows(document["env"], "shell", "git-credential-helper", "exported-variables")
    _only_knows(document["phases"], *PHASES)
    if (document["version"], document["env"]["shell"]) != (0.2, "bash"):
        raise NotImplementedError("the model runs version 0.2 in bash")
    folder.mkdir()
    log = folder / "log.txt"
    log.touch()
    running = shell(folder, source, {**environment, "CODEBUILD_BUILD_SUCCEEDING": "1"}, log)
    try:
        phases = _phases(document["phases"], running)
        exported = _exported(document["env"].get("exported-variables", ()), running, folder)
    finally:
        running.close()
    uploaded = _upload(document["artifacts"], source) if "artifacts" in document else {}
    phases[UPLOAD] = State.FAILED if uploaded is None else State.SUCCEEDED
    made = Build(phases, log.read_text(encoding="utf-8"), uploaded or {}, exported)
    return made if made.succeeded else replace(made, exported={})


def _exported(names: Iterable[str], shell: Shell, folder: Path) -> dict[str, str]:
    """Those that are in the environment: a variable of the shell alone is none of them.

    https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.exported-variables
    """
    values = {name: folder / f"exported-{name}" for name in names}
    found = {name: file for name, file in values.items() if shell.run(f"printenv {name} > {file}") == 0}
    return {name: file.read_text(encoding="utf-8").rstrip("\n") for name, file in found.items()}


def _phases(phases: Mapping[str, Any], shell: Shell) -> dict[str, State]:
    states: dict[str, State] = {}
    is_over = False
    for name in PHASES:
        phase = phases.get(name, {"commands": []})
        _only_knows(phase, "commands", "on-failure")
        if is_over:
            states[name] = State.SKIPPED
            continue
        # The first command that fails is the phase's last.
        if all(shell.run(command) == 0 for command in phase["commands"]):
            states[name] = State.SUCCEEDED
            continue
        states[name] = State.FAILED
        on_failure = phase.get("on-failure")
        if on_failure not in (None, _ABORT):
            raise NotImplementedError(f"on-failure: {on_failure}")
        # A failed build is no reason not to run post_build; see the phases' transitions in the second page above.
        is_over = on_failure == _ABORT or name != "build"
        if not is_over:
            shell.run("export CODEBUILD_BUILD_SUCCEEDING=0")
    return states


def _upload(artifacts: Mapping[str, Any], source: Path) -> dict[str, bytes] | None:
    """Always tried, whatever failed before; None when a file is not there."""
    _only_knows(artifacts, "base-directory", "files")
    base = source / artifacts["base-directory"]
    if any(set(name) & set("*?[") for name in artifacts["files"]):
        raise NotImplementedError("patterns of artifacts")
    files = {name: base / name for name in artifacts["files"]}
    if not all(file.is_file() for file in files.values()):
        return None
    return {name: file.read_bytes() for name, file in files.items()}


def _only_knows(mapping: Mapping[str, Any], *keys: str) -> None:
    unknown = mapping.keys() - set(keys)
    if unknown:
        raise NotImplementedError(f"the model does not know {sorted(unknown)}")
