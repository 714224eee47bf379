"""What AWS says when something fails, and what is made of it."""

import pytest

from generator.app.doctor.remedy import REMEDIES, failure
from tests.unit.app.doctor.context import context

# Words as AWS's own pages and users' issues have them.
WORDS = [
    ("Error calling startBuild: Cannot have more than 0 builds in queue for the account (Error Code: "
     "AccountLimitExceededException)", "the account's quota of builds at a time"),
    ("Invalid request provided: CreateCluster Invalid Request: Unable to assume the service linked role. Please verify "
     "that the ECS service linked role exists.", "ECS had made its service-linked role"),
    ("CannotPullContainerError: failed to resolve reference public.ecr.aws/nginx/nginx:stable: dial tcp: i/o timeout",
     "the first task's image is in public.ecr.aws"),
    ("Service deployment rolled back because of invalid networking configuration. Both targetGroup and "
     "alternateTargetGroup must be associated with the productionListenerRule or testListenerRule.",
     "one of the two target groups is on no rule"),
    ("INVALID_REVISION: Could not parse or validate one of the resources", "appspec.yaml is not as generated"),
    ("IAM_ROLE_PERMISSIONS: does not give you permission in Amazon S3", "a role may not"),
    ("The provided role does not have sufficient permissions: AccessDeniedException", "a role may not"),
    ("User: arn:aws:iam::123456789012:role/x is not authorized to perform: ecs:CreateTaskSet", "a role may not"),
    ("ECS was unable to assume the role 'arn:aws:iam::123456789012:role/x' that was provided", "a role may not"),
    ("Exception while trying to read the task definition artifact file from: BuildOutput", "the build handed over"),
    ("Connection arn:aws:codeconnections:us-west-2:123456789012:x is not available", "nobody has authorised"),
    ("You've reached the limit on the number of vCPUs you can run concurrently", "the account's quota of Fargate"),
    ("CannotPullContainerError: pull image manifest has been retried 1 time(s)", "the image is not in the repository"),
    ("ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed",
     "a secret of the spec"),
    ("ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times",
     "the log group of the tasks"),
    ("shop: exit code 1, exec /usr/local/bin/node: exec format error", "the image was built for another processor"),
    ("OutOfMemoryError: Container killed due to memory usage", "the container needs more"),
    ("Task failed ELB health checks in (target-group shop-prod-green)", "tasks do not answer"),
    ("(port 3000) is unhealthy in (target-group x) due to (reason Request timed out)", "tasks do not answer"),
    ("Essential container in task exited; shop: exit code 1", "the program ended by itself"),
    ("Capacity is unavailable at this time. Please try again later", "Fargate has no room"),
    ("One or more alarms have been activated according to the Amazon CloudWatch metrics", "an alarm went off"),
    ("The deployment timed out while waiting for the replacement task set to become healthy", "the new tasks did not"),
    ("The Deployment Group 'x' already has an active Deployment 'd-1'", "another release is still under way"),
    ("Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Error while "
     "executing command: npm test. Reason: exit status 2", "a command of the build failed"),
    ("No Branch [main] found for FullRepositoryName [acme/shop]", "the branch or the repository"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "means"), WORDS, ids=[means for _, means in WORDS])
def test_words_are_understood(words: str, means: str) -> None:
    found = failure(context(), "it failed", words, "look")
    assert found.what.startswith(f"it failed: {means}")
    assert (found.evidence, found.mend != "look") == (words, True)


def test_every_remedy_is_tried_and_has_a_page_and_a_command() -> None:
    found = {failure(context(), "", words, "").source for words, _ in WORDS}
    assert found == {remedy.source for remedy in REMEDIES}
    assert all(remedy.source.startswith("https://docs.aws.amazon.com/") for remedy in REMEDIES)
    assert {failure(context(), "x", words, "").what[3:] for words, _ in WORDS} == {remedy.means for remedy in REMEDIES}


def test_other_words_are_shown_as_they_are() -> None:
    found = failure(context(), "it failed", "Something new", "look")
    assert (found.what, found.evidence, found.mend) == ("it failed", "Something new", "look")
