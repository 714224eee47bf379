"""The calls that a build makes, in order."""

from __future__ import annotations

TAG = "aws codepipeline list-action-executions"
DIGEST = "aws ecr batch-get-image"
TEST = ["npm ci", "npm test"]
IMAGE = ["aws ecr get-login-password", "docker login", "docker build", "docker push"]
BUILT = [DIGEST, *TEST, *IMAGE, DIGEST]
REUSED = [DIGEST, DIGEST]
FILES = {"taskdef.json", "appspec.yaml", "imageDetail.json"}
