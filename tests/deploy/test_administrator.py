"""What an administrator deploys, by the commands that stand beside the files for GitHub."""

from __future__ import annotations

import re
import time
from pathlib import Path
from textwrap import dedent

import pytest

from generator.app.build.compile import Build
from generator.app.output.write import write
from generator.gate.subject import Subject
from generator.naming import github
from tests.deploy.account import Account
from tests.deploy.search import lost
from tests.emulator.process import ACCOUNT
from tests.golden.case import CASES

pytestmark = pytest.mark.emulator


@pytest.mark.parametrize("name", CASES)
def test_every_account_gets_the_roles_of_its_environments(name: str, endpoint: str, tmp_path: Path) -> None:
    build = CASES[name].build()
    scripts = _written(build, tmp_path)
    for number in {project.environment.account or ACCOUNT: None for project in build.projects}:
        provider = ""
        # The emulator gives policies without a name the same one in every region, where AWS adds letters to it.
        regions = {each.region for each in build.projects if number == (each.environment.account or ACCOUNT)}
        for script in [script for script in scripts if _region(script) in regions]:
            account = Account(endpoint, number, _region(script), tmp_path)
            _run(account, _bucket(account, script) + script + provider)
            for subject in _subjects(build):
                if account.region in subject.regions and subject.stack in script:
                    assert not (missing := [*lost(account, subject.stack, subject.data)]), "\n".join(missing)
            provider = f" --parameter-overrides GitHubOidcProvider={_provider(account)}"
    for project in build.projects:
        account = Account(endpoint, project.environment.account or ACCOUNT, project.region, tmp_path)
        role = account.client("iam").get_role(RoleName=f"{project.names.base}-deployer-{project.region}")["Role"]
        [statement] = role["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Action"] == ["sts:AssumeRoleWithWebIdentity"]
        environment = github.environment(project.name, project.environment.name)
        assert f"repo:{project.repository}:environment:{environment}'" in str(statement["Condition"])


def test_once_more_changes_nothing(endpoint: str, tmp_path: Path) -> None:
    [script] = _written(CASES["minimal"].build(), tmp_path)
    account = Account(endpoint, ACCOUNT, _region(script), tmp_path)
    _run(account, script)
    time.sleep(1.1)  # The AWS CLI names a change set by the second.
    assert "No changes to deploy" in _run(account, script)


def test_a_provider_that_is_there_is_used(endpoint: str, tmp_path: Path) -> None:
    build = CASES["minimal"].build()
    [script], [subject] = _written(build, tmp_path), _subjects(build)
    account = Account(endpoint, ACCOUNT, _region(script), tmp_path)
    iam = account.client("iam")
    arn = iam.create_open_id_connect_provider(
        Url="https://token.actions.githubusercontent.com", ClientIDList=["sts.amazonaws.com"], ThumbprintList=["0" * 40]
    )["OpenIDConnectProviderArn"]
    _run(account, f"{script} --parameter-overrides GitHubOidcProvider={arn}")
    assert "GitHubOidc" not in account.resources(subject.stack)
    assert _provider(account) == arn
    roles = [role for role in iam.list_roles()["Roles"] if "deployer" in role["RoleName"]]
    assert roles
    assert all(arn in str(role["AssumeRolePolicyDocument"]) for role in roles)


def _run(account: Account, script: str) -> str:
    ran = account.run("/bin/bash", "-ec", script)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def _bucket(account: Account, script: str) -> str:
    """What a template that is too large for a call takes: a bucket that the administrator names."""
    if "${BUCKET:?" not in script:
        return ""
    name = f"templates-{account.region}"
    account.run("aws", "s3", "mb", f"s3://{name}", "--region", account.region)
    return f"export BUCKET={name}\n"


def _region(script: str) -> str:
    return script.partition("--region ")[2].split()[0]


def _provider(account: Account) -> str:
    [row] = account.client("iam").list_open_id_connect_providers()["OpenIDConnectProviderList"]
    return str(row["Arn"])


def _written(build: Build, folder: Path) -> list[str]:
    """Write what was generated; each command that its README has."""
    write(build.artifacts, folder / "templates_out")
    text = (folder / "templates_out" / github.path(build.project, github.README)).read_text(encoding="utf-8")
    block = dedent(text.partition("   ```bash\n")[2].partition("   ```")[0])
    return re.split(r"(?<!\\)\n", block.strip())


def _subjects(build: Build) -> list[Subject]:
    names = {stack.name for stack in build.stacks if stack.by_administrator}
    return [subject for subject in build.subjects if subject.stack in names]
