import { isDeepStrictEqual } from 'node:util';
import { checkClosure, checkPackage, decisionsRecorded, ENDPOINTS, EVENT_TYPES } from '@sallyport/domain';
import fc from 'fast-check';
import { z } from 'zod';
import { conformsTo } from './conforms';

const JUNK = fc.constantFrom<unknown>(
  ...[undefined, null, true, '', 'x', 0, -1, 1.5, NaN, 2 ** 60, 'x'.repeat(129), '2026-02-30T00:00:00Z'],
  ...[[], [null], {}, { a: 1 }, new Date(0), Object.create({ allowed: true })],
);
const KEYS = fc.constantFrom('zz', '__proto__', 'constructor', 'name', 'packages', 'sequence');

/** Values that a schema may take, or nearly: drawn along its own definition. */
function drawn(schema: z.ZodType): fc.Arbitrary<unknown> {
  const { type, ...rest } = (schema as unknown as { _zod: { def: Record<string, unknown> } })._zod.def;
  const inner = (key: string) => drawn(rest[key] as z.ZodType);
  switch (type) {
    case 'string':
      return rest['format'] === 'datetime'
        ? fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
        : fc.oneof(fc.string(), fc.constant(`sha256:${'a'.repeat(64)}`));
    case 'number':
      // Mostly what a count may be: a whole message with one fraction in it is of no use to the second property.
      return fc.oneof({ weight: 18, arbitrary: fc.nat() }, fc.integer(), fc.double());
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...Object.values(rest['entries'] as object));
    case 'literal':
      return fc.constantFrom(...(rest['values'] as unknown[]));
    case 'optional':
    case 'default':
      return fc.oneof(fc.constant(undefined), inner('innerType'));
    case 'nullable':
      return fc.oneof(fc.constant(null), inner('innerType'));
    case 'array':
      return fc.array(inner('element'), { maxLength: 3 });
    case 'union':
      return fc.oneof(...(rest['options'] as z.ZodType[]).map(drawn));
    case 'object':
      return fc
        .record(
          Object.fromEntries(
            Object.entries(rest['shape'] as Record<string, z.ZodType>).map(([name, field]) => [
              name,
              drawn(field),
            ]),
          ),
        )
        .map((object) =>
          Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)),
        );
    default:
      return JUNK;
  }
}

/**
 * As JSON shows it, without the order of members: an object is an unordered collection (RFC 8259, section 1), and zod
 * gives back its members in the order of the schema.
 */
function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}

/** One part of a value, however deep, gone or replaced, or one more key. */
function broken(value: unknown, at: readonly number[], key: string, junk: unknown): unknown {
  const [first = 0, ...rest] = at;
  if (typeof value !== 'object' || value === null || value instanceof Date) return junk;
  if (Array.isArray(value)) {
    const chosen = first % (value.length + 1);
    if (chosen === value.length) return [...value, junk];
    if (rest.length === 0 && first % 3 === 0) return value.toSpliced(chosen, 1);
    return value.with(chosen, rest.length === 0 ? junk : broken(value[chosen], rest, key, junk));
  }
  const keys = Object.keys(value);
  const copy = { ...value } as Record<string, unknown>;
  const chosen = keys[first % (keys.length + 1)];
  if (chosen === undefined)
    Object.defineProperty(copy, key, { value: junk, enumerable: true, configurable: true });
  else if (rest.length === 0 && first % 3 === 0) delete copy[chosen];
  else copy[chosen] = rest.length === 0 ? junk : broken(copy[chosen], rest, key, junk);
  return copy;
}

const SCHEMAS: [string, z.ZodType][] = [
  ...ENDPOINTS.flatMap(({ subject, request, reply }): [string, z.ZodType][] => [
    [`${subject}, request`, request],
    [`${subject}, reply`, reply],
  ]),
  ...EVENT_TYPES.map(({ subject, data }): [string, z.ZodType] => [subject, data]),
  ['optional in an optional', z.object({ a: z.string().optional().optional(), b: z.number().nullable() })],
  ['a default', z.object({ a: z.string().default('x') })],
  [
    'a transformation',
    z.object({
      a: z
        .string()
        .trim()
        .transform((text) => text.length),
    }),
  ],
  ['a refinement', z.object({ a: z.string() }).refine(({ a }) => a.length > 2)],
  ['a pattern', z.strictObject({ a: z.string().regex(/^x/), b: z.coerce.number() })],
  ['a union that takes any object first', z.union([z.object({}), z.object({ a: z.string() })])],
  [
    'a union with a catch first',
    z.union([z.object({ a: z.string().catch('x') }), z.object({ b: z.string() })]),
  ],
  ['a field that all objects inherit', z.object({ constructor: z.unknown(), toString: z.any() })],
  ['bounds', z.array(z.number().min(2).max(5)).min(1).max(2)],
];

describe('messaging/conforms', () => {
  it.each(SCHEMAS)('%s: says yes only to what zod gives back unchanged', (_name, schema) => {
    const conforms = conformsTo(schema);
    const values = fc.tuple(drawn(schema), fc.array(fc.nat({ max: 20 }), { maxLength: 4 }), KEYS, JUNK);

    fc.assert(
      fc.property(values, ([value, at, key, junk]) => {
        for (const tried of at.length === 0 ? [value] : [value, broken(value, at, key, junk)]) {
          if (!conforms(tried)) continue;
          const parsed = schema.safeParse(tried);
          expect(parsed.success).toBe(true);
          // Not toStrictEqual: it takes a field named `constructor` for the class.
          expect(isDeepStrictEqual(parsed.data, tried)).toBe(true);
          expect(jsonOf(parsed.data)).toBe(jsonOf(tried));
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, z.ZodType]>([
    ['requests of checks', checkPackage.request],
    ['replies to checks', checkPackage.reply],
    ['requests of closures', checkClosure.request],
    ['replies to closures', checkClosure.reply],
    ['records of decisions', decisionsRecorded.data],
  ])(
    '%s: says yes to all that zod gives back unchanged, so that zod is hardly ever asked',
    (_name, schema) => {
      let agreed = 0;
      fc.assert(
        fc.property(drawn(schema), (value) => {
          const parsed = schema.safeParse(value);
          const isUnchanged = parsed.success && isDeepStrictEqual(parsed.data, value);
          expect(conformsTo(schema)(value)).toBe(isUnchanged);
          if (isUnchanged) agreed += 1;
        }),
        { numRuns: 1000 },
      );
      expect(agreed).toBeGreaterThan(0);
    },
  );

  it('does not mind the order of members, in what zod looks at and in what it looks at itself', () => {
    const fields = { a: z.string(), b: z.number() };

    expect(conformsTo(z.object(fields))({ b: 1, a: 'x' })).toBe(true);
    expect(
      conformsTo(z.object({ ...fields, constructor: z.string() }))({ constructor: 'x', b: 1, a: 'x' }),
    ).toBe(true);
  });

  it.each<[string, unknown]>([
    ['an array with the keys', Object.assign([], { a: 'x' })],
    [
      'an object of a class',
      new (class Held {
        a = 'x';
      })(),
    ],
    ['what is inherited', Object.create({ a: 'x' })],
    ['one key more', { a: 'x', b: 1 }],
    ['one key more under the name of the prototype', JSON.parse('{"a":"x","__proto__":1}')],
    ['a key that is missing', {}],
    ['a key that holds undefined', { a: undefined }],
  ])('leaves %s to zod', (_name, value) => {
    expect(conformsTo(z.object({ a: z.string() }))(value)).toBe(false);
  });
});
