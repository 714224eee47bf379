// The example spec's system as a CDK app, once for each project named in PROJECTS: the same stacks for the same two
// environments, by CDK's own constructs, so its templates are not ours byte for byte.
const cdk = require('aws-cdk-lib');
const { aws_ec2: ec2, aws_ecr: ecr, aws_ecs: ecs, aws_elasticloadbalancingv2: elb, aws_iam: iam } = cdk;
const { aws_cloudwatch: cloudwatch, aws_cloudwatch_actions: actions, aws_codebuild: codebuild } = cdk;
const { aws_codedeploy: codedeploy, aws_codepipeline: pipeline, aws_codepipeline_actions: steps } = cdk;
const { aws_kms: kms, aws_logs: logs, aws_s3: s3, aws_sns: sns, aws_codestarconnections: connections } = cdk;

const ENVIRONMENTS = [
  { name: 'dev', count: 1, config: 'ALL_AT_ONCE' },
  { name: 'prod', count: 2, config: 'CANARY_10PERCENT_5MINUTES' },
];

function shared(app, project) {
  const registry = new cdk.Stack(app, `${project}-ecr`);
  const repository = new ecr.Repository(registry, 'Repository', {
    repositoryName: project,
    imageTagMutability: ecr.TagMutability.IMMUTABLE,
    imageScanOnPush: true,
    lifecycleRules: [{ maxImageCount: 50 }],
  });
  const github = new cdk.Stack(app, `${project}-github`);
  const connection = new connections.CfnConnection(github, 'Connection', {
    connectionName: project,
    providerType: 'GitHub',
  });
  return { repository, connection };
}

function network(app, name) {
  const stack = new cdk.Stack(app, `${name}-network`);
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    availabilityZones: ['us-west-2a', 'us-west-2b'],
    natGateways: 0,
    subnetConfiguration: [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }],
  });
  const balancer = new ec2.SecurityGroup(stack, 'BalancerGroup', { vpc, allowAllOutbound: false });
  const tasks = new ec2.SecurityGroup(stack, 'TaskGroup', { vpc });
  balancer.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(80));
  balancer.addEgressRule(tasks, ec2.Port.tcp(3000));
  tasks.addIngressRule(balancer, ec2.Port.tcp(3000));
  return { vpc, balancer, tasks };
}

function roles(app, name) {
  const stack = new cdk.Stack(app, `${name}-iam`);
  const role = (noun, service, policy) =>
    new iam.Role(stack, noun, {
      assumedBy: new iam.ServicePrincipal(service),
      managedPolicies: policy ? [iam.ManagedPolicy.fromAwsManagedPolicyName(policy)] : [],
    }).withoutPolicyUpdates();
  // Without grants from other stacks, which would make the stacks depend on one another in a circle.
  return {
    task: role('Task', 'ecs-tasks.amazonaws.com'),
    execution: role('Execution', 'ecs-tasks.amazonaws.com', 'service-role/AmazonECSTaskExecutionRolePolicy'),
    build: role('Build', 'codebuild.amazonaws.com'),
    deploy: role('Deploy', 'codedeploy.amazonaws.com', 'AWSCodeDeployRoleForECS'),
    pipeline: role('Pipeline', 'codepipeline.amazonaws.com'),
  };
}

function balancer(app, name, net) {
  const stack = new cdk.Stack(app, `${name}-alb`);
  const bucket = new s3.Bucket(stack, 'Logs', {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ expiration: cdk.Duration.days(90) }],
  });
  const alb = new elb.ApplicationLoadBalancer(stack, 'Balancer', {
    vpc: net.vpc,
    internetFacing: true,
    securityGroup: net.balancer,
  });
  const groups = ['Blue', 'Green'].map(
    (colour) =>
      new elb.ApplicationTargetGroup(stack, colour, {
        vpc: net.vpc,
        port: 3000,
        protocol: elb.ApplicationProtocol.HTTP,
        targetType: elb.TargetType.IP,
        healthCheck: { path: '/', interval: cdk.Duration.seconds(15) },
      }),
  );
  const listener = alb.addListener('Listener', { port: 80, open: false, defaultTargetGroups: [groups[0]] });
  const test = alb.addListener('Test', {
    port: 9001,
    open: false,
    protocol: elb.ApplicationProtocol.HTTP,
    defaultTargetGroups: [groups[1]],
  });
  return { alb, groups, listener, test, bucket };
}

function service(app, name, environment, net, role, lb, repository) {
  const stack = new cdk.Stack(app, `${name}-ecs`);
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: net.vpc });
  const definition = new ecs.FargateTaskDefinition(stack, 'Task', {
    cpu: 256,
    memoryLimitMiB: 512,
    taskRole: role.task,
    executionRole: role.execution,
  });
  const group = new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_MONTH });
  definition.addContainer('app', {
    image: ecs.ContainerImage.fromEcrRepository(repository, 'initial'),
    portMappings: [{ containerPort: 3000 }],
    readonlyRootFilesystem: true,
    logging: ecs.LogDrivers.awsLogs({ logGroup: group, streamPrefix: 'app' }),
  });
  const made = new ecs.FargateService(stack, 'Service', {
    cluster,
    taskDefinition: definition,
    desiredCount: environment.count,
    assignPublicIp: true,
    securityGroups: [net.tasks],
    deploymentController: { type: ecs.DeploymentControllerType.CODE_DEPLOY },
  });
  made.attachToApplicationTargetGroup(lb.groups[0]);
  return made;
}

function monitoring(app, name, lb) {
  const stack = new cdk.Stack(app, `${name}-monitoring`);
  const topic = new sns.Topic(stack, 'Topic', { enforceSSL: true });
  const alarms = lb.groups.flatMap((group, number) => {
    const metrics = {
      Errors: group.metrics.httpCodeTarget(elb.HttpCodeTarget.TARGET_5XX_COUNT),
      Latency: group.metrics.targetResponseTime({ statistic: 'p99' }),
      Unhealthy: group.metrics.unhealthyHostCount(),
    };
    return Object.entries(metrics).map(([noun, metric]) => {
      const alarm = new cloudwatch.Alarm(stack, `${noun}${number}`, {
        metric: metric.with({ period: cdk.Duration.minutes(1) }),
        threshold: 5,
        evaluationPeriods: 3,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new actions.SnsAction(topic));
      return alarm;
    });
  });
  new cloudwatch.Dashboard(stack, 'Dashboard', {
    widgets: [alarms.map((alarm) => new cloudwatch.AlarmWidget({ alarm }))],
  });
  return alarms;
}

function release(app, name, environment, role, lb, made, alarms) {
  const stack = new cdk.Stack(app, `${name}-codedeploy`);
  return new codedeploy.EcsDeploymentGroup(stack, 'Group', {
    service: made,
    role: role.deploy,
    alarms,
    autoRollback: { deploymentInAlarm: true, stoppedDeployment: true },
    deploymentConfig: codedeploy.EcsDeploymentConfig[environment.config],
    blueGreenDeploymentConfig: {
      blueTargetGroup: lb.groups[0],
      greenTargetGroup: lb.groups[1],
      listener: lb.listener,
      testListener: lb.test,
      terminationWaitTime: cdk.Duration.minutes(5),
    },
  });
}

function delivery(app, name, role, shares, group) {
  const stack = new cdk.Stack(app, `${name}-pipeline`);
  const source = new pipeline.Artifact();
  const built = new pipeline.Artifact();
  const project = new codebuild.PipelineProject(stack, 'Project', {
    role: role.build,
    environment: { buildImage: codebuild.LinuxBuildImage.STANDARD_7_0, privileged: true },
    environmentVariables: { REPOSITORY: { value: shares.repository.repositoryUri } },
  });
  const line = new pipeline.Pipeline(stack, 'Pipeline', {
    role: role.pipeline,
    pipelineType: pipeline.PipelineType.V2,
    artifactBucket: new s3.Bucket(stack, 'Artifacts', {
      encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
    }),
  });
  line.addStage({
    stageName: 'Source',
    actions: [
      new steps.CodeStarConnectionsSourceAction({
        actionName: 'Source',
        connectionArn: shares.connection.attrConnectionArn,
        owner: 'acme',
        repo: 'shop',
        output: source,
      }),
    ],
  });
  line.addStage({
    stageName: 'Build',
    actions: [new steps.CodeBuildAction({ actionName: 'Build', project, input: source, outputs: [built] })],
  });
  line.addStage({
    stageName: 'Deploy',
    actions: [
      new steps.CodeDeployEcsDeployAction({
        actionName: 'Deploy',
        deploymentGroup: group,
        appSpecTemplateInput: built,
        taskDefinitionTemplateInput: built,
      }),
    ],
  });
}

const app = new cdk.App();
for (const project of process.env.PROJECTS.split(' ')) {
  const shares = shared(app, project);
  for (const environment of ENVIRONMENTS) {
    const name = `${project}-${environment.name}`;
    const net = network(app, name);
    const role = roles(app, name);
    const lb = balancer(app, name, net);
    const made = service(app, name, environment, net, role, lb, shares.repository);
    const alarms = monitoring(app, name, lb);
    delivery(app, name, role, shares, release(app, name, environment, role, lb, made, alarms));
  }
}
app.synth();
