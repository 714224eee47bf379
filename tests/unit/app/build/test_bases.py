"""The files that a spec extends, found on the disk, or why they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.app.build.bases import read_bases
from generator.errors import SpecError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "specs").mkdir()
    return tmp_path


def _put(path: str, extends: str = "") -> str:
    file = Path(path)
    file.parent.mkdir(exist_ok=True)
    text = f"extends: {extends}\n" if extends else "region: us-west-2\n"
    file.write_text(text)
    return text


def _refused(text: str) -> str:
    with pytest.raises(SpecError) as caught:
        read_bases(text, "specs/shop.yaml")
    [problem] = caught.value.problems
    return f"{problem} {problem.hint}"


def test_each_path_is_from_the_file_that_says_it() -> None:
    _put("world.yaml")
    _put("platform/base.yaml", "../world.yaml")
    found = read_bases(_put("specs/shop.yaml", "../platform/base.yaml"), "specs/shop.yaml")
    assert [(base.file, base.path) for base in found] == [
        ("platform/base.yaml", "platform/base.yaml"),
        ("world.yaml", "world.yaml"),
    ]


def test_from_another_folder_the_place_in_the_repository_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    _put("world.yaml")
    text = _put("specs/shop.yaml", "../world.yaml")
    monkeypatch.chdir("specs")
    [base] = read_bases(text, "shop.yaml")
    assert (base.file, base.path) == ("../world.yaml", "world.yaml")


@pytest.mark.parametrize(
    "text", ["", "project: extends\n", "extends:\n", "extends: [a]\n", "extends: {\n", 'extends: "a\\0.yaml"\n']
)
def test_nothing_is_read_where_nothing_is_named(text: str) -> None:
    assert read_bases(text, "specs/shop.yaml") == ()


@pytest.mark.parametrize(
    ("extends", "told"),
    [
        ("../gone.yaml", "specs/shop.yaml:1:10: error: extends: cannot read gone.yaml: there is no such file"),
        ("../specs", "cannot read specs: it is a folder"),
        ("/etc/hosts.yaml", "/etc/hosts.yaml is outside of the repository"),
        ("../../platform.yaml", "../../platform.yaml is outside of the repository"),
        ("../link.yaml", "../link.yaml is a link to /etc/hosts, which is outside of the repository"),
        ("../.git/config", "../.git/config is in .git, where git keeps what no clone gets"),
        ("../templates_out/shop/base.yaml", "is in templates_out, where canaryform writes each file anew"),
        ("shop.yaml", "leads in a circle: shop.yaml -> shop.yaml"),
        ("../back.yaml", "back.yaml:1:10: error: extends: leads in a circle: shop.yaml -> back.yaml -> shop.yaml"),
    ],
)
def test_what_cannot_be_extended(extends: str, told: str) -> None:
    _put("back.yaml", "specs/shop.yaml")
    Path("link.yaml").symlink_to("/etc/hosts")
    assert told in _refused(_put("specs/shop.yaml", extends))


def test_a_link_inside_the_repository_is_followed() -> None:
    _put("platform/base.yaml")
    Path("link.yaml").symlink_to("platform/base.yaml")
    assert [base.path for base in read_bases(_put("specs/shop.yaml", "../link.yaml"), "specs/shop.yaml")] == [
        "link.yaml"
    ]


def test_eight_are_enough() -> None:
    for number in range(10):
        _put(f"base{number}.yaml", f"base{number + 1}.yaml")
    assert "is the 9th file one above the other; 8 are read" in _refused(_put("specs/shop.yaml", "../base0.yaml"))
