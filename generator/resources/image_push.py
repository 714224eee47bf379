"""A repository that somebody else pushes to -> the rule by which a push starts the pipeline, and what finds its image.

https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cwe-ecr-source-cfn.html, and for the revision and the
variable that a run is told https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cwe-ecr-source-console.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from troposphere import Sub
from troposphere.codebuild import Project as BuildProject
from troposphere.events import InputTransformer, Rule, Target

from generator import naming
from generator.artifacts import Artifact
from generator.model.service import Service
from generator.naming import logical
from generator.resources.release_tag import NO_RELEASE, RELEASE_VARIABLE, SEMVER, SOURCE
from generator.resources.released_image import PUSHED
from generator.resources.step_project import file_variables, step_buildspec, step_project

SOURCE_DIGEST = "SOURCE_DIGEST"
"""The variable that says which image the run was started with."""
_MINUTES = 10
_END = "END_OF_FILE"

# The underscore is the plus sign of a version: a Docker tag has none.
_VERSION = f"""\
IMAGE_TAG="${{{RELEASE_VARIABLE}:-{NO_RELEASE}}}"
IMAGE_TAG="$(printf %s "$IMAGE_TAG" | tr + _)"
if [ "$IMAGE_TAG" = {NO_RELEASE} ]; then
  echo "No image started this run: push one with the tag PREFIX1.2.3" >&2
  false
fi
VERSION="$(printf %s "${{IMAGE_TAG#PREFIX}}" | tr _ +)"
if ! {{ [ "$IMAGE_TAG" != "${{IMAGE_TAG#PREFIX}}" ] && printf %s "$VERSION" | tr '\\n' ' ' | grep -Eq \\
  '{SEMVER}'; }}; then
  echo "$IMAGE_TAG is not PREFIXMAJOR.MINOR.PATCH, as https://semver.org has it" >&2
  false
fi
"""

# Others push indexes of several manifests, and what BatchGetImage gives of a tag depends on what it is told to accept.
# https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
_DIGEST = """\
DIGEST="$(aws ecr describe-images --repository-name "$REPOSITORY" --image-ids "imageTag=$IMAGE_TAG" \\
  --query "imageDetails[0].imageDigest" --output text)" || DIGEST=None
"""

_SAME = f"""\
if [ "$DIGEST" != "${SOURCE_DIGEST}" ]; then
  echo "$IMAGE:$IMAGE_TAG is $DIGEST by now, and this run was started with ${SOURCE_DIGEST}" >&2
  false
fi
"""


def push_rule(service: Service, role: Any) -> Rule:
    """Every tag that the glob matches; the run is told the digest that was pushed, and the tag."""
    address, names = service.image_address, service.names
    assert address
    glob = _of_versions(service.trigger.tag or "*")
    template = {
        "sourceRevisions": [{"actionName": SOURCE, "revisionType": "IMAGE_DIGEST", "revisionValue": "<digest>"}],
        "variables": [{"name": RELEASE_VARIABLE, "value": "<tag>"}],
    }
    return Rule(
        logical.PUSH_RULE,
        Name=names.rule(naming.PUSH_RULE),
        Description=f"{names.base}: a pushed image starts the pipeline",
        State="ENABLED",
        EventPattern={
            "source": ["aws.ecr"],
            "detail-type": ["ECR Image Action"],
            "detail": {
                "action-type": ["PUSH"],
                "result": ["SUCCESS"],
                "repository-name": [address.name],
                "image-tag": [{"wildcard": glob} if "*" in glob else glob],
            },
        },
        Targets=[
            Target(
                Id="pipeline",
                Arn=Sub(
                    f"arn:${{AWS::Partition}}:codepipeline:${{AWS::Region}}:${{AWS::AccountId}}:${{{logical.PIPELINE}}}"
                ),
                RoleArn=role,
                InputTransformer=InputTransformer(
                    InputPathsMap={"digest": "$.detail.image-digest", "tag": "$.detail.image-tag"},
                    InputTemplate=json.dumps(template),
                ),
            )
        ],
    )


def _of_versions(glob: str) -> str:
    """Without the tags ``v1`` and ``v1.2`` that some push beside ``v1.2.3``: each would start a run that fails."""
    prefix, _, rest = glob.partition("*")
    return glob if rest or prefix == glob else f"{prefix}*.*.*"


def find_project(
    service: Service,
    role: Any,
    key: Any,
    filled_in: Mapping[str, Any],
    files: Sequence[Artifact],
    left: tuple[Sequence[str], Sequence[str], Sequence[str]],
) -> BuildProject:
    """``files`` are what the last commands fill in, as the spec has them now: no commit brings them.

    ``left`` is how it ends: commands, files and variables; ``filled_in`` is what those commands put into the files, by
    variable.
    """
    named = [("IMAGE", service.container.image), ("REPOSITORY", service.image_repository)]
    return step_project(
        logical.BUILD_PROJECT,
        name=service.names.build_project,
        description=f"Finds the image that {service.names.container} is released with in {service.environment.name}",
        role=role,
        key=key,
        buildspec=_buildspec(service, files, *left),
        stream="find",
        minutes=_MINUTES,
        variables=[*named, *file_variables(filled_in)],
    )


def _buildspec(
    service: Service,
    files: Sequence[Artifact],
    commands: Sequence[str],
    left: Sequence[str],
    exported: Sequence[str],
) -> str:
    """In ``pre_build``, which ends at the first command that fails."""
    every = [_VERSION.replace("PREFIX", service.tag_prefix), _DIGEST, PUSHED, _SAME, *_written(files), *commands]
    artifacts = {"base-directory": ".canaryform", "files": [*left]} if left else None
    return step_buildspec(every, exported=exported, artifacts=artifacts)


def _written(files: Sequence[Artifact]) -> Iterator[str]:
    for file in files:
        path = f"{naming.OUTPUT_FOLDER}/{file.path}"
        yield f"mkdir -p {path.rpartition('/')[0]}\ncat > {path} <<'{_END}'\n{file.text}{_END}\n"
