"""The image that somebody wants released -> what ECS is given, or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.app.run.target import Target
from generator.app.status.part import part
from generator.errors import SpecError
from generator.gitflow.step import fault
from generator.gitflow.version import parse
from generator.live.image import Image, find_image
from generator.model.service import Service
from generator.problems import Problem

_CODE = "image"
_ADDRESS = re.compile(r"(?P<repository>[^@\s]+?)(:(?P<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@(?P<digest>[^@]+))?")
"""A colon after the last slash begins a tag: https://github.com/opencontainers/distribution-spec/blob/main/spec.md."""
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,127}")
"""As the parameter of a stack takes it: ``engines/ecs/parameters.py``."""
_SHOWN = 12


@dataclass(frozen=True)
class ReleasedImage:
    """What is to run."""

    address: str
    """By its digest."""
    version: str
    """What the service is to answer with."""

    @property
    def digest(self) -> str:
        """``sha256:`` and 64 digits."""
        return self.address.partition("@")[2]


def wanted_image(target: Target, text: str, version: str) -> ReleasedImage:
    """The image that ``text`` names, as ``version``; an empty one is looked for among the image's tags.

    Raises SpecError where it is not by digest, not of the repository that the tasks may pull from, or not there.
    """
    found = _ADDRESS.fullmatch(text)
    repository = home(target)
    problems = [] if not version or _VERSION.fullmatch(_plain(target.service, version)) else [_no_version(version)]
    if not found or found["repository"] != repository:
        problems.append(_elsewhere(text, repository))
        raise SpecError(problems)
    if not found["digest"] or not _DIGEST.fullmatch(found["digest"]):
        problems.append(_no_digest(target, text, found["tag"] or ""))
    if problems:
        raise SpecError(problems)
    digest = found["digest"]
    looked = part(lambda: _look_for(target, digest=digest))
    if looked.value is None and looked.refusal is None and _is_here(target):
        mend = f"push it first, or look what is there: {_look(target)}"
        raise SpecError([fault(text, "is not in the registry: its tasks would never start", _CODE, mend)])
    said = _plain(target.service, version) if version else _tagged(target.service, looked.value)
    return ReleasedImage(f"{repository}@{digest}", said or f"image-{digest.partition(':')[2][:_SHOWN]}")


def home(target: Target) -> str:
    """The repository that the service's tasks may pull from, with its registry."""
    if target.service.image_address:
        return target.service.image_address.text
    suffix = "amazonaws.com.cn" if target.caller.partition == "aws-cn" else "amazonaws.com"
    return f"{target.caller.account}.dkr.ecr.{target.aws.region}.{suffix}/{target.service.image_repository}"


def _plain(service: Service, version: str) -> str:
    """``1.2.3`` for the tag ``v1.2.3``, as the pipeline has it; any other text as it is."""
    rest = version.removeprefix(service.tag_prefix)
    return rest if parse(rest) else version


def _tagged(service: Service, image: Image | None) -> str:
    """The version of the first tag that is one."""
    tags = (tag.replace("_", "+") for tag in (image.tags if image else ()))
    return next((_plain(service, tag) for tag in tags if _plain(service, tag) != tag or parse(tag)), "")


def _no_version(version: str) -> Problem:
    message = "is no version that a service can answer with: letters, digits, and . + -, 128 at most"
    return fault(version, message, _CODE, "such as --version v1.2.3")


def _elsewhere(text: str, repository: str) -> Problem:
    message = f"is not in {repository}, and the service's tasks may pull from no other repository"
    return fault(text, message, _CODE, f"push it there, and name it {repository}@sha256:...")


def _no_digest(target: Target, text: str, tag: str) -> Problem:
    message = "is not named by its digest, so nobody knows which image it is by the time that it runs"
    known = part(lambda: _look_for(target, tag=tag)).value if tag else None
    mend = f"{home(target)}@{known.digest} has that tag now" if known else f"look it up: {_look(target)}"
    return fault(text, message, _CODE, mend)


def _is_here(target: Target) -> bool:
    """Whether the images are in a registry that the caller's account has in this region, and may be asked for them."""
    address = target.service.image_address
    return address is None or (address.account, address.region) == (target.caller.account, target.aws.region)


def _look_for(target: Target, *, tag: str = "", digest: str = "") -> Image | None:
    repository = target.service.image_repository
    return find_image(target.aws, repository, tag=tag, digest=digest) if _is_here(target) else None


def _look(target: Target) -> str:
    if not _is_here(target):
        return "docker buildx imagetools inspect REPOSITORY:TAG"
    return f"aws ecr describe-images --region {target.aws.region} --repository-name {target.service.image_repository}"
