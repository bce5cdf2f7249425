// The generated documents as texts: no disk, no clock, so that a test can compare them with what is committed.
import { asyncApi } from './asyncapi.mjs';
import { errorsPage } from './errors.mjs';
import { policySchema } from './policy-schema.mjs';
import { rulesPage } from './rules.mjs';
import { subjectsPage } from './subjects.mjs';

/** @typedef {import('./documents.d.mts').Sources} Sources what the documents are made from */
/** @typedef {Sources & { endpoints: readonly import('@sallyport/domain').Endpoint[] }} Ordered */

/** @param {object} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/**
 * @param {Sources} given
 * @returns {Record<string, string>} path from the root -> text
 */
export function documents(given) {
  const sources = { ...given, endpoints: inOrder(given.domain) };
  return {
    'docs/rules.md': rulesPage(sources),
    'docs/errors.md': errorsPage(sources),
    'docs/subjects.md': subjectsPage(sources),
    'docs/api/asyncapi.json': json(asyncApi(sources)),
    'docs/api/openapi.json': sources.openApiText,
    'docs/api/policy.schema.json': json(policySchema(sources)),
  };
}

/**
 * By service and subject: the order in which a compiler lists exports is no order for people.
 * @param {Sources['domain']} domain
 */
function inOrder({ ENDPOINTS, SERVICE_NAMES }) {
  const place = (/** @type {import('@sallyport/domain').Endpoint} */ { service, subject }) =>
    `${SERVICE_NAMES.indexOf(service)} ${subject}`;
  return [...ENDPOINTS].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}
