// A folder of templates (JSON) -> what cdk-nag's AwsSolutions say of them, as JSON: node cdk_nag.cjs FOLDER
const {readdirSync} = require('node:fs');
const {join} = require('node:path');
const {App, Aspects, CfnResource, LegacyStackSynthesizer, Stack} = require('aws-cdk-lib');
const {CfnInclude} = require('aws-cdk-lib/cloudformation-include');
const {AwsSolutionsChecks} = require('cdk-nag');

const [folder] = process.argv.slice(2);
const app = new App({outdir: join(folder, 'out'), analyticsReporting: false});
const findings = [];
const errors = [];
const logger = {
  onCompliance() {},
  onNotApplicable() {},
  onSuppressed() {},
  onNonCompliance: ({ruleId, resource}) => findings.push(`${ruleId} ${resource.node.path}`),
  onError: ({ruleId, resource}) => errors.push(`${ruleId} ${resource.node.path}`),
};
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const stack = new Stack(app, file.slice(0, -'.json'.length), {synthesizer: new LegacyStackSynthesizer()});
  new CfnInclude(stack, 'template', {templateFile: join(folder, file)});
}
Aspects.of(app).add(new AwsSolutionsChecks({reports: false, additionalLoggers: [logger]}));
app.synth();
const resources = app.node.findAll().filter((node) => CfnResource.isCfnResource(node)).length;
console.log(JSON.stringify({resources, findings, errors}));
