"""The command that releases a tag of a service, with a pipeline and without one."""

from dataclasses import replace

from generator.app.run.release_command import release_command
from generator.model.release import Release
from tests.unit.project import project, service

_BY_IMAGE = Release(pipeline=False)


def test_a_pipeline_is_started() -> None:
    start = "aws codepipeline start-pipeline-execution --region us-west-2 --name shop-prod"
    assert release_command("shop.yaml", service()) == start
    assert release_command("shop.yaml", service(), "v1.2.3") == f"{start} --variables name=RELEASE,value=v1.2.3"


def test_without_one_an_image_is_deployed() -> None:
    alone = service(release=_BY_IMAGE)
    deploy = "canaryform deploy 'my shop.yaml' -e prod --image ADDRESS@sha256:..."
    assert release_command("my shop.yaml", alone) == deploy
    assert release_command("my shop.yaml", alone, "v1.2.3") == f"{deploy} --version v1.2.3"


def test_one_service_of_several_is_named() -> None:
    [settings] = project(release=_BY_IMAGE).settings
    several = project(settings=(settings, replace(settings, name="api")))
    commands = [release_command("shop.yaml", each) for each in several.services]
    assert [command.partition("prod ")[2].partition(" --image")[0] for command in commands] == ["-s main", "-s api"]
