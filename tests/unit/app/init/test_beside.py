"""What the other specs of a repository have already."""

from __future__ import annotations

from pathlib import Path

from generator.app.init.beside import beside

_SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service: {context: ./web, port: 3000}
services: {api: {context: apis/api/, port: 3000, route: {path: [/api], priority: 100}}}
environments: {prod: {trigger: {tag: "v*"}, git: {approvals: 2}}}
"""


def test_their_folders_and_what_a_repository_has_one_of(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/shop.yaml").write_text(_SPEC)
    (tmp_path / "specs/broken.yaml").write_text("project: [")
    found = beside(tmp_path, str(tmp_path / "specs/till.yaml"))
    assert found is not None
    assert found.files == ("specs/shop.yaml",)
    assert found.contexts == {"web", "apis/api"}
    assert found.git.approvals == 2


def test_the_spec_itself_is_not_beside_itself(tmp_path: Path) -> None:
    assert beside(tmp_path, "specs/shop.yaml") is None
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/shop.yaml").write_text(_SPEC)
    assert beside(tmp_path, str(tmp_path / "specs/shop.yaml")) is None
