"""A first spec, by asking and without."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.spec.schema import schema_text
from tests.cli.command import canaryform, put_spec

BY_OPTIONS = ("init", "--yes", "--project", "shop", "--repository", "acme/shop")


def test_by_options_alone(tmp_path: Path) -> None:
    result = canaryform(
        tmp_path, *BY_OPTIONS, "--region", "eu-west-1", "--port", "8080", "--branch", "dev", "--tag", "v1*"
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "specs/shop.yaml is written. Look it over, then run: canaryform generate\n"
    text = (tmp_path / "specs/shop.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=canaryform.schema.json\n")
    assert (tmp_path / "specs/canaryform.schema.json").read_text() == schema_text()
    for line in (
        "project: shop",
        "region: eu-west-1",
        "repository: acme/shop",
        "port: 8080",
        "branch: dev",
        'tag: "v1*"',
    ):
        assert line in text
    assert canaryform(tmp_path, "validate").stdout == "specs/shop.yaml is valid: dev, prod\n"


def test_guesses_from_the_folder_and_the_remote(tmp_path: Path) -> None:
    folder = tmp_path / "My Shop"
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "remote", "add", "origin", "git@github.com:acme/my-shop.git"], cwd=folder, check=True)
    result = canaryform(folder, "init", "--yes", AWS_REGION="eu-north-1")
    assert result.returncode == 0, result.stderr
    text = (folder / "specs/my-shop.yaml").read_text()
    for line in ("project: my-shop", "region: eu-north-1", "repository: acme/my-shop"):
        assert line in text


def test_guesses_from_the_service(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.2.0"\n')
    (tmp_path / "Dockerfile").write_text("FROM python:3.13-slim\nEXPOSE 8000\n")
    assert canaryform(tmp_path, *BY_OPTIONS).returncode == 0
    text = (tmp_path / "specs/shop.yaml").read_text()
    for line in ('context: "." #', "port: 8000 #", "version_file: pyproject.toml #", "test: [] #"):
        assert line in text
    assert canaryform(tmp_path, "lint").returncode == 0


def test_a_service_in_a_folder_of_a_larger_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    service = tmp_path / "apps" / "shop"
    service.mkdir(parents=True)
    (service / "Dockerfile").write_text("FROM scratch\n")
    (service / "VERSION").write_text("1.2.0\n")
    assert canaryform(service, *BY_OPTIONS, "--port", "81").returncode == 0
    text = (service / "specs/shop.yaml").read_text()
    for line in ("context: apps/shop #", "port: 81 #", "version_file: VERSION #"):
        assert line in text
    assert canaryform(tmp_path, *BY_OPTIONS, "--context", "apps", "--output", "-").stdout.count("context: apps #") == 1


def test_by_asking_for_the_folder_first(tmp_path: Path) -> None:
    for name, port in (("web", 81), ("api", 82)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Dockerfile").write_text(f"FROM scratch\nEXPOSE {port}")
    result = canaryform(tmp_path, "init", stdin="\n".join(["shop", "", "acme/shop", "api", "", "", "", ""]) + "\n")
    assert result.returncode == 0, result.stderr
    text = (tmp_path / "specs/shop.yaml").read_text()
    for line in (
        "  context: api #",
        "  port: 82 #",
        "version_file: none #",
        "  web:\n    context: web\n    port: 81\n",
    ):
        assert line in text


def test_by_asking_until_an_answer_is_good(tmp_path: Path) -> None:
    answers = ["Shop", "shop", "mars-1", "", "acme", "acme/shop", "../x", "", "99999", "8080", "", "", "many", "0"]
    answers += ["appmesh", "ecs"]
    result = canaryform(tmp_path, "init", stdin="\n".join(answers) + "\n")
    assert result.returncode == 0, result.stderr
    assert "must consist of lower-case letters" in result.stderr
    text = (tmp_path / "specs/shop.yaml").read_text()
    for line in (
        "project: shop",
        "region: us-west-2",
        "repository: acme/shop",
        "port: 8080",
        "approvals: 0",
        "  engine: ecs\n",
    ):
        assert line in text


def test_the_engine_is_codedeploy_unless_said_otherwise(tmp_path: Path) -> None:
    usual, other = (
        canaryform(tmp_path, *BY_OPTIONS, "--engine", engine, "--output", "-").stdout
        for engine in ("codedeploy", "ecs")
    )
    assert usual == canaryform(tmp_path, *BY_OPTIONS, "--output", "-").stdout
    assert "\n  engine:" not in usual
    assert "\nrelease:\n  engine: ecs\n" in other


def test_the_usual_number_of_approvals_is_not_said(tmp_path: Path) -> None:
    for options in ((), ("--approvals", "1")):
        assert "approvals" not in canaryform(tmp_path, *BY_OPTIONS, *options, "--output", "-").stdout
    assert "approvals: 2 #" in canaryform(tmp_path, *BY_OPTIONS, "--approvals", "2", "--output", "-").stdout


def test_a_gh_that_does_not_answer_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    gh = tmp_path / "bin/gh"
    gh.write_text("#!/bin/sh\nexec sleep 600\n")
    gh.chmod(0o755)
    result = canaryform(tmp_path, *BY_OPTIONS, PATH=f"{gh.parent}{os.pathsep}{os.environ['PATH']}")
    assert result.returncode == 0, result.stderr
    assert "are left out: cannot ask GitHub: gh did not answer within 5 seconds" in result.stderr
    assert (tmp_path / "specs/shop.yaml").exists()


@pytest.mark.parametrize("content", ["mine", None])
def test_what_is_there_is_replaced_by_force_alone(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "specs/shop.yaml"
    path.parent.mkdir()
    if content is None:
        path.symlink_to("nowhere")
    else:
        path.write_text(content)
    result = canaryform(tmp_path, *BY_OPTIONS)
    assert result.returncode == 2
    assert "specs/shop.yaml is there already. --force replaces it." in result.stderr
    assert canaryform(tmp_path, *BY_OPTIONS, "--force").returncode == 0
    assert "project: shop" in path.read_text()
    assert sorted(each.name for each in path.parent.iterdir()) == ["canaryform.schema.json", "shop.yaml"]


def test_a_wrong_answer_writes_nothing(tmp_path: Path) -> None:
    result = canaryform(tmp_path, "init", "--yes", "--project", "Shop", "--repository", "a/b\nregion: x")
    assert result.returncode == 1
    assert "error: project: " in result.stderr
    assert result.stderr.endswith("nothing was written\n")
    assert list(tmp_path.iterdir()) == []


def test_no_repository_to_guess(tmp_path: Path) -> None:
    result = canaryform(tmp_path, "init", "--yes")
    assert result.returncode == 2
    assert "--repository OWNER/NAME" in result.stderr


def test_the_end_of_the_input(tmp_path: Path) -> None:
    result = canaryform(tmp_path, "init", stdin="shop\n")
    assert result.returncode == 2
    assert "the input ended before every question was answered" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "specs").touch()
    result = canaryform(tmp_path, *BY_OPTIONS)
    assert result.returncode == 3
    assert result.stderr.startswith("error: cannot write specs/shop.yaml: ")


def test_printed(tmp_path: Path) -> None:
    result = canaryform(tmp_path, *BY_OPTIONS, "--output", "-")
    assert "project: shop\n" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_several_dockerfiles_are_listed_and_asked_for(tmp_path: Path) -> None:
    for name in ("web", "api"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Dockerfile").touch()
    assert "--port is for one service" in canaryform(tmp_path, *BY_OPTIONS, "--port", "80").stderr
    assert not (tmp_path / "specs").exists()
    assert canaryform(tmp_path, *BY_OPTIONS, "--context", "web").returncode == 0
    text = (tmp_path / "specs/shop.yaml").read_text()
    assert "context: web #" in text
    assert "services" not in text


def test_several_dockerfiles_are_services_of_one_project(tmp_path: Path) -> None:
    folders = {"services/web": 3000, "services/Order_API": 8080, "services/shared": 81, "services/main": 82}
    for folder, port in folders.items():
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "Dockerfile").write_text(f"FROM public.ecr.aws/docker/library/node:24\nEXPOSE {port}\n")
    (tmp_path / "services/Order_API/VERSION").write_text("1.0.0\n")
    result = canaryform(tmp_path, *BY_OPTIONS)
    assert result.returncode == 0, result.stderr
    assert "become services of one project: services/Order_API, services/main" in result.stderr
    spec = yaml.safe_load((tmp_path / "specs/shop.yaml").read_text())
    assert spec["service"] == {"context": "services/web", "port": 3000, "health_check": "/"}
    assert {name: (each["context"], each["port"]) for name, each in spec["services"].items()} == {
        "order-api": ("services/Order_API", 8080),
        "services-main": ("services/main", 82),
        "services-shared": ("services/shared", 81),
    }
    assert spec["services"]["order-api"]["route"] == {"path": ["/order-api", "/order-api/*"], "priority": 100}
    assert spec["services"]["order-api"]["build"] == {"version_file": "VERSION", "test": []}
    assert set(spec["environments"]["dev"]["services"]) == set(spec["services"])
    done = canaryform(tmp_path, "generate")
    assert done.returncode == 0, done.stderr


def test_a_second_project_gets_a_folder_and_tags_of_its_own(tmp_path: Path) -> None:
    put_spec(tmp_path)
    (tmp_path / "till").mkdir()
    (tmp_path / "till/Dockerfile").write_text("FROM scratch\nEXPOSE 81\n")
    answers = ["till", "", "acme/shop", "", "", "", "", "", ""]
    result = canaryform(tmp_path, "init", stdin="\n".join(answers) + "\n")
    assert result.returncode == 0, result.stderr
    assert "Other projects stay as they are, with their folders and tags: specs/shop.yaml." in result.stderr
    text = (tmp_path / "specs/till.yaml").read_text()
    for line in ("context: till #", "port: 81 #", "tag_prefix: till-v #", 'trigger: {tag: "till-v*"}'):
        assert line in text
    done = canaryform(tmp_path, "lint")
    assert done.returncode == 0, done.stdout + done.stderr


def test_without_a_likely_main_service_each_has_a_route(tmp_path: Path) -> None:
    for folder in ("apps/api", "jobs/api"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "Dockerfile").write_text("FROM scratch\n")
    assert canaryform(tmp_path, *BY_OPTIONS).returncode == 0
    spec = yaml.safe_load((tmp_path / "specs/shop.yaml").read_text())
    assert "service" not in spec
    assert "build" not in spec
    assert list(spec["services"]) == ["api", "jobs-api"]
    assert canaryform(tmp_path, "validate").returncode == 0


def test_what_lint_accepts_of_a_node_service_with_yarn_on_master(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM public.ecr.aws/docker/library/node:24\nEXPOSE 80\n")
    (tmp_path / "package.json").write_text('{"private": true, "scripts": {"test": "jest"}}')
    (tmp_path / "yarn.lock").touch()
    head = tmp_path / ".git/refs/remotes/origin/HEAD"
    head.parent.mkdir(parents=True)
    head.write_text("ref: refs/remotes/origin/master\n")
    assert canaryform(tmp_path, *BY_OPTIONS).returncode == 0
    text = (tmp_path / "specs/shop.yaml").read_text()
    for line in (
        "port: 80 #",
        "version_file: none #",
        'test: ["corepack enable", "yarn install --frozen-lockfile", "yarn test"] #',
        "main: master #",
    ):
        assert line in text
    result = canaryform(tmp_path, "lint")
    assert result.returncode == 0, result.stderr
