"""Each room of rules -> what its findings cost people before anybody told them, with public reports of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Cost(NamedTuple):
    """What happens where nobody is told, and the addresses of people to whom it happened."""

    what: str
    reports: tuple[str, ...]


COSTS: Mapping[str, Cost] = {
    "pipeline": Cost(
        "A tag is pushed and nothing starts, or the update of the pipeline is refused: tags need a pipeline of type"
        " V2, and filters for tags and for branches do not go together as people expect.",
        (
            "https://github.com/cloudposse/terraform-aws-ecs-codepipeline/issues/145",
            "https://github.com/hashicorp/terraform-provider-aws/issues/43105",
        ),
    ),
    "build": Cost(
        "Every build ends before its first command: one line with a colon and a space in it was no text to YAML, or no"
        " runtime was chosen. The log says so in CodeBuild's words, after the change is merged.",
        (
            "https://github.com/aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock/issues/518",
            "https://github.com/aws-samples/aws-serverless-workshops/issues/231",
        ),
    ),
    "rollout": Cost(
        "The first deployment works and the second is refused: nothing but CodeDeploy may change the task definition"
        " of a service that it releases. The number of tasks jumps back at every update, or cannot be changed at all.",
        (
            "https://github.com/hashicorp/terraform-provider-aws/issues/12703",
            "https://github.com/hashicorp/terraform-provider-aws/issues/13658",
            "https://github.com/aws/aws-cdk/issues/3919",
        ),
    ),
    "tasks": Cost(
        "A release fails when its task definition is registered: the file is what the console shows, with keys that ECS"
        " adds by itself and does not take.",
        (
            "https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/22",
            "https://github.com/aws-actions/amazon-ecs-render-task-definition/issues/2",
            "https://github.com/aws/aws-cli/issues/3568",
        ),
    ),
    "network": Cost(
        "Tasks are started and stopped for hours: a private subnet without a way to ECR, S3 and CloudWatch Logs lets no"
        " image in, and the message names none of them.",
        (
            "https://github.com/aws/amazon-ecs-agent/issues/1128",
            "https://github.com/aws/amazon-ecs-agent/issues/2235",
            "https://github.com/anomalyco/sst/issues/6019",
        ),
    ),
    "iam": Cost(
        "A role is refused with one sentence that says neither which condition nor which value: a wildcard under"
        " StringEquals, a job in an environment, a repository that GitHub now names by its ids.",
        (
            "https://github.com/aws-actions/configure-aws-credentials/issues/1137",
            "https://github.com/aws-actions/configure-aws-credentials/issues/1024",
            "https://github.com/terraform-aws-modules/terraform-aws-iam/issues/659",
        ),
    ),
    "alarms": Cost(
        "An alarm cries at night because nobody asked anything, or stays without data and says nothing: either way"
        " it tells no bad release from a good one.",
        (
            "https://github.com/HHS/simpler-grants-gov/pull/1324",
            "https://github.com/sul-dlss/dlme/issues/1268",
        ),
    ),
    "storage": Cost(
        "A rule that forgets old images forgets the one that runs: nothing is noticed until a task is to start"
        " again, and then none does.",
        (
            "https://github.com/aws/containers-roadmap/issues/1078",
            "https://github.com/chanzuckerberg/single-cell-data-portal/issues/5885",
        ),
    ),
    "stack": Cost(
        "Stacks lock each other: an export that another stack imports can be neither changed nor removed, and an"
        " update ends in a rollback.",
        (
            "https://github.com/aws/aws-cdk/issues/7602",
            "https://github.com/linz/geostore/issues/630",
        ),
    ),
    "github": Cost(
        "Pull requests wait for ever: a check is required that a path filter keeps from running, and only an"
        " administrator gets past it.",
        (
            "https://github.com/newsboat/newsboat/issues/3399",
            "https://github.com/CDCgov/cfa-stf-routine-forecasting/issues/610",
            "https://github.com/runfinch/finch/issues/18",
        ),
    ),
}
