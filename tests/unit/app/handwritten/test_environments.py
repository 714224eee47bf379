"""Which files are judged together."""

from __future__ import annotations

from generator.app.handwritten.environments import groups


def _found(*paths: str) -> dict[str, list[str]]:
    return {group.environment: sorted(group.paths) for group in groups(paths)}


def test_folders_with_files_of_the_same_names_are_environments_and_share_what_is_beside_them() -> None:
    assert _found("out/dev/iam.yaml", "out/prod/iam.yaml", "out/shared/ecr.yaml", "out/CODEOWNERS") == {
        "dev": ["out/CODEOWNERS", "out/dev/iam.yaml", "out/shared/ecr.yaml"],
        "prod": ["out/CODEOWNERS", "out/prod/iam.yaml", "out/shared/ecr.yaml"],
    }


def test_files_that_differ_in_an_environment_alone_are_environments() -> None:
    assert _found(
        "ecs.yaml", "parameters/dev.json", "parameters/prod.json", "taskdef.dev.json", "taskdef.prod.json"
    ) == {
        "dev": ["ecs.yaml", "parameters/dev.json", "taskdef.dev.json"],
        "prod": ["ecs.yaml", "parameters/prod.json", "taskdef.prod.json"],
    }
    assert _found("a/appspec-dev.yaml", "a/taskdef-prod.json") == {"": ["a/appspec-dev.yaml", "a/taskdef-prod.json"]}


def test_one_environment_is_known_by_its_name() -> None:
    assert _found("out/prod/iam.yaml", "out/shared/ecr.yaml") == {"prod": ["out/prod/iam.yaml", "out/shared/ecr.yaml"]}


def test_files_of_no_environment_are_judged_together() -> None:
    assert _found("infra/pipeline.yaml", "taskdef.json", ".github/workflows/ci.yml") == {
        "": [".github/workflows/ci.yml", "infra/pipeline.yaml", "taskdef.json"]
    }


def test_projects_of_several_environments_stay_apart() -> None:
    found = groups(["a/dev/x.yaml", "a/prod/x.yaml", "b/dev/x.yaml", "b/prod/x.yaml"])
    assert [sorted(group.paths) for group in found] == [
        ["a/dev/x.yaml"],
        ["a/prod/x.yaml"],
        ["b/dev/x.yaml"],
        ["b/prod/x.yaml"],
    ]
