"""What builds and releases, asked of CodeBuild, CodeDeploy, CodePipeline and CodeConnections."""

from __future__ import annotations

from tests.deploy.found.row import Client, Found, Properties, Row, only


def _project(client: Client, name: str, properties: Properties) -> Found:
    return Found(only(client("codebuild").batch_get_projects(names=[name])["projects"]))


def _application(client: Client, name: str, properties: Properties) -> Found:
    shown = client("codedeploy").get_application(applicationName=name)["application"]
    return Found({**shown, "Tags": _deploy_tags(client, f"application:{name}")})


def _deploy_tags(client: Client, resource: str) -> list[dict[str, str]]:
    account = client("sts").get_caller_identity()["Account"]
    codedeploy = client("codedeploy")
    arn = f"arn:aws:codedeploy:{codedeploy.meta.region_name}:{account}:{resource}"
    tags: list[dict[str, str]] = codedeploy.list_tags_for_resource(ResourceArn=arn)["Tags"]
    return tags


def _config(client: Client, name: str, properties: Properties) -> Found:
    return Found(client("codedeploy").get_deployment_config(deploymentConfigName=name)["deploymentConfigInfo"])


def _group(client: Client, name: str, properties: Properties) -> Found:
    application = properties["ApplicationName"]
    answer = client("codedeploy").get_deployment_group(applicationName=application, deploymentGroupName=name)
    tags = _deploy_tags(client, f"deploymentgroup:{application}/{name}")
    return Found({**answer["deploymentGroupInfo"], "Tags": tags})


def _pipeline(client: Client, name: str, properties: Properties) -> Found:
    codepipeline = client("codepipeline")
    answer = codepipeline.get_pipeline(name=name)
    tags = codepipeline.list_tags_for_resource(resourceArn=answer["metadata"]["pipelineArn"])["tags"]
    return Found({**answer["pipeline"], "tags": tags})


def _connection(client: Client, arn: str, properties: Properties) -> Found:
    connections = client("codeconnections")
    shown = connections.get_connection(ConnectionArn=arn)["Connection"]
    tags = connections.list_tags_for_resource(ResourceArn=arn)["Tags"]
    return Found({**shown, "Tags": tags}, {"ConnectionArn": shown["ConnectionArn"]})


ROWS = {
    "AWS::CodeBuild::Project": Row(_project),
    "AWS::CodeConnections::Connection": Row(_connection),
    "AWS::CodeDeploy::Application": Row(_application),
    "AWS::CodeDeploy::DeploymentConfig": Row(_config),
    "AWS::CodeDeploy::DeploymentGroup": Row(_group),
    "AWS::CodePipeline::Pipeline": Row(_pipeline),
}
