"""What only a release reads: the stack changes it at once, and the next release does something else."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason

_READ = {
    "AWS::CodeBuild::Project": "a build",
    "AWS::CodeDeploy::DeploymentGroup": "a deployment",
    "AWS::CodePipeline::Pipeline": "a run of the pipeline",
}


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.of(*_READ):
        if change.fate is Fate.UPDATED and any(each.path and each.path[0] != "Tags" for each in change.changes):
            said = f"{_READ[change.type]} that has begun goes on as it was"
            yield Reason(change, Consequence.UPDATED, said, when="with the next release, once the stack is updated")


FACT = Fact(
    "next-release",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-edit.html",
    _find,
)
