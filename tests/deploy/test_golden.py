"""Every golden case is deployed, and every resource found again through its own service.

No emulator here shifts traffic, rolls back on an alarm or runs a pipeline: none of that is proven.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.app.build.compile import Build
from generator.app.deploy.command import script
from generator.app.deploy.desired import DesiredStack, wanted
from generator.app.output.write import write
from generator.model.project import Project
from tests.deploy.account import Account
from tests.deploy.existing import with_what_exists
from tests.deploy.repository import repository
from tests.deploy.search import lost
from tests.emulator.process import ACCOUNT
from tests.golden import by_ecs
from tests.golden.case import CASES, Case

pytestmark = pytest.mark.emulator
BY_THE_CLI = ("minimal", "maximal", "existing-vpc")
"""The AWS CLI takes a process a call."""


@pytest.mark.parametrize("name", CASES)
def test_every_stack_deploys_and_every_resource_is_there(name: str, endpoint: str, tmp_path: Path) -> None:
    case = CASES[name]
    _assert_deploys(case, case.build(), endpoint, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, case in CASES.items() if by_ecs.changes(case)])
def test_so_they_do_with_the_other_engine(name: str, endpoint: str, tmp_path: Path) -> None:
    case = CASES[name]
    _assert_deploys(case, by_ecs.build(case), endpoint, tmp_path)


def _assert_deploys(case: Case, build: Build, endpoint: str, folder: Path) -> None:
    for environment in build.environments:
        account = _account(_project(build, environment), endpoint, folder)
        build = with_what_exists(build, _project(build, environment), account)
        project, spec = _project(build, environment), repository(folder, build.text, case.spec.name)
        deploy: list[str | Path] = ["deploy", spec, "-e", project.environment.name, "--yes", "--json"]
        if not project.connection:
            first = account.canaryform(*deploy, "--stack", "github")
            assert first.returncode == 0, first.stderr
        account.authorise(project)
        made = account.canaryform(*deploy)
        assert made.returncode == 0, made.stdout + made.stderr
        stacks = wanted(build, project)
        _assert_all_is_there(account, stacks)
        again = json.loads(account.canaryform(*deploy).stdout)
        assert {stack["state"] for stack in again["stacks"]} == {"unchanged"}


@pytest.mark.parametrize("name", BY_THE_CLI)
def test_the_printed_commands_do_the_same(name: str, endpoint: str, tmp_path: Path) -> None:
    build = CASES[name].build()
    write(build.artifacts, tmp_path / "templates_out")
    project = build.projects[-1]
    account, stacks = _account(project, endpoint, tmp_path), wanted(build, project)
    with_what_exists(build, project, account)
    printed = script(stacks, project, "specs/shop.yaml")
    ran = account.run("/bin/bash", "-c", printed)
    if not project.connection:
        assert ran.returncode == 3, ran.stdout + ran.stderr
        account.authorise(project)
        ran = account.run("/bin/bash", "-c", printed)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    _assert_all_is_there(account, stacks)
    _assert_state(account, stacks)
    again = account.run("/bin/bash", "-c", printed)
    assert again.stdout.count("No changes to deploy") == len(stacks), again.stdout + again.stderr


def _account(project: Project, endpoint: str, home: Path) -> Account:
    return Account(endpoint, project.environment.account or ACCOUNT, project.region, home)


def _project(build: Build, environment: str) -> Project:
    return next(project for project in build.projects if project.environment.name == environment)


def _assert_all_is_there(account: Account, stacks: Sequence[DesiredStack]) -> None:
    assert stacks
    assert all(stack.subject.data["Resources"] for stack in stacks)
    missing = [line for stack in stacks for line in lost(account, stack.name, stack.subject.data)]
    assert not missing, "\n".join(missing)


def _assert_state(account: Account, stacks: Sequence[DesiredStack]) -> None:
    """Every stack has the tags, the protection and the policy that it is to have."""
    found = account.stacks()
    for stack in stacks:
        live = found[stack.name]
        assert {tag["Key"]: tag["Value"] for tag in live["Tags"]} == stack.deployment.tags
        assert live["EnableTerminationProtection"] is stack.deployment.is_protected
        policy = account.client("cloudformation").get_stack_policy(StackName=stack.name).get("StackPolicyBody")
        assert json.loads(policy or "null") == json.loads(stack.policy or "null")
