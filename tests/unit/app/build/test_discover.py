"""Which specs a person means by a file, a project or a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.app.build.discover import discover, meant


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/shop.yaml").write_text("project: shop\n")
    (tmp_path / "specs/second.yml").write_text("# project: third\nproject: 'billing'  # of all\n")
    (tmp_path / "specs/.shop.yaml").write_text("project: billing\n")
    (tmp_path / "apart/specs").mkdir(parents=True)
    (tmp_path / "apart/specs/x.yaml").write_bytes(b"\xff\n")
    (tmp_path / "empty").mkdir()


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("specs/shop.yaml", ["specs/shop.yaml"]),
        ("shop", ["specs/shop.yaml"]),
        ("billing", ["specs/second.yml"]),
        ("third", ["third"]),
        (".", ["specs/second.yml", "specs/shop.yaml"]),
        ("specs", ["specs/second.yml", "specs/shop.yaml"]),
        ("apart", ["apart/specs/x.yaml"]),
        ("empty", ["empty"]),
        ("", [""]),
        ("none.yaml", ["none.yaml"]),
        ("a\0b", ["a\0b"]),
        ("x" * 5000, ["x" * 5000]),
    ],
)
def test_what_a_name_means(name: str, files: list[str]) -> None:
    assert [*meant(name)] == files


def test_a_file_of_that_name_comes_first(tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("project: other\n")
    assert meant("shop") == ("shop",)


def test_a_project_comes_before_the_folder_of_its_service(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/compose.yaml").write_text("services: {}\n")
    assert meant("shop") == ("specs/shop.yaml",)
    assert meant("shop/") == ("shop/compose.yaml",)


def test_a_link_to_nothing_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "specs/a.yaml").symlink_to("nowhere")
    (tmp_path / "specs/.#shop.yaml").symlink_to("an editor's lock")
    assert discover(tmp_path) == ("specs/a.yaml", "specs/second.yml", "specs/shop.yaml")
