"""The address of images that somebody else pushes: which registry has them, and under which name."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ECR = re.compile(r"(?P<account>[0-9]{12})\.dkr[.-]ecr(-fips)?\.(?P<region>[a-z0-9-]+)\.[a-z0-9.-]+")
"""A private registry of ECR: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html."""


@dataclass(frozen=True)
class ImageAddress:
    """A repository of images, without a tag and without a digest."""

    text: str
    """As the spec has it: ``REGISTRY/NAME``."""

    @property
    def name(self) -> str:
        """What the registry calls the repository."""
        return self.text.partition("/")[2]

    @property
    def registry(self) -> str:
        """The host."""
        return self.text.partition("/")[0]

    @property
    def account(self) -> str:
        """The AWS account of a private registry of ECR; empty for any other registry."""
        found = _ECR.fullmatch(self.registry)
        return found["account"] if found else ""

    @property
    def region(self) -> str:
        """The region of such a registry; empty for any other."""
        found = _ECR.fullmatch(self.registry)
        return found["region"] if found else ""
