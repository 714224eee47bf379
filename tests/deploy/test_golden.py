"""Every golden case is deployed, and every resource found again through its own service.

No emulator here shifts traffic, rolls back on an alarm or runs a pipeline: none of that is proven.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.app.compile import Build
from tests.deploy.account import AWS, Account
from tests.deploy.comparison import differences
from tests.deploy.found.catalog import ROWS
from tests.emulator.process import ACCOUNT, ENVIRONMENT, post
from tests.golden.case import CASES

pytestmark = [
    pytest.mark.emulator,
    pytest.mark.skipif(
        not (AWS.is_file() and ENVIRONMENT.is_dir()), reason="no emulator or no AWS CLI; `make deploy-test` gets them"
    ),
]


@dataclass(frozen=True)
class Step:
    """One stack to deploy, in its account."""

    account: Account
    entry: dict[str, Any]
    template: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.entry["name"])


def steps(build: Build, endpoint: str, home: Path) -> Iterator[Step]:
    """The manifest's order; what environments share is deployed in the account and region of each."""
    places = {
        project.names.base: (project.environment.account or ACCOUNT, project.region) for project in build.projects
    }
    templates = {subject.stack: subject.data for subject in build.subjects}
    [manifest] = [json.loads(artifact.text) for artifact in build.artifacts if artifact.path.endswith("manifest.json")]
    for entry in manifest["stacks"]:
        own = [place for base, place in places.items() if entry["name"].startswith(f"{base}-")]
        for number, region in own or sorted(set(places.values())):
            if region in entry["regions"]:
                yield Step(Account(endpoint, number, region, home), entry, templates[entry["name"]])


@pytest.mark.parametrize("name", CASES)
def test_every_stack_deploys_and_every_resource_is_there(name: str, endpoint: str, tmp_path: Path) -> None:
    build = CASES[name].build()
    for artifact in build.artifacts:
        path = tmp_path / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(artifact.text, encoding="utf-8")
    for project in build.projects:
        if zone := project.load_balancer.domain and project.load_balancer.domain.zone:
            number = project.environment.account or ACCOUNT
            post(endpoint, "/_test/zones", {"account": number, "zone": zone, "name": "example.com"})
    done = list(steps(build, endpoint, tmp_path))
    for step in done:
        _deploy(step, tmp_path)
    lost = [line for step in done for line in _lost(step)]
    assert not lost, "\n".join(lost)
    for step in done:
        answer = _deploy(step, tmp_path)
        assert "No changes to deploy" in answer, (step.name, answer)


def _deploy(step: Step, folder: Path) -> str:
    """As the README's loop: one stack through a change set, and its policy."""
    capabilities = ["--capabilities", *step.entry["capabilities"]] if step.entry["capabilities"] else []
    template = folder / step.entry["template"]
    answer = step.account.aws(
        "cloudformation", "deploy", "--stack-name", step.name, "--template-file", template,
        "--no-fail-on-empty-changeset", *capabilities,
    )  # fmt: skip
    assert answer.returncode == 0, (step.name, answer.stdout, answer.stderr, list(_failures(step)))
    if step.entry["stack_policy"]:
        policy = (folder / step.entry["stack_policy"]).as_uri()
        set_policy = ["set-stack-policy", "--stack-name", step.name, "--stack-policy-body", policy]
        again = step.account.aws("cloudformation", *set_policy)
        assert again.returncode == 0, (step.name, again.stderr)
    return answer.stdout


def _failures(step: Step) -> Iterator[str]:
    for event in step.account.client("cloudformation").describe_stack_events(StackName=step.name)["StackEvents"]:
        if event["ResourceStatus"].endswith("_FAILED"):
            yield f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"


def _lost(step: Step) -> Iterator[str]:
    """Whatever a template says that is not so."""
    known = step.account.resolution(step.name, step.template)
    made = step.account.resources(step.name)
    wanted = {
        name: resource
        for name, resource in step.template["Resources"].items()
        if known.holds(resource.get("Condition"))
    }
    assert set(made) == set(wanted), step.name
    for name, resource in wanted.items():
        row = ROWS[resource["Type"]]
        properties = known.value(resource.get("Properties", {}))
        said = {key: value for key, value in properties.items() if key not in row.unseen}
        found = row.find(step.account.client, made[name], properties)
        for difference in differences(said, found.shown):
            yield f"{step.name} {name} ({resource['Type']}) {difference}"
