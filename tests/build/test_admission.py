"""Which commits are released: what the template's own commands say of real repositories, before the build begins."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.build.support.admission import Admission, Gate
from tests.build.support.expected import TAG
from tests.build.support.generated import generate, spec
from tests.build.support.shell import SHELLS, OneShell, Shell

Open = Callable[..., Gate]
_CANDIDATES = {"git": {"release_branches": ["release/*", "candidate"]}}


@pytest.fixture
def shell() -> type[Shell]:
    return OneShell


@pytest.fixture
def gate(tmp_path: Path, shell: type[Shell]) -> Open:
    """The gate of prod, its files on main."""

    def build(overrides: Mapping[str, Any] | None = None) -> Gate:
        made = Gate(tmp_path, generate(spec(overrides), "prod"), shell)
        made.repository.commit(made.files, "Add the release system")
        return made

    return build


def _refused(admission: Admission, message: str) -> None:
    assert admission.build.failed_phases == ["pre_build"], admission.log
    assert message in admission.log
    assert "may release" not in admission.log


def _admitted(admission: Admission) -> None:
    assert admission.build.succeeded, admission.log
    assert "may release" in admission.log


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("options", [(), ("--annotate", "--message=Release")], ids=["light", "annotated"])
def test_a_tag_on_main_is_released(gate: Open, options: tuple[str, ...]) -> None:
    made = gate()
    tagged = made.repository.commit()
    made.repository.tag("v1.2.3", tagged, *options)
    made.repository.commit()
    run = made.run(tagged, "v1.2.3")
    _admitted(run)
    assert [" ".join(call[:3]) for call in run.calls] == [TAG]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("release", ["none", "v1.2.3"], ids=["tag", "existing-image"])
def test_a_commit_that_is_not_on_main_is_never_released(gate: Open, release: str) -> None:
    """Neither by its tag nor by hand with a version whose image is there."""
    made = gate()
    made.repository.branch("feature/evil")
    evil = made.repository.commit({"templates_out/my-microservice/prod/buildspec.yml": "version: 0.2\n"})
    made.repository.tag("v1.2.3", evil)
    _refused(made.run(evil, "v1.2.3", release), "is not on main")


def test_a_commit_on_no_branch_at_all_is_not_released(gate: Open) -> None:
    made = gate()
    made.repository.git("checkout", "--quiet", "--orphan", "nowhere")
    made.repository.git("commit", "--quiet", "--message", "Another history")
    alone = made.repository.git("rev-parse", "HEAD")
    made.repository.tag("v1.2.3", alone)
    _refused(made.run(alone, "v1.2.3"), "is not on main")


def test_a_branch_or_a_tag_with_the_name_of_main_changes_nothing(gate: Open) -> None:
    made = gate()
    made.repository.branch("origin/main")
    evil = made.repository.commit()
    for tag in ("v1.2.3", "main", "HEAD", "origin/main"):
        made.repository.tag(tag, evil)
    made.repository.git("push", "--quiet", "origin", f"{evil}:refs/replace/{made.repository.git('rev-parse', 'main')}")
    _refused(made.run(evil, "v1.2.3"), "is not on main")


def test_a_tag_that_moved_meanwhile_is_not_released(gate: Open) -> None:
    made = gate()
    first, second = made.repository.commit(), made.repository.commit()
    made.repository.tag("v1.2.3", second)
    _refused(made.run(first, "v1.2.3"), f"v1.2.3 is at {second} by now")
    made.repository.git("push", "--quiet", "origin", ":refs/tags/v1.2.3")
    made.repository.tag("x/refs/tags/v1.2.3", first)
    _refused(made.run(first, "v1.2.3"), "v1.2.3 is at no commit by now")


def test_an_earlier_version_is_released_again_by_hand(gate: Open) -> None:
    made = gate()
    earlier = made.repository.commit()
    made.repository.commit()
    _admitted(made.run(earlier, release="v1.2.3"))


def test_a_run_that_neither_a_tag_nor_a_version_started_ends_here(gate: Open) -> None:
    made = gate()
    run = made.run(made.repository.commit())
    _refused(run, "No tag started this run: push one, or start the pipeline with RELEASE=v1.2.3")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "tag",
    [
        *("v1.2", "v1.2.3;touch owned", "v1.2.3$(touch owned)", "v1.2.3`touch owned`", "v1.2.3'|touch owned|'"),
        *('v1.2.3"; touch owned; "', "v1.2.3&&touch${IFS}owned", "v1.2.3\ntouch owned", "-v1.2.3", "--upload-pack=x"),
        *("v*", "v1.2.3 v1.2.4", "v1.2.3\\", "v1.2.3-é", "v\u202e1.2.3", "v1.2.3|x", "%s%n", "../v1.2.3", "v1.2.3^{}"),
    ],
)
def test_a_hostile_tag_is_a_text_and_nothing_else(gate: Open, tmp_path: Path, tag: str) -> None:
    made = gate()
    run = made.run(made.repository.commit(), tag)
    _refused(run, "is not vMAJOR.MINOR.PATCH")
    assert not [*tmp_path.rglob("owned")]


@pytest.mark.parametrize(
    "commit", ["HEAD", "main", "origin/main", "", "v1.2.3", "--all", "0" * 40, "0" * 39, "0" * 40 + " x", "$(id)"]
)
def test_a_commit_is_its_whole_id(gate: Open, commit: str) -> None:
    made = gate()
    made.repository.tag("v1.2.3", made.repository.commit())
    _refused(made.run(commit, "v1.2.3"), "is not on main")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "change",
    [
        lambda task: task.update(family="my-microservice-dev"),
        lambda task: task.update(executionRoleArn="arn:aws:iam::111122223333:role/admin"),
        lambda task: task.update(taskRoleArn="arn:aws:iam::111122223333:role/admin"),
        lambda task: task.pop("taskRoleArn"),
        lambda task: task.update(networkMode="host"),
        lambda task: task.update(requiresCompatibilities=["EC2"]),
        lambda task: task["containerDefinitions"].append({"name": "sidecar", "image": "evil"}),
        lambda task: task["containerDefinitions"].clear(),
        lambda task: task["containerDefinitions"][0].update(name="other"),
        lambda task: task["containerDefinitions"][0].update(image="evil.example.com/image"),
        lambda task: task["containerDefinitions"][0].update(portMappings=[]),
        lambda task: task.clear(),
    ],
)
def test_a_task_definition_for_something_else_is_not_released(gate: Open, change: Callable[[Any], Any]) -> None:
    made = gate()
    path = made.path("taskdef.json")
    task = json.loads(made.files[path])
    change(task)
    changed = made.repository.commit({path: json.dumps(task)})
    _refused(made.run(changed, release="v1.2.3"), f"{path} of {changed} is not for this environment")


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ('"<TASK_DEFINITION>"', "arn:aws:ecs:us-west-2:111122223333:task-definition/other:1"),
        ("ContainerName: my-microservice", "ContainerName: other"),
        ("ContainerPort: 3000", "ContainerPort: 9001"),
        ("ContainerPort: 3000", ""),
        ("version: 0.0", 'version: 0.0\n# \nTaskDefinition: "x"'),
    ],
)
def test_an_app_spec_for_something_else_is_not_released(gate: Open, found: str, text: str) -> None:
    made = gate()
    path = made.path("appspec.yaml")
    assert found in made.files[path]
    changed = made.repository.commit({path: made.files[path].replace(found, text)})
    _refused(made.run(changed, release="v1.2.3"), f"{path} of {changed} is not for this environment")


def test_a_task_with_sidecars_is_told_by_its_own_container_the_first(gate: Open) -> None:
    made = gate({"service": {"sidecars": {"proxy": {"image": "public.ecr.aws/nginx/nginx:1.29"}}, "tracing": "otel"}})
    _admitted(made.run(made.repository.commit(), release="v1.2.3"))
    path = made.path("taskdef.json")
    task = json.loads(made.files[path])
    task["containerDefinitions"].reverse()
    changed = made.repository.commit({path: json.dumps(task)})
    _refused(made.run(changed, release="v1.2.4"), f"{path} of {changed} is not for this environment")


@pytest.mark.parametrize("name", ["taskdef.json", "appspec.yaml"])
def test_a_commit_without_its_files_is_not_released(gate: Open, name: str) -> None:
    made = gate()
    made.repository.git("rm", "--quiet", made.path(name))
    bare = made.repository.commit()
    _refused(made.run(bare, release="v1.2.3"), f"{name} of {bare} is not for this environment")


def test_the_files_are_the_commit_s_and_not_those_of_main(gate: Open) -> None:
    made = gate()
    path = made.path("taskdef.json")
    wrong = made.repository.commit({path: "{}"})
    right = made.repository.commit(made.files)
    _refused(made.run(wrong, release="v1.2.3"), "is not for this environment")
    _admitted(made.run(right, release="v1.2.4"))


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("branch", "is_released"),
    [("release/1.3.0", True), ("candidate", True), ("release/1/a", True), ("feature/x", False), ("released", False)],
)
def test_candidates_are_released_from_the_branches_that_the_spec_names(
    gate: Open, branch: str, is_released: bool
) -> None:
    made = gate(_CANDIDATES)
    made.repository.branch(branch)
    candidate = made.repository.commit()
    made.repository.tag("v1.3.0-rc.1", candidate)
    run = made.run(candidate, "v1.3.0-rc.1")
    if is_released:
        _admitted(run)
    else:
        _refused(run, "is on none of the branches that are released: main, release/*, candidate")


def test_main_is_released_also_where_candidates_are(gate: Open) -> None:
    made = gate(_CANDIDATES)
    _admitted(made.run(made.repository.commit(), release="v1.2.3"))


def test_a_tag_below_a_candidate_s_name_is_no_branch(gate: Open) -> None:
    made = gate(_CANDIDATES)
    made.repository.git("checkout", "--quiet", "--detach")
    made.repository.git("commit", "--quiet", "--allow-empty", "--message", "On no branch")
    alone = made.repository.git("rev-parse", "HEAD")
    for tag in ("v1.2.3", "release/1.2.3", "candidate"):
        made.repository.tag(tag, alone)
    _refused(made.run(alone, "v1.2.3"), "is on none of the branches that are released")
