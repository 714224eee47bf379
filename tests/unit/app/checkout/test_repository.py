"""The folder of a service has to be in its repository, whose root is found from the spec."""

from __future__ import annotations

from pathlib import Path

from generator.app.checkout import repository_root
from tests.unit.app.checkout.repository import complaints


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert complaints(tmp_path) == [(6, f"there is no folder app in {tmp_path}")]


def test_a_folder_that_leads_outside(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / "specs").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (repository / "app").symlink_to(tmp_path / "elsewhere")
    assert complaints(repository) == [(6, f"app leads out of the repository {repository}")]


def test_the_root_is_gits_or_what_specs_is_in(tmp_path: Path) -> None:
    nested = tmp_path / "deploy" / "specs"
    nested.mkdir(parents=True)
    assert repository_root(nested / "shop.yaml") == tmp_path / "deploy"
    assert repository_root(tmp_path / "deploy" / "shop.yaml") == tmp_path / "deploy"
    (tmp_path / ".git").mkdir()
    assert repository_root(nested / "shop.yaml") == tmp_path
