// JSON Schema of our contracts, shared parts under one name.

/** @typedef {Record<string, unknown>} JsonSchema */

/**
 * Turns schemas into JSON Schema and collects what they share. What the domain exports under a name becomes a
 * shared schema of that name. Written for whoever sends: a field with a default is optional, and an object that
 * takes unknown fields says so, because replies may gain fields.
 */
export class SchemaCollector {
  /** @type {Record<string, JsonSchema>} */
  schemas = {};

  /**
   * @param {typeof import('zod').z} z
   * @param {Record<string, unknown>} domain
   */
  constructor(z, domain) {
    this.z = z;
    this.names = z.registry();
    const seen = new Set();
    for (const [name, schema] of Object.entries(domain).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!(schema instanceof z.ZodType) || seen.has(schema)) continue;
      seen.add(schema);
      this.names.add(schema, { id: name });
    }
  }

  /**
   * @param {string} name under which it is kept
   * @param {import('zod').z.ZodType} schema
   * @returns {{ $ref: string }}
   */
  add(name, schema) {
    const { $defs = {}, ...own } = /** @type {JsonSchema & { $defs?: Record<string, JsonSchema> }} */ (
      this.z.toJSONSchema(schema, {
        io: 'input',
        unrepresentable: 'any',
        metadata: this.names,
        override: ({ jsonSchema }) => {
          // The format says it; a calendar as a regular expression helps no reader.
          if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
        },
      })
    );
    delete own.$schema;
    /** @type {Record<string, string>} */
    const renamed = {};
    // The one schema that refers to itself and has no name is "any JSON value"; a second one would be noticed in `keep`.
    for (const key of Object.keys($defs)) renamed[key] = key.startsWith('__') ? 'JsonValue' : key;
    const place = (/** @type {unknown} */ part) => relocate(part, renamed, name);
    for (const [key, part] of Object.entries($defs)) this.keep(renamed[key] ?? key, place(part));
    const placed = /** @type {JsonSchema & { $ref?: string }} */ (place(own));
    // A schema that the domain names is that schema, whatever message it is used as.
    if (placed.$ref) return { $ref: placed.$ref };
    this.keep(name, placed);
    return reference(name);
  }

  /** @param {string} name @param {unknown} schema */
  keep(name, schema) {
    const clean = { .../** @type {JsonSchema} */ (schema) };
    delete clean.id;
    const before = this.schemas[name];
    if (before && JSON.stringify(before) !== JSON.stringify(clean)) {
      throw new Error(`Two different schemas are called ${name}`);
    }
    this.schemas[name] = clean;
  }
}

/** @param {string} name */
export const reference = (name) => ({ $ref: `#/components/schemas/${name}` });

/**
 * @param {unknown} part
 * @param {Record<string, string>} renamed
 * @param {string} self
 * @returns {unknown}
 */
function relocate(part, renamed, self) {
  if (Array.isArray(part)) return part.map((entry) => relocate(entry, renamed, self));
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (key !== '$ref' || typeof value !== 'string') return [key, relocate(value, renamed, self)];
      const target = value === '#' ? self : (renamed[value.replace('#/$defs/', '')] ?? value);
      return [key, reference(target).$ref];
    }),
  );
}
