// JSON Schema of a policy file, for editors: what may be written, with defaults left out where they hold.

/**
 * @param {import('./documents.d.mts').Sources} sources
 * @returns {object}
 */
export function policySchema({ domain, z }) {
  return { title: 'Sallyport policy', ...z.toJSONSchema(domain.Policy, { io: 'input' }) };
}
