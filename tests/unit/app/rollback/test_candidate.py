"""Which releases can be gone back to, by the tags of images."""

import pytest

from generator.app.rollback.candidate import Candidates, is_release, release_of, release_tags
from generator.live.image import Image
from tests.unit.project import service

_ALL = Candidates(("v1.10.0", "v1.2.10", "v1.2.3", "v1.2.2", "v1.2.1", "v1.2.0"))


def test_releases_by_their_git_tags() -> None:
    images = [
        Image("a", ("v1.3.0-rc.1_linux.1", "git-0123456789ab"), None),
        Image("b", ("git-ba9876543210",), None),
        Image("c", ("v1.2", "latest", "v1.2.3"), None),
    ]
    assert list(release_tags(images, "v")) == ["v1.3.0-rc.1+linux.1", "v1.2.3"]


def test_a_prefix_may_have_an_underscore() -> None:
    assert list(release_tags([Image("a", ("shop_1.2.3_b1",), None)], "shop_")) == ["shop_1.2.3+b1"]


def test_the_newest_without_what_runs() -> None:
    assert _ALL.newest(but="v1.2.10") == ("v1.10.0", "v1.2.3", "v1.2.2", "v1.2.1", "v1.2.0")
    assert len(_ALL.newest()) == 5


def test_the_nearest_to_a_slip_of_the_finger() -> None:
    assert "v1.2.3" in _ALL.nearest("v1.2.33")
    assert _ALL.nearest("nothing-like-it") == _ALL.newest()
    assert Candidates(()).nearest("v1.2.3") == ()


@pytest.mark.parametrize(
    ("tag", "answer"),
    [("v1.2.3", True), ("v1.2.3-rc.1+b1", True), ("1.2.3", False), ("v1.2", False), ("v01.2.3", False), ("", False)],
)
def test_what_the_build_takes_for_a_release(tag: str, answer: bool) -> None:
    assert is_release(tag, service()) is answer
    assert is_release(tag, service(tag_prefix="shop-")) is False


@pytest.mark.parametrize(
    ("version", "release"), [("1.2.3", "v1.2.3"), ("git-0123456789ab", "git-0123456789ab"), ("", "")]
)
def test_the_release_that_a_version_is(version: str, release: str) -> None:
    assert release_of(version, service()) == release
