"""The images of CodeBuild, and their runtimes, as each image's runtimes.yml has them.

https://github.com/aws/aws-codebuild-docker-images, at 1590e48787084015430500926ea922130dbe9367 of 9 April 2026; what
AWS adds later is not here, and so a version above all of these is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

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
OWN = "aws/codebuild/"
_NUMBERED = {
    "standard": 8, "amazonlinux-x86_64-standard": 6, "amazonlinux2-x86_64-standard": 5,
    "amazonlinux-aarch64-standard": 4, "amazonlinux2-aarch64-standard": 3,
}  # fmt: skip
"""Image -> its newest version: https://docs.aws.amazon.com/codebuild/latest/userguide/ec2-compute-images.html.

Those from 1.0 on can still be used: https://docs.aws.amazon.com/codebuild/latest/userguide/deprecated-images.html.
"""
_OTHERS = {
    "amazonlinux-x86_64-lambda-standard", "amazonlinux-aarch64-lambda-standard", "windows-base", "macos-arm-base",
}  # fmt: skip
# What there was before standard:1.0, with names of their own: https://github.com/aws/aws-cdk/issues/5229
_FIRST = re.compile(r"(?:ami/.*|eb-.*|android-java-\d|docker|dot-net|golang|java|nodejs|php|python|ruby|ubuntu-base)")


def runtimes(image: str) -> Mapping[str, tuple[str, ...]]:
    """Runtime -> its versions in an image, whose own version may be written to the day; nothing where not known."""
    return RUNTIMES.get(image) or RUNTIMES.get(re.sub(r"-\d\d\.\d\d\.\d\d$", "", image), {})


def has_cli_2(image: str) -> bool:
    """Whether an image has version 2 of the AWS CLI and not 1, as its Dockerfile says."""
    return bool(runtimes(image)) and not image.startswith(_WITH_CLI_1)


def image_fault(image: str) -> tuple[str, str, bool]:
    """Why CodeBuild has no such image of its own, what it may have been, and whether it may only be a newer one."""
    name, _, tag = image.removeprefix(OWN).partition(":")
    if name not in _NUMBERED:
        known = [*_NUMBERED, *_OTHERS]
        near = get_close_matches(name, known, 1)
        is_one = name in _OTHERS or _FIRST.fullmatch(name)
        return (
            ("", "", False) if is_one else (f"CodeBuild has no image {image}", f"{OWN}{near[0]}" if near else "", False)
        )
    newest = _NUMBERED[name]
    version = re.match(r"(\d+)\.0(?:-.+)?$", tag)
    if version is None:
        is_runtime = re.fullmatch(r"corretto\d+", tag)
        return ("", "", False) if is_runtime else (f"CodeBuild has no image {image}", f"{OWN}{name}:{newest}.0", False)
    if 1 <= int(version[1]) <= newest:
        return "", "", False
    return f"{image} is newer than what was known in April 2026: {newest}.0", f"{OWN}{name}:{newest}.0", True
