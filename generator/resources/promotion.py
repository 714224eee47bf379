"""An environment that releases another's images -> the project that finds the image of a tag there, and copies it.

What it runs stands in the template, as all that reads another account should. The copy has the digest of what was
tested, so that it is that image: a manifest names its layers by their digests, and is copied as it is.
https://docs.docker.com/build/ci/github-actions/copy-image-registries/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from troposphere.codebuild import Project as BuildProject

from generator import naming
from generator.model.promotion import Promotion
from generator.model.service import Service
from generator.naming import logical
from generator.resources.admission import COMMIT
from generator.resources.release_tag import RELEASE_VARIABLE, SOURCE
from generator.resources.released_image import DIGEST, PUSHED, image_of_this_run, only_if
from generator.resources.step_project import REGISTRY, file_variables, step_buildspec, step_project
from generator.resources.version_file import same_version

_WAIT_MINUTES = 30
"""How long the other environment's build may take that the same push has started, or one a moment before."""
_MINUTES = _WAIT_MINUTES + 15
_OF_A_COMMIT = f'SOURCE_TAG="{naming.BRANCH_TAG_PREFIX}$(printf %.12s "${COMMIT}")"\n'
_OF_A_TAG = 'SOURCE_TAG="$IMAGE_TAG"\n'

_FOUND = f"""\
UNTIL=$((SECONDS + {60 * _WAIT_MINUTES}))
SOURCE_DIGEST=None
while [ "$SOURCE_DIGEST" = None ]; do
  SOURCE_DIGEST="$(aws ecr batch-get-image --region "$SOURCE_REGION" --registry-id "${{SOURCE%%.*}}" \\
    --repository-name "${{SOURCE#*/}}" --image-ids "imageTag=$SOURCE_TAG" \\
    --query "images[0].imageId.imageDigest" --output text)" || {{
    echo "Deploy ENVIRONMENT, whose stack STACK lets this account read $SOURCE" >&2
    exit 1
  }}
  if [ "$SOURCE_DIGEST" = None ]; then
    if [ "$SECONDS" -ge "$UNTIL" ]; then
      echo "ENVIRONMENT has not built ${COMMIT}: $SOURCE:$SOURCE_TAG is not there." \\
        "Start its pipeline in ${{SOURCE%%.*}}, $SOURCE_REGION, with that commit as the revision of {SOURCE}ALSO," \\
        "and then retry this stage" >&2
      exit 1
    fi
    echo "Waiting for ENVIRONMENT to build $SOURCE:$SOURCE_TAG"
    sleep 30
  fi
done
echo "ENVIRONMENT built $SOURCE:$SOURCE_TAG, $SOURCE_DIGEST"
"""

# A copy of one manifest is made a list of manifests, with a digest of its own, unless told otherwise:
# https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/, since buildx 0.15
# (https://github.com/docker/buildx/pull/2482). CodeBuild's images for either processor have 0.32.1:
# https://github.com/aws/aws-codebuild-docker-images/blob/1590e48787084015430500926ea922130dbe9367/al/x86_64/standard/6.0/Dockerfile.
# It asks the registries, and no daemon, and so does a login where none answers:
# https://github.com/docker/cli/blob/02f89d5c171679498c7d5d5dedc49156ee00a489/cli/command/registry/login.go.
_COPIED = """\
set -o pipefail
aws ecr get-login-password --region "$SOURCE_REGION" |
  docker login --username AWS --password-stdin "${SOURCE%%/*}"
aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
docker buildx imagetools create --prefer-index=false --tag "$IMAGE:$IMAGE_TAG" "$SOURCE@$SOURCE_DIGEST" ||
  echo "Not copied: is the tag there by now?" >&2
"""

_SAME = """\
if [ "$DIGEST" != "$SOURCE_DIGEST" ]; then
  echo "$IMAGE:$IMAGE_TAG is $DIGEST, and $SOURCE:$SOURCE_TAG is $SOURCE_DIGEST" >&2
  exit 1
fi
"""


def promotion_project(
    service: Service,
    promotion: Promotion,
    role: Any,
    key: Any,
    filled_in: Mapping[str, Any],
    left: tuple[Sequence[str], Sequence[str], Sequence[str]],
) -> BuildProject:
    """``left`` is how it ends: commands, files and variables; ``filled_in`` is what those fill in, by variable."""
    return step_project(
        logical.BUILD_PROJECT,
        name=service.names.build_project,
        description=f"Copies what {promotion.environment} built of {service.names.container} to be released in "
        f"{service.environment.name}",
        role=role,
        key=key,
        buildspec=_buildspec(service, promotion, *left),
        stream="promote",
        minutes=_MINUTES,
        variables=_variables(service, promotion, filled_in),
    )


def _variables(service: Service, promotion: Promotion, filled_in: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "REGISTRY", REGISTRY
    yield "REPOSITORY", service.image_repository
    yield "SOURCE", promotion.address(service.name)
    yield "SOURCE_REGION", promotion.region
    yield "PIPELINE", service.names.pipeline
    yield from file_variables(filled_in)


def _buildspec(
    service: Service, promotion: Promotion, commands: Sequence[str], left: Sequence[str], exported: Sequence[str]
) -> str:
    """In ``pre_build``, which ends at the first command that fails: nothing is released then."""
    every = [*image_of_this_run(service), *_promoted(service, promotion), *commands]
    artifacts = {"base-directory": ".canaryform", "files": [*left]} if left else None
    return step_buildspec(every, exported=exported, artifacts=artifacts)


def _promoted(service: Service, promotion: Promotion) -> Iterator[str]:
    """Nothing of it for an image that is there already, which is also how an earlier version is released again."""
    absent = '[ "$DIGEST" = None ]'
    if check := same_version(service):
        yield only_if(absent, check)
    found = _FOUND.replace("ENVIRONMENT", promotion.environment)
    found = found.replace("STACK", naming.shared_stack(promotion.project, "ecr", service.name))
    found = found.replace("ALSO", f" and {RELEASE_VARIABLE}=$TAG" if promotion.by_tag else "")
    tag = _OF_A_TAG if promotion.by_tag else _OF_A_COMMIT
    yield only_if(absent, f"{tag}{found}{_COPIED}{DIGEST}{_SAME}")
    yield DIGEST
    yield PUSHED
