"""The specs as they are are compared with what a revision has, which is not checked out."""

from __future__ import annotations

import pytest

from tests.diff.workplace import SPEC, Workplace

_PORT = SPEC.replace("3000", "8080")
_SIZE = SPEC.replace("cpu: 256, memory: 512", "cpu: 512, memory: 1024")


def test_nothing_changes_where_nothing_was_changed(repository: Workplace) -> None:
    result = repository.diff()
    assert (result.code, result.err) == (0, "")
    first, last = result.out.splitlines()
    assert first.startswith("the specs as they are against HEAD: nothing changes, of ")
    assert last.startswith("by AWS's schemas for us-west-2, of 20")


def test_what_aws_refuses_ends_with_1_and_says_where_it_stops(repository: Workplace) -> None:
    repository.write("specs/shop.yaml", _PORT)
    result = repository.diff()
    assert (result.code, result.err) == (1, "")
    lines = [line.strip() for line in result.out.splitlines()]
    assert lines[1] == "you change    service.port: 3000 -> 8080"
    assert lines[2].startswith("refused       BlueTargetGroup, GreenTargetGroup in shop-prod-")
    assert lines[3] == "Port: 3000 -> 8080"
    assert any(line.startswith("a deployment stops at shop-prod-") for line in lines)
    pages = [word for word in result.out.split() if word.startswith("https://")]
    assert len(pages) == len(set(pages)), "each page and each hint once"


def test_a_new_size_waits_for_a_release_and_is_fine(repository: Workplace) -> None:
    repository.write("specs/shop.yaml", _SIZE)
    document = repository.diff("--json").document
    assert document["ok"] is True
    assert document["worst"] == "replaced"
    assert document["written"] == [
        {"property": "service.cpu", "before": 256, "after": 512},
        {"property": "service.memory", "before": 512, "after": 1024},
    ]
    assert [(each["verdict"], each["subject"]) for each in document["effects"]] == [
        ("replaced", "BootstrapTaskDefinition"), ("next release", "shop/prod/main/taskdef.json"),
    ]  # fmt: skip
    assert document["stop"] is None
    assert document["schemas"]["region"] == "us-west-2"


@pytest.mark.parametrize("engine", ["codedeploy", "ecs"])
def test_a_task_before_releases_and_tags_as_their_trigger_can_go_again(empty: Workplace, engine: str) -> None:
    """With the roles that only they need, although the stack of roles comes first."""
    before = f"{SPEC}release: {{engine: {engine}, before: {{command: [migrate]}}}}\n"
    empty.write("specs/shop.yaml", before)
    empty.generate(before)
    empty.commit()
    empty.write("specs/shop.yaml", SPEC.replace('tag: "v*"', "branch: main") + f"release: {{engine: {engine}}}\n")
    document = empty.diff("--json").document
    verdicts = {each["subject"]: each["verdict"] for each in document["effects"]}
    assert document["ok"] is True, verdicts
    assert {verdicts[each] for each in ("AdmitRole", "BeforeRole", "BeforeProject")} == {"removed"}


def test_a_variable_alone_changes_no_stack(repository: Workplace) -> None:
    repository.write("specs/shop.yaml", SPEC.replace("cpu: 256", "environment: {A: b}, cpu: 256"))
    assert "no stack changes: merge it, and release\n" in repository.diff().out


def test_a_branch_and_another_folder_of_the_repository(repository: Workplace) -> None:
    repository.git("checkout", "--quiet", "-b", "feature")
    repository.write("specs/shop.yaml", _SIZE)
    repository.generate(_SIZE)
    repository.commit()
    assert "nothing changes" in repository.diff().out
    assert "1 replaced, 1 next release" in repository.diff("main").out
    assert "1 replaced, 1 next release" in repository.diff("main", "feature").out
    assert repository.diff("main", "main", folder="specs").code == 3, "there is no output below that folder"


def test_a_project_in_a_folder_of_a_larger_repository(empty: Workplace) -> None:
    empty.write("shop/specs/shop.yaml", SPEC)
    empty.generate(folder="shop/templates_out")
    empty.commit()
    empty.write("shop/specs/shop.yaml", _PORT)
    assert empty.diff(folder="shop").code == 1


def test_the_threshold_is_the_user_s(repository: Workplace) -> None:
    repository.write("specs/shop.yaml", _SIZE)
    assert [repository.diff("--fail-on", each).code for each in ("replaced", "next-release", "lost", "never")] == [
        1, 1, 0, 0,
    ]  # fmt: skip
    repository.write("specs/shop.yaml", _PORT)
    assert repository.diff("--fail-on", "never").code == 0


def test_the_comment_is_one_table_that_github_can_show(repository: Workplace) -> None:
    repository.write("specs/shop.yaml", _PORT)
    result = repository.diff("--markdown")
    lines = result.out.splitlines()
    assert lines[0] == "<!-- canaryform diff -->"
    assert lines[1].startswith("### canaryform diff: ")
    assert "- service.port: 3000 -\\> 8080" in lines
    rows = [line for line in lines if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {6}
    assert result.code == 1


def test_a_spec_that_is_wrong_is_told_at_its_line(repository: Workplace) -> None:
    repository.write("specs/shop.yaml", SPEC.replace("3000", "70000"))
    result = repository.diff()
    assert (result.code, result.out) == (1, "")
    assert "specs/shop.yaml:4:" in result.err
    assert "nothing was compared" in result.err


def test_a_project_of_another_name(repository: Workplace) -> None:
    repository.write("specs/shop.yaml", SPEC.replace("project: shop", "project: store"))
    result = repository.diff()
    assert (result.code, result.out) == (3, "")
    assert "all stacks are new, and the old ones stay until somebody deletes them" in result.err


def test_a_bare_repository_and_a_shallow_one(repository: Workplace, tmp_path_factory: pytest.TempPathFactory) -> None:
    repository.write("specs/shop.yaml", _SIZE)
    repository.generate(_SIZE)
    repository.commit()
    place = Workplace(tmp_path_factory.mktemp("clones"))
    place.git("clone", "--quiet", "--bare", str(repository.folder), "bare")
    assert "name two files, folders or revisions" in place.diff(folder="bare").err
    assert "1 replaced, 1 next release" in place.diff("main~1", "main", folder="bare").out
    place.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), "shallow")
    assert "nothing changes" in place.diff(folder="shallow").out
    assert "fetch-depth: 0" in place.diff("HEAD~1", folder="shallow").err


def test_no_repository_no_commit_no_output(empty: Workplace) -> None:
    empty.write("specs/shop.yaml", SPEC)
    result = empty.diff()
    assert result.code == 3
    assert "is in no git repository" in result.err
    empty.git("init", "--quiet")
    assert "commit something first" in empty.diff().err
    empty.commit()
    result = empty.diff()
    assert result.code == 3
    assert "error: cannot compare with HEAD: it has no templates_out/" in result.err
    assert "commit what `canaryform generate` writes" in result.err
    assert "Traceback" not in result.err


def test_a_revision_that_is_not_there(repository: Workplace) -> None:
    assert "git knows no such commit here" in repository.diff("nope").err
    assert "fetch-depth: 0" in repository.diff("nope").err
    repository.git("update-ref", "refs/remotes/origin/release", "HEAD")
    assert "did you mean origin/release?" in repository.diff("release").err
    assert repository.diff("--", "--all").code == 3
    assert "canaryform diff main HEAD" in repository.diff("main..").err
    assert "canaryform diff main v1" in repository.diff("main...v1").err


def test_wrong_usage(repository: Workplace) -> None:
    assert repository.diff("a", "b", "c").code == 2
    assert repository.diff("--json", "--markdown").code == 2
    assert repository.diff("").code == repository.diff("specs", "").code == 2
    result = repository.diff("specs")
    assert result.code == 2
    assert "specs is no revision" in result.err
