"""The last command of a build for ECS: the image and the version, as variables of the pipeline."""

from __future__ import annotations

from generator.engines.engine import HandOver

IMAGE_URI = "IMAGE_URI"
VERSION = "VERSION"
HAND_OVER = HandOver(
    commands=(f'export {IMAGE_URI}="$IMAGE@$DIGEST" {VERSION}',), files=(), exported=(IMAGE_URI, VERSION)
)
"""https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.exported-variables"""
