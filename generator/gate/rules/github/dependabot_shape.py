"""Systems -> configurations that Dependabot does not read: another version, ecosystems and intervals that it lacks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.shape import Anything, Listed, Named, Record, Scalar, faults
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.gate.value import mappings
from generator.problems import Severity

_TEXT, _ANY = Scalar(), Anything()
_ECOSYSTEMS = (
    "bazel bun bundler cargo composer conda deno devcontainers docker docker-compose dotnet-sdk elm github-actions"
    " gitsubmodule gomod gradle helm julia maven mix nix npm nuget opentofu pip pre-commit pub rust-toolchain sbt swift"
    " terraform uv vcpkg"
)
_INTERVALS = "cron daily monthly quarterly semiannually weekly yearly"
_FREE = (
    "allow assignees commit-message cooldown exclude-paths groups ignore insecure-external-code-execution labels"
    " milestone multi-ecosystem-group name open-pull-requests-limit patterns pull-request-branch-name rebase-strategy"
    " registries reviewers target-branch vendor versioning-strategy"
)
_SCHEDULE = Record(
    {"interval": Scalar(_INTERVALS.split()), **dict.fromkeys(("cronjob", "day", "time", "timezone"), _TEXT)},
    required=("interval",),
)
_UPDATE = Record(
    {
        "package-ecosystem": Scalar(_ECOSYSTEMS.split()),
        "directory": _TEXT,
        "directories": Listed(_TEXT, is_filled=True),
        "schedule": _SCHEDULE,
        **dict.fromkeys(_FREE.split(), _ANY),
    },
    required=("package-ecosystem",),
    choices=(("directory", "directories"),),
)
_GROUPED = "multi-ecosystem-group"
_CONFIGURATION = Record(
    {
        "version": Scalar(("2",)),
        "updates": Listed(_UPDATE),
        "registries": Named(),
        "multi-ecosystem-groups": Named(),
        "enable-beta-ecosystems": _TEXT,
    },
    required=("version", "updates"),
)
"""https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference, held against
https://www.schemastore.org/dependabot-2.0.json."""


def _check(system: System) -> Iterator[Finding]:
    for file in system.files_of(Kind.DEPENDABOT):
        data = file.data
        for fault in faults(data, _CONFIGURATION):
            is_version = fault.path == ("version",)
            severity = Severity.WARNING if fault.is_new and not is_version else None
            yield Finding(file, f"{fault.message}: Dependabot does nothing", fault.path, fault.hint, severity)
        yield from _of_schedules(file)


def _of_schedules(file: SideFile) -> Iterator[Finding]:
    """A group of several ecosystems has the schedule of its own."""
    for index, update in enumerate(mappings(file.data, "updates")):
        if "schedule" not in update and _GROUPED not in update:
            message = "an update lacks its schedule: Dependabot does nothing"
            yield Finding(file, message, ("updates", index), "schedule: {interval: weekly}")


RULE = Rule(
    "dependabot-shape",
    "Dependabot's configuration is of version 2, with ecosystems, folders and intervals that it knows.",
    "https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-options-reference",
    _check,
    """
 .github/dependabot.yml:
   version: 2
   updates:
     - package-ecosystem: npm
       directory: /
-      schedule: {interval: dayly}
+      schedule: {interval: daily}
       cooldown: {default-days: 7}
    """,
)
