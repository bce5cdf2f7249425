import type { z } from 'zod';

/**
 * Whether a value is exactly what a schema would give back for it. `false` says nothing: zod then has the word, with
 * its errors, its stripping of what a schema does not name, and its defaults.
 */
export type Conforms = (value: unknown) => boolean;

/** What is read of a zod schema's or check's definition; anything else in it makes the schema one for zod alone. */
interface Definition {
  readonly [key: string]: unknown;
  readonly type: string;
}
interface CheckDefinition {
  readonly check: string;
  readonly format?: string;
  readonly maximum?: number;
  readonly minimum?: number;
  readonly value?: number;
  readonly inclusive?: boolean;
}

const compiled = new WeakMap<z.ZodType, Conforms>();

/** Of one schema always the same one, made at the first call. */
export function conformsTo(schema: z.ZodType): Conforms {
  let conforms = compiled.get(schema);
  if (conforms === undefined) compiled.set(schema, (conforms = compile(schema) ?? byZod(schema)));
  return conforms;
}

/**
 * Looks without copying, a few times faster than a parse, for the parts of zod that the contracts use. Closures and
 * no code made of text. undefined: this schema is for zod alone, because it may change what it is given (a default, a
 * transformation), or because nobody has written it down here yet.
 */
function compile(schema: z.ZodType): Conforms | undefined {
  const definition = definitionOf(schema);
  const make = MAKERS[definition.type];
  return make !== undefined && holdsOnly(definition, make.reads) ? make.from(definition) : undefined;
}

interface Maker {
  /** Keys of the definition that `from` minds. */
  readonly reads: readonly string[];
  from(definition: Definition): Conforms | undefined;
}

const MAKERS: Readonly<Record<string, Maker>> = {
  string: {
    reads: ['checks', 'format', 'check', 'pattern', 'offset', 'local', 'precision'],
    from: stringOf,
  },
  number: { reads: ['checks', 'format', 'check', 'abort'], from: numberOf },
  boolean: { reads: [], from: () => (value) => typeof value === 'boolean' },
  unknown: { reads: [], from: () => () => true },
  enum: { reads: ['entries'], from: ({ entries }) => oneOf(Object.values(entries as object)) },
  literal: { reads: ['values'], from: ({ values }) => oneOf(values as unknown[]) },
  optional: { reads: ['innerType'], from: (definition) => orElse(definition, undefined) },
  nullable: { reads: ['innerType'], from: (definition) => orElse(definition, null) },
  array: { reads: ['element', 'checks'], from: arrayOf },
  object: { reads: ['shape', 'catchall'], from: objectOf },
  union: { reads: ['options', 'inclusive'], from: unionOf },
};

function definitionOf(schema: unknown): Definition {
  return (schema as { _zod: { def: Definition } })._zod.def;
}

function holdsOnly(definition: Definition, known: readonly string[]): boolean {
  return Object.keys(definition).every(
    (key) => key === 'type' || key === 'error' || definition[key] === undefined || known.includes(key),
  );
}

function checksOf({ checks = [] }: Definition): CheckDefinition[] {
  return (checks as unknown[]).map((check) => definitionOf(check) as unknown as CheckDefinition);
}

function oneOf(values: readonly unknown[]): Conforms {
  const known = new Set(values);
  return (value) => known.has(value);
}

function orElse({ innerType }: Definition, other: null | undefined): Conforms {
  const inner = conformsTo(innerType as z.ZodType);
  return (value) => value === other || inner(value);
}

/** The bounds of a length; undefined where there are checks of another kind. */
function lengthOf(checks: readonly CheckDefinition[]): { least: number; most: number } | undefined {
  let [least, most] = [0, Infinity];
  for (const { check, minimum, maximum } of checks) {
    if (check === 'max_length' && maximum !== undefined) most = Math.min(most, maximum);
    else if (check === 'min_length' && minimum !== undefined) least = Math.max(least, minimum);
    else return undefined;
  }
  return { least, most };
}

function stringOf(definition: Definition): Conforms | undefined {
  const length = lengthOf(checksOf(definition));
  if (length === undefined) return undefined;
  const { least, most } = length;
  const { format, pattern } = definition;
  if (format === undefined) {
    return (value) => typeof value === 'string' && value.length >= least && value.length <= most;
  }
  // A format that is more than its pattern, or a pattern with a memory, is zod's.
  if (format !== 'datetime' || !(pattern instanceof RegExp) || pattern.global || pattern.sticky)
    return undefined;
  return (value) =>
    typeof value === 'string' && value.length >= least && value.length <= most && pattern.test(value);
}

function numberOf(definition: Definition): Conforms | undefined {
  const checks = checksOf(definition);
  const formats = [definition as unknown as CheckDefinition, ...checks].flatMap(({ format }) => format ?? []);
  const bounds = checks.filter(({ check }) => check !== 'number_format');
  if (formats.some((format) => format !== 'safeint')) return undefined;
  let least = -Infinity;
  let above = -Infinity;
  for (const { check, value, inclusive } of bounds) {
    if (check !== 'greater_than' || typeof value !== 'number') return undefined;
    if (inclusive === true) least = Math.max(least, value);
    else above = Math.max(above, value);
  }
  const isNumber = formats.length > 0 ? Number.isSafeInteger : Number.isFinite;
  return (value) => isNumber(value) && (value as number) >= least && (value as number) > above;
}

function arrayOf(definition: Definition): Conforms | undefined {
  const length = lengthOf(checksOf(definition));
  if (length === undefined) return undefined;
  const { least, most } = length;
  const element = conformsTo(definition['element'] as z.ZodType);
  return (value) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) return false;
    for (const held of value) if (!element(held)) return false;
    return true;
  };
}

interface Field {
  readonly name: string;
  readonly conforms: Conforms;
  readonly isOptional: boolean;
}

function objectOf({ shape, catchall }: Definition): Conforms | undefined {
  if (catchall !== undefined && definitionOf(catchall).type !== 'never') return undefined;
  const fields = Object.entries(shape as Record<string, z.ZodType>).map(([name, schema]): Field => ({
    name,
    conforms: conformsTo(schema),
    isOptional: definitionOf(schema).type === 'optional',
  }));
  // What every object inherits under that name would be taken for its own.
  if (fields.some(({ name }) => name in Object.prototype)) return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    // Plain objects only: no array, and no class whose prototype holds more than the object shows.
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    const object = value as Record<string, unknown>;
    let known = 0;
    for (const { name, conforms, isOptional } of fields) {
      const held = object[name];
      if (held === undefined) {
        if (!isOptional) return false;
      } else {
        if (!conforms(held)) return false;
        known += 1;
      }
    }
    // More keys than are known: some that hold undefined, or one that the schema does not name.
    const keys = Object.keys(object);
    return keys.length === known || keys.every((key) => fields.some(({ name }) => name === key));
  };
}

/** zod takes the first that fits, so the ones before have to be ruled out: by a key that they require. */
function unionOf({ options, inclusive }: Definition): Conforms | undefined {
  if (inclusive === false) return undefined;
  const choices = (options as z.ZodType[]).map((schema) => ({
    conforms: conformsTo(schema),
    required: requiredKeysOf(schema),
  }));
  return (value) => {
    for (const { conforms, required } of choices) {
      if (conforms(value)) return true;
      if (typeof value !== 'object' || value === null) return false;
      if (required.every((name) => (value as Record<string, unknown>)[name] !== undefined)) return false;
    }
    return false;
  };
}

function requiredKeysOf(schema: z.ZodType): string[] {
  const { type, shape } = definitionOf(schema);
  if (type !== 'object') return [];
  // A default or a catch would do without the key.
  const REQUIRING = ['string', 'number', 'boolean', 'enum', 'literal', 'array', 'object'];
  return Object.entries(shape as Record<string, z.ZodType>)
    .filter(([, field]) => REQUIRING.includes(definitionOf(field).type))
    .map(([name]) => name);
}

/** For a part that is zod's alone, inside of a schema that is not: parsed, and the same as before. */
function byZod(schema: z.ZodType): Conforms {
  return (value) => {
    const parsed = schema.safeParse(value);
    return parsed.success && isSame(parsed.data, value);
  };
}

/** As JSON shows it; what JSON cannot show is not the same as anything. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    Object.getPrototypeOf(a) === Object.getPrototypeOf(b) &&
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) &&
        isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
