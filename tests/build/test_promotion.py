"""Which image of another environment a tag releases: the commands of the stage Promote, as the template has them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import systems
from generator.gate.catalog import problems
from generator.naming import logical
from generator.spec import loader
from generator.stacks.pipeline import PIPELINE
from tests.golden.case import CASES

_COMMIT = "0123456789abcdef0123456789abcdef01234567"
_BUILT, _OTHER = (f"sha256:{letter * 64}" for letter in "ab")
_AWS = """\
#!/bin/sh
echo "aws $*" >> calls
case "$*" in
  "ecr get-login-password"*) echo secret ;;
  "ecr batch-get-image --region us-west-2 --registry-id 111122223333 --repository-name $THERE --image-ids"*)
    case "$*" in *"imageTag=$TAGGED "*) echo "$BUILT" ;; *) echo None ;; esac ;;
  "ecr batch-get-image --repository-name $REPOSITORY --image-ids imageTag=v1.2."*) cat own ;;
  *) echo "unexpected: $*" >&2; exit 254 ;;
esac
"""
_DOCKER = """\
#!/bin/sh
echo "docker $*" >> calls
test "$1 $2" = "buildx imagetools" || { cat > /dev/null; exit 0; }
echo "$COPIED" > own
"""
_SLEEP = "#!/bin/sh\necho sleep >> calls\n"


def _template(service: str) -> dict[str, object]:
    [found] = [
        each.data for each in CASES["promoted"].build().subjects if each.path.endswith(f"/prod/{service}/pipeline.yaml")
    ]
    return dict(found)


def _run(
    folder: Path, commands: list[str], variables: dict[str, str], /, **said: str
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    for name, text in {"aws": _AWS, "docker": _DOCKER, "sleep": _SLEEP}.items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    (folder / "own").write_text(said.pop("own", "None"), encoding="utf-8")
    (folder / "calls").touch()
    (folder / "service").mkdir()
    (folder / "service" / "package.json").write_text('{"version": "1.2.3"}', encoding="utf-8")
    given = {
        **variables,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "REGISTRY": "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "RELEASE": "v1.2.3",
        "COMMIT": _COMMIT,
        "BUILT": _BUILT,
        "COPIED": _BUILT,
        "THERE": "shop/dev",
        "TAGGED": f"git-{_COMMIT[:12]}",
        **said,
    }
    script = "\n".join(["set -e", *commands, 'echo "$IMAGE@$DIGEST $VERSION"'])
    ran = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=given, capture_output=True, text=True, check=False, timeout=60
    )
    return ran, (folder / "calls").read_text("utf-8").splitlines()


def _project(template: dict[str, object]) -> tuple[list[str], dict[str, str]]:
    """The commands up to the engine's own, and the variables whose values stand in the template."""
    resources: dict[str, dict[str, dict[str, dict[str, object]]]] = template["Resources"]  # type: ignore[assignment]
    project = resources[logical.BUILD_PROJECT]["Properties"]
    document = yaml.safe_load(str(project["Source"]["BuildSpec"]))
    commands: list[str] = document["phases"]["pre_build"]["commands"]
    end = next(index for index, command in enumerate(commands) if "is not in the registry" in command)
    told: list[dict[str, object]] = project["Environment"]["EnvironmentVariables"]  # type: ignore[assignment]
    values = {str(each["Name"]): each["Value"] for each in told}
    return commands[: end + 1], {name: value for name, value in values.items() if isinstance(value, str)}


def _promote(folder: Path, **said: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    return _run(folder, *_project(_template("main")), **said)


def test_what_dev_built_of_the_commit_is_copied_by_its_digest(tmp_path: Path) -> None:
    ran, calls = _promote(tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1] == f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop@{_BUILT} 1.2.3"
    assert [call for call in calls if call.startswith("docker")] == [
        "docker login --username AWS --password-stdin 111122223333.dkr.ecr.us-west-2.amazonaws.com",
        "docker login --username AWS --password-stdin 123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "docker buildx imagetools create --prefer-index=false --tag "
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:v1.2.3 "
        f"111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/dev@{_BUILT}",
    ]


def test_an_image_that_is_there_is_released_again_without_a_look_at_dev(tmp_path: Path) -> None:
    ran, calls = _promote(tmp_path, own=_OTHER, BUILT="None")
    assert (ran.returncode, ran.stdout.splitlines()[-1].split()[0][-71:]) == (0, _OTHER), ran.stderr
    assert not [call for call in calls if "us-west-2" in call or call.startswith("docker")]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"COPIED": _OTHER}, f"shop:v1.2.3 is {_OTHER}, and 111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/dev"),
        ({"COPIED": "None"}, "shop:v1.2.3 is None, and"),
        ({"THERE": "gone"}, "Deploy dev, whose stack shop-ecr lets this account read 111122223333.dkr.ecr.us-west-2"),
        ({"RELEASE": "v1.2.4"}, "The tag is v1.2.4, but service/package.json says 1.2.3"),
        ({"RELEASE": "latest"}, "latest is not vMAJOR.MINOR.PATCH"),
    ],
)
def test_nothing_is_released_that_dev_did_not_build(tmp_path: Path, said: dict[str, str], message: str) -> None:
    ran, _ = _promote(tmp_path, **said)
    assert ran.returncode != 0
    assert message in ran.stderr
    assert "@" not in ran.stdout


def test_dev_may_be_at_it_still_and_is_waited_for(tmp_path: Path) -> None:
    commands, variables = _project(_template("main"))
    short = [command.replace("SECONDS + 1800", "SECONDS") for command in commands]
    assert short != commands
    ran, calls = _run(tmp_path, short, variables, BUILT="None")
    assert ran.returncode != 0
    assert f"dev has not built {_COMMIT}: " in ran.stderr
    assert "Start its pipeline in 111122223333, us-west-2, with that commit as the revision of Source," in ran.stderr
    assert not [call for call in calls if call.startswith("docker")]


def test_of_an_environment_that_tags_start_it_is_the_image_of_the_tag(tmp_path: Path) -> None:
    spec = CASES["promoted"].spec.read_text("utf-8").replace("{branch: main}", '{tag: "v*"}')
    [prod] = [each for each in loader.load(spec, "spec.yaml").projects if each.environment.name == "prod"]
    template = json.loads(json.dumps(PIPELINE.template(prod.services[0]).to_dict()))
    ran, calls = _run(tmp_path, *_project(template), THERE="shop", TAGGED="v1.2.3")
    assert ran.returncode == 0, ran.stderr
    assert calls[-3].endswith(f"111122223333.dkr.ecr.us-west-2.amazonaws.com/shop@{_BUILT}"), calls


_WITH_ALL_BESIDE = """\
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000}
services:
  api: {port: 8080, route: {path: ["/api/*"], priority: 100}, release: {engine: ecs}}
  nightly: {kind: job, of: main, schedule: rate(1 day), command: [reindex]}
release: {before: {command: [migrate]}}
accept: {plain-http: "reached through the company's network alone"}
environments:
  dev: {trigger: {branch: main}, account: "111122223333"}
  prod: {trigger: {tag: "v*"}, approval: true, account: "123456789012", region: eu-west-1, promote: dev}
"""


def test_what_runs_before_a_release_and_jobs_get_the_copy_once_somebody_said_yes() -> None:
    build = compile_spec(_WITH_ALL_BESIDE, "spec.yaml")
    *_, system = systems(build)
    assert [*build.problems, *problems(system)] == []
    [prod] = [project for project in build.projects if project.environment.name == "prod"]
    made = {service.name: PIPELINE.template(service).to_dict()["Resources"] for service in prod.services}
    stages = {
        name: [stage["Name"] for stage in each["Pipeline"]["Properties"]["Stages"]] for name, each in made.items()
    }
    by_tag = ["Source", "Admit", "Promote", "Approval"]
    assert stages == {
        "main": [*by_tag, "Before", "Deploy", "Jobs"],
        "api": [*by_tag, "Before", "Deploy"],
    }
    for name, repository in (("main", "shop"), ("api", "shop/api")):
        variables = made[name]["BeforeProject"]["Properties"]["Environment"]["EnvironmentVariables"]
        given = {each["Name"]: each["Value"] for each in variables}
        assert given["REPOSITORY"] == repository
        assert "AWS::AccountId" in str(given["REGISTRY"]), "the copy's, and not where it was copied from"
