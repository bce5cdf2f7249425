// What the documents are made from, out of the build: `npm run build` comes first.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);

/** @returns {Promise<import('./documents.d.mts').Sources>} */
export async function builtSources() {
  const from = (/** @type {string} */ path) => require(`../../${path}`);
  const { HTTP_STATUS_OF } = from('apps/gateway/dist/http-status.js');
  const { buildOpenApi } = from('apps/gateway/dist/openapi');
  return {
    domain: from('libs/domain/dist/index.js'),
    z: require('zod').z,
    exit: from('apps/cli/dist/exit-code.js'),
    httpStatusOf: (code) => HTTP_STATUS_OF[code],
    openApi: await buildOpenApi(),
    timeouts: from('libs/messaging/dist/timeouts.js').CALL_TIMEOUT_MS,
    scanRules: from('apps/scanner/dist/rules/index.js').RULES,
    version: JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version,
  };
}
