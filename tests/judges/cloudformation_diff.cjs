// Pairs of templates (JSON file: [{name, before, after}]) -> what CDK's cloudformation-diff says of each resource.
const {readFileSync} = require('node:fs');
const {fullDiff} = require('@aws-cdk/cloudformation-diff');

const [file] = process.argv.slice(2);
const found = {};
for (const {name, before, after} of JSON.parse(readFileSync(file, 'utf8'))) {
  found[name] = {};
  fullDiff(before, after).resources.forEachDifference((id, change) => {
    found[name][id] = change.changeImpact;
  });
}
console.log(JSON.stringify(found));
