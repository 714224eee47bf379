"""Images as ECR has them: whether a release's image is there, and which releases can be gone back to.

https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator.live.answer import first
from generator.live.client import Aws, AwsError

_PAGE = 1000
"""As many as ECR gives at once, and more than the lifecycle policy keeps."""


@dataclass(frozen=True)
class Image:
    """One image. Its tags are ECR's, where a release's plus sign is an underscore."""

    digest: str
    tags: tuple[str, ...]
    pushed: datetime | None


def find_image(aws: Aws, repository: str, *, tag: str = "", digest: str = "") -> Image | None:
    """The image of a tag or a digest; None when there is none, or no such repository."""
    wanted = {"imageTag": tag} if tag else {"imageDigest": digest}
    try:
        answer = aws.call(aws.client("ecr").describe_images, repositoryName=repository, imageIds=[wanted])
    except AwsError as error:
        if error.code in {"ImageNotFoundException", "RepositoryNotFoundException"}:
            return None
        raise
    return _image(first(answer, "imageDetails"))


def tagged_images(aws: Aws, repository: str) -> tuple[Image, ...]:
    """Every image that has a tag, the newest first; none when there is no such repository."""
    rows = aws.pages(
        "ecr",
        "describe_images",
        "imageDetails",
        repositoryName=repository,
        filter={"tagStatus": "TAGGED"},
        PaginationConfig={"PageSize": _PAGE},
    )
    try:
        found = [_image(row) for row in rows]
    except AwsError as error:
        if error.code == "RepositoryNotFoundException":
            return ()
        raise
    return tuple(sorted(found, key=lambda image: image.pushed.timestamp() if image.pushed else 0.0, reverse=True))


def _image(found: dict[str, Any]) -> Image:
    return Image(found.get("imageDigest", ""), tuple(found.get("imageTags", ())), found.get("imagePushedAt"))
