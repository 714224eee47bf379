"""Systems -> jobs on machines, or with actions, that GitHub has taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import is_literal, texts
from generator.gate.workflow import jobs
from generator.problems import Severity

# https://github.com/actions/runner-images#available-images, and the announcements there of what ended
_MACHINES = frozenset(
    {
        "macos-10.15", "macos-11", "macos-12", "macos-13", "ubuntu-16.04", "ubuntu-18.04", "ubuntu-20.04",
        "windows-2016", "windows-2019",
    }
)  # fmt: skip
_LATEST = re.compile(r"(?:ubuntu|windows|macos)-l[a-z]+t")
# https://github.blog/changelog/2024-04-16-deprecation-notice-v3-of-the-artifact-actions/ and
# https://github.blog/changelog/2024-12-05-notice-of-upcoming-releases-and-breaking-changes-for-github-actions/
_ACTIONS = {
    "actions/upload-artifact": ("v1", "v2", "v3"),
    "actions/download-artifact": ("v1", "v2", "v3"),
    "actions/cache": ("v1", "v2"),
}


def _check(system: System) -> Iterator[Finding]:
    for job in jobs(system):
        for machine in filter(is_literal, texts(job.data.get("runs-on"))):
            if machine in _MACHINES:
                message = f"the job {job.id} waits for {machine}, which GitHub does not have any more"
                yield Finding(job.file, message, (*job.path, "runs-on"), "ubuntu-latest", Severity.WARNING)
            elif _LATEST.fullmatch(machine) and not machine.endswith("-latest"):
                message = f"the job {job.id} waits for '{machine}', which is no machine of GitHub's"
                yield Finding(job.file, message, (*job.path, "runs-on"), "ubuntu-latest", Severity.WARNING)
        for step in job.steps:
            name, _, version = step.uses.partition("@")
            if version.partition(".")[0] in _ACTIONS.get(name, ()):
                message = f"the job {job.id} uses {step.uses}, which GitHub refuses since it retired it"
                yield Finding(job.file, message, (*step.path, "uses"))


RULE = Rule(
    "retired",
    "Jobs run on machines, and use actions, that GitHub still has.",
    "https://github.com/actions/runner-images#available-images",
    _check,
    """
 .github/workflows/test.yml:
   on: {pull_request: {}}
   jobs:
     test:
-      runs-on: ubuntu-18.04
+      runs-on: ubuntu-latest
       steps: [{run: echo}]
    """,
)
