"""The shell commands by which a run of the pipeline finds what it releases: the tag, the version, and the image of it.

They know what the projects of CodeBuild are told: REGISTRY, REPOSITORY, and where tags start releases PIPELINE.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator import naming
from generator.model.service import Service
from generator.resources.release_tag import NO_RELEASE, RELEASE_VARIABLE, SEMANTIC_VERSION, SOME_TAG, TAG_OF_THIS_RUN

_TAG_OR_COMMIT = f"""\
TAG="${{{RELEASE_VARIABLE}:-{NO_RELEASE}}}"
if [ "$TAG" = {NO_RELEASE} ]; then
  TAG="{naming.BRANCH_TAG_PREFIX}$(printf %.12s "$CODEBUILD_RESOLVED_SOURCE_VERSION")"
  COMMIT_BUILD=yes
fi
"""

# A Docker tag has no plus sign: https://docs.docker.com/reference/cli/docker/image/tag/
_IMAGE = """\
IMAGE="$REGISTRY/$REPOSITORY"
IMAGE_TAG="$(printf %s "$TAG" | tr + _)"
echo "Version $VERSION, image $IMAGE:$IMAGE_TAG"
"""

# Tags are immutable: the image of a tag that is there is the image of that version. "None" when it is not.
DIGEST = """\
DIGEST="$(aws ecr batch-get-image --repository-name "$REPOSITORY" --image-ids "imageTag=$IMAGE_TAG" \\
  --query "images[0].imageId.imageDigest" --output text)"
"""

PUSHED = """\
if [ "$DIGEST" = None ]; then
  echo "$IMAGE:$IMAGE_TAG is not in the registry" >&2
  false
fi
"""


def image_of_this_run(service: Service) -> Iterator[str]:
    """TAG as git has it, VERSION without the prefix, IMAGE_TAG as ECR takes it, DIGEST if it was built before."""
    prefix = service.tag_prefix
    semantic = SEMANTIC_VERSION.replace("PREFIX", prefix)
    if service.environment.trigger.tag:
        yield TAG_OF_THIS_RUN
        yield SOME_TAG.replace("PREFIX", prefix)
        yield semantic
    else:
        yield _TAG_OR_COMMIT
        yield f'if [ "${{COMMIT_BUILD:-}}" = yes ]; then\n  VERSION="$TAG"\nelse\n{indented(semantic)}fi\n'
    yield _IMAGE
    yield DIGEST


def indented(commands: str) -> str:
    """The lines of commands, two spaces further in."""
    return "".join(f"  {line}\n" if line else "\n" for line in commands.splitlines())


def only_if(condition: str, commands: str, command: str = "") -> str:
    """In a shell of its own, which ends at the first failure and keeps its folder to itself.

    The spec's own ``command`` is not indented when it has several lines: here-documents and strings would change.
    """
    command = command.rstrip()
    own = f"{command}\n" if "\n" in command else indented(command)
    return f"if {condition}; then (\n  set -e\n{indented(commands)}{own}); fi\n"
