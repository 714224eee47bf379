"""The images in ECR -> the releases that an environment can go back to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from generator import naming
from generator.gitflow.version import parse
from generator.live.client import Aws
from generator.live.image import Image, find_image, tagged_images
from generator.model.service import Service

_SHOWN = 5
_NEAR = 3


@dataclass(frozen=True)
class Candidates:
    """The releases whose images are there."""

    tags: tuple[str, ...]
    """Git tags, those pushed last first."""

    def newest(self, but: str = "") -> tuple[str, ...]:
        """The last few, without one of them."""
        return tuple(tag for tag in self.tags if tag != but)[:_SHOWN]

    def nearest(self, tag: str) -> tuple[str, ...]:
        """Those that are spelt most like ``tag``, else the last few."""
        return tuple(get_close_matches(tag, self.tags, _NEAR)) or self.newest()


def candidates(aws: Aws, service: Service) -> Candidates:
    """All of them, by their tags."""
    images = tagged_images(aws, service.image_repository)
    return Candidates(tuple(release_tags(images, service.tag_prefix)))


def has_image(aws: Aws, service: Service, release: str) -> bool:
    """Whether a release was built and is still kept."""
    return find_image(aws, service.image_repository, tag=naming.image_tag(release)) is not None


def is_release(tag: str, service: Service) -> bool:
    """Whether a tag is what the build takes for a release: the prefix, then a version as semver.org has it."""
    prefix = service.tag_prefix
    return tag.startswith(prefix) and parse(tag.removeprefix(prefix)) is not None


def release_of(version: str, service: Service) -> str:
    """The tag of a version that runs; the build of a branch is called after its commit. Empty for no version."""
    if not version or version.startswith(naming.BRANCH_TAG_PREFIX):
        return version
    return f"{service.tag_prefix}{version}"


def release_tags(images: Sequence[Image], prefix: str) -> Iterator[str]:
    """The Git tags of the images that are releases, in the order of the images."""
    for image in images:
        for tag in image.tags:
            release = naming.release_tag(tag, prefix)
            if tag.startswith(prefix) and parse(release.removeprefix(prefix)):
                yield release
