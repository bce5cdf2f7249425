// What the documents are made from, out of the build: `npm run build` comes first.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);

/** @returns {import('./documents.d.mts').Sources} */
export function builtSources() {
  const from = (/** @type {string} */ path) => require(`../../${path}`);
  const { HTTP_STATUS } = from('apps/gateway/dist/adapters/rest/http-status.js');
  return {
    domain: from('libs/domain/dist/index.js'),
    z: require('zod').z,
    exit: from('apps/cli/dist/exit-code.js'),
    httpStatus: HTTP_STATUS,
    openApiText: from('apps/gateway/dist/openapi/write.js').openApiText(),
    timeouts: from('libs/messaging/dist/timeouts.js').CALL_TIMEOUT_MS,
    scanRules: from('libs/analysis/dist/rules/index.js').RULES,
    clusterRules: from('libs/analysis/dist/rules/cluster/index.js').CLUSTER_RULES,
    tactics: from('libs/analysis/dist/rules/tactic.js').TACTICS,
    version: JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version,
  };
}
