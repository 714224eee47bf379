"""The runtimes of CodeBuild's images, as each image's runtimes.yml has them.

https://github.com/aws/aws-codebuild-docker-images, at 1590e48787084015430500926ea922130dbe9367 of 9 April 2026; what
AWS adds later is not here, and so a version above all of these is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_2023: Mapping[str, tuple[str, ...]] = {
    "java": ("corretto25", "corretto21", "corretto17", "corretto11", "corretto8"),
    "golang": ("1.26", "1.25", "1.24"),
    "python": ("3.14", "3.13", "3.12", "3.11", "3.10"),
    "php": ("8.5", "8.4", "8.3", "8.2"),
    "ruby": ("4.0", "3.4", "3.3"),
    "nodejs": ("24", "22"),
    "dotnet": ("10.0", "8.0"),
}
_OLDER: Mapping[str, tuple[str, ...]] = {
    "java": ("corretto25", "corretto21", "corretto17", "corretto11", "corretto8"),
    "golang": ("1.26", "1.25", "1.24", "1.23", "1.22", "1.21", "1.20"),
    "python": ("3.14", "3.13", "3.12", "3.11", "3.10", "3.9"),
    "php": ("8.5", "8.4", "8.3", "8.2", "8.1"),
    "ruby": ("4.0", "3.4", "3.3", "3.2", "3.1"),
    "nodejs": ("24", "22", "20", "18"),
    "dotnet": ("10.0", "8.0", "6.0"),
}
_2022: Mapping[str, tuple[str, ...]] = {
    "java": ("corretto17",),
    "golang": ("1.18",),
    "python": ("3.10",),
    "php": ("8.1",),
    "ruby": ("3.1",),
    "nodejs": ("16",),
    "dotnet": ("6.0",),
}
RUNTIMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "aws/codebuild/standard:8.0": {**_2023, "rust": ("1.93",)},
    "aws/codebuild/standard:7.0": _OLDER,
    "aws/codebuild/standard:6.0": _2022,
    "aws/codebuild/standard:5.0": {
        "java": ("corretto8", "corretto11"),
        "golang": ("1.15", "1.16"),
        "python": ("3.7", "3.8", "3.9"),
        "php": ("7.3", "7.4", "8.0"),
        "ruby": ("2.6", "2.7"),
        "nodejs": ("12", "14"),
        "dotnet": ("3.1", "5.0"),
    },
    "aws/codebuild/amazonlinux-x86_64-standard:6.0": {**_2023, "rust": ("1.93",)},
    "aws/codebuild/amazonlinux-x86_64-standard:5.0": _OLDER,
    "aws/codebuild/amazonlinux2-x86_64-standard:5.0": _OLDER,
    "aws/codebuild/amazonlinux2-x86_64-standard:4.0": {**_2022, "python": ("3.9",)},
    "aws/codebuild/amazonlinux-aarch64-standard:4.0": {**_2023, "rust": ("1.94",)},
    "aws/codebuild/amazonlinux-aarch64-standard:3.0": {**_OLDER, "rust": ("1.94",)},
    "aws/codebuild/amazonlinux2-aarch64-standard:3.0": {**_OLDER, "rust": ("1.94",)},
    "aws/codebuild/amazonlinux2-aarch64-standard:2.0": {
        "java": ("corretto11", "corretto8"),
        "golang": ("1.12", "1.13", "1.14"),
        "python": ("3.9", "3.8", "3.7"),
        "php": ("7.4", "7.3"),
        "ruby": ("2.6", "2.7"),
        "nodejs": ("10", "12"),
        "dotnet": ("3.1",),
    },
}

_WITH_CLI_1 = ("aws/codebuild/amazonlinux2-x86_64-standard:4.0", "aws/codebuild/amazonlinux2-aarch64-standard:2.0")


def runtimes(image: str) -> Mapping[str, tuple[str, ...]]:
    """Runtime -> its versions in an image, whose own version may be written to the day; nothing where not known."""
    return RUNTIMES.get(image) or RUNTIMES.get(re.sub(r"-\d\d\.\d\d\.\d\d$", "", image), {})


def has_cli_2(image: str) -> bool:
    """Whether an image has version 2 of the AWS CLI and not 1, as its Dockerfile says."""
    return bool(runtimes(image)) and not image.startswith(_WITH_CLI_1)
