"""Systems -> merge queues whose required checks are not run in the queue."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.github_check import makers
from generator.gate.kind import Kind
from generator.gate.rule import Finding, Rule
from generator.gate.ruleset import rulesets
from generator.gate.system import System
from generator.gate.workflow import events


def _check(system: System) -> Iterator[Finding]:
    if not system.files_of(Kind.WORKFLOW):
        return
    for ruleset in rulesets(system):
        if not any(ruleset.rules("merge_queue")):
            continue
        for path, context in ruleset.checks:
            jobs = makers(system, context)
            if jobs and not any("merge_group" in events(job.file) for job in jobs):
                message = f"the merge queue waits for '{context}', whose workflow does not run on merge_group"
                yield Finding(ruleset.file, message, path, "on: merge_group")


RULE = Rule(
    "merge-queue",
    "What a merge queue requires also runs for the queue.",
    "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue",
    _check,
    """
 main.json:
   name: main
   target: branch
   enforcement: active
   conditions: {ref_name: {include: [refs/heads/main], exclude: []}}
   rules:
     - {type: merge_queue, parameters: {merge_method: MERGE}}
     - {type: required_status_checks, parameters: {required_status_checks: [{context: tests}]}}
 .github/workflows/test.yml:
   on:
     pull_request: {}
+    merge_group: {}
   jobs:
     tests:
       runs-on: ubuntu-latest
       steps: [{run: echo}]
    """,
)
