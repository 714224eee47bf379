"""The region -> a complaint when AWS does not offer there what a release needs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, ProjectRule, Reading

_CONNECTION = "CodeConnections"
_BUILD = "CodeBuild"

# The regions in which CloudFormation lacks a resource type that every project uses; a test compares this with the
# provider schemas of the installed cfn-lint. AWS says the same of connections at
# https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
MISSING = {
    "af-south-1": (_CONNECTION,),
    "ap-east-1": (_CONNECTION,),
    "ap-east-2": (_BUILD, _CONNECTION),
    "ap-northeast-3": (_CONNECTION,),
    "ap-south-2": (_CONNECTION,),
    "ap-southeast-3": (_CONNECTION,),
    "ap-southeast-4": (_CONNECTION,),
    "ap-southeast-5": (_CONNECTION,),
    "ap-southeast-6": (_CONNECTION,),
    "ap-southeast-7": (_CONNECTION,),
    "ca-west-1": (_BUILD, _CONNECTION),
    "cn-north-1": (_CONNECTION,),
    "cn-northwest-1": (_CONNECTION,),
    "eu-central-2": (_CONNECTION,),
    "eu-south-2": (_CONNECTION,),
    "il-central-1": (_CONNECTION,),
    "me-central-1": (_CONNECTION,),
    "mx-central-1": (_BUILD, _CONNECTION),
}


def _check(reading: Reading) -> Iterator[Finding]:
    region = reading.project.region
    project = reading.project
    needed = {_BUILD: project.has_pipeline, _CONNECTION: project.takes_commits}
    missing = [name for name in MISSING.get(region, ()) if needed[name]]
    if missing:
        why = "take its source from GitHub" if _CONNECTION in missing else "find what it releases"
        message = f"{region} has no {' and no '.join(missing)}, so no pipeline can {why} there"
        hint = "choose a region that has them, such as us-west-2 or eu-central-1; or write release: {pipeline: false}"
        yield Finding(reading.at("region"), message, hint)


RULE = ProjectRule("region-services", "The region offers every service that a release needs.", _check)
