"""What a repository has is looked for on the disk, not among the files that were given."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.app.handwritten.judgement import judge
from generator.app.handwritten.repository import has_path
from generator.app.handwritten.run import read

_ROLE = "Resources: {Role: {Type: AWS::IAM::Role, Properties: {RoleName: shop}}}\n"
_WORKFLOW = """\
on: {push: {branches: [main]}}
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - run: aws cloudformation deploy --stack-name a --template-file infra/other.yaml
"""
_DEPENDABOT = """\
version: 2
updates:
  - {package-ecosystem: npm, directory: /service, schedule: {interval: weekly}, cooldown: {default-days: 7}}
  - {package-ecosystem: npm, directories: ["/packages/*"], schedule: {interval: weekly}, cooldown: {default-days: 7}}
"""


def _put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return str(path)


def _codes(*paths: str) -> list[tuple[str, int]]:
    problems = judge(read(paths), lambda _: ()).problems
    return [(problem.code, problem.location.line) for problem in problems if problem.severity != "advice"]


def test_a_template_that_is_not_given_and_is_there_is_not_missing(tmp_path: Path) -> None:
    given = [_put(tmp_path, "infra/iam.yaml", _ROLE), _put(tmp_path, ".github/workflows/a.yml", _WORKFLOW)]
    assert _codes(*given) == [("deploy-command", 7)]
    _put(tmp_path, "infra/other.yaml", _ROLE)
    assert _codes(*given) == []


def test_folders_of_dependabot_are_in_the_repository(tmp_path: Path) -> None:
    given = _put(tmp_path, ".github/dependabot.yml", _DEPENDABOT)
    assert _codes(given) == [("dependabot-directory", 3), ("dependabot-directory", 4)]
    _put(tmp_path, "service/package.json", "{}")
    _put(tmp_path, "packages/one/package.json", "{}")
    assert _codes(given) == []


def test_a_build_has_its_dockerfile_in_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    text = "version: 0.2\nphases:\n  build:\n    commands:\n      - docker build app\n"
    given = _put(tmp_path, "buildspec.yml", text)
    assert _codes(given) == [("build-context", 5)]
    _put(tmp_path, "app/Dockerfile", "FROM scratch\n")
    assert _codes(given) == []


@pytest.mark.parametrize(
    ("path", "is_there"),
    [("a/b.yaml", True), ("/a", True), ("/", True), ("*/b.yaml", True), ("c", False), ("../x", None), ("$A/b", None)],
)
def test_paths_are_counted_from_the_root(tmp_path: Path, path: str, is_there: bool | None) -> None:
    (tmp_path / ".git").mkdir()
    given = _put(tmp_path, "a/b.yaml", "")
    assert has_path([given])(path) is is_there


def test_without_a_repository_only_what_is_there_is_known(tmp_path: Path) -> None:
    given = _put(tmp_path, "infra/iam.yaml", "")
    _put(tmp_path, "infra/other.yaml", "")
    has = has_path([given])
    assert (has("infra/other.yaml"), has("infra/none.yaml"), has("service")) == (True, None, None)
