"""Two services in one repository are released each by itself."""

import json
from pathlib import Path

import pytest

from tests.gitflow.sandbox import GitSandbox

_API = """\
services:
  api:
    context: api
    port: 8080
    route: {path: ["/api/*"], priority: 100}
    build: {version_file: package.json}
"""


@pytest.fixture
def two(sandbox: GitSandbox) -> GitSandbox:
    """The sandbox with a second service, whose tag is ``api-v0.1.0``."""
    spec = sandbox.read("specs/shop.yaml")
    sandbox.write("specs/shop.yaml", spec + _API)
    sandbox.write("api/package.json", '{"name": "api", "version": "0.1.0"}\n')
    sandbox.commit("Add the API")
    sandbox.git("push", "--quiet", "origin", "HEAD:refs/heads/develop")
    sandbox.git("tag", "--annotate", "--message", "api 0.1.0", "api-v0.1.0")
    sandbox.git("push", "--quiet", "origin", "refs/tags/api-v0.1.0")
    return sandbox


def test_which_one_is_asked(two: GitSandbox) -> None:
    result = two.release("start", "minor", "--yes")
    assert result.code == 1
    assert "say -s with one of main, api" in result.err
    result = two.release("start", "minor", "-s", "apj", "--yes")
    assert "No service is called 'apj'. Did you mean 'api'? There are: main, api." in result.err


def test_each_has_its_own_version_and_branch(two: GitSandbox) -> None:
    started = two.release("start", "minor", "-s", "api", "--yes")
    assert started.code == 0
    assert "canaryform release finish -s api" in started.out
    assert two.git("branch", "--show-current") == "release/api-0.2.0"
    assert json.loads(two.read("api/package.json"))["version"] == "0.2.0"
    two.git("switch", "--quiet", "develop")
    assert two.release("start", "minor", "-s", "main", "--yes").code == 0
    assert two.git("branch", "--show-current") == "release/1.3.0"
    assert json.loads(two.read("api/package.json"))["version"] == "0.1.0"
    assert json.loads(two.read("service/package.json"))["version"] == "1.3.0"


def test_each_is_finished_by_itself(two: GitSandbox, tmp_path: Path) -> None:
    for service in ("api", "main"):
        two.git("switch", "--quiet", "develop")
        assert two.release("start", "minor", "-s", service, "--yes").code == 0
    result = two.release("finish", "-s", "api", "--no-pull-request", "--yes")
    assert (result.code, result.err) == (0, "")
    assert {"api-v0.1.0", "api-v0.2.0", "v1.2.0"} == set(two.there("tag").split())
    assert "release/1.3.0" in two.git("branch")
    assert "release/api-0.2.0" not in two.git("branch")
