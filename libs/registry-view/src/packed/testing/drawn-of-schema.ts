import fc from 'fast-check';
import { type z } from 'zod';

/** Every kind of text that the schemas allow where they ask for no form: long, wide, half a surrogate pair, look-alikes. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.string({ unit: 'grapheme-ascii', minLength: 90, maxLength: 300 }),
  fc.constantFrom(
    '',
    'sha256:',
    '__proto__',
    'toString',
    '2026-01-01',
    'é',
    '☠',
    '\ud800',
    'a\udc00b',
    '\u0000',
  ),
  fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
  fc.stringMatching(/^sha256:[0-9a-fA-F]{64}$/),
  fc.stringMatching(/^sha512-[A-Za-z0-9+/]{86}==$/),
);

/** As ISO 8601 allows it: without milliseconds, with more of them, before 1970, after the year 9999 never. */
const instant = fc.oneof(
  fc
    .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('9999-12-31') })
    .map((at) => at.toISOString()),
  fc.constantFrom(
    '1970-01-01T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.123456Z',
    '9999-12-31T23:59:59.999Z',
    '0001-01-01T00:00:00.000Z',
  ),
);

/** Values that a schema takes, whatever they are; a kind of schema that is not known here is an error and no gap. */
export function drawnOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const { def } = schema._zod as unknown as { def: Definition };
  switch (def.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(def.shape).map(([key, field]) => [key, drawnOf(field)])),
        { requiredKeys: Object.keys(def.shape).filter((key) => !isOptional(def.shape[key])) },
      );
    case 'array':
      return fc.array(drawnOf(def.element), { maxLength: 4 });
    case 'nullable':
      return fc.option(drawnOf(def.innerType), { nil: null, freq: 2 });
    case 'optional':
    case 'default':
      return drawnOf(def.innerType);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc
        .oneof(fc.nat(), fc.maxSafeNat(), fc.constantFrom(0, 1, 63, 64, 127, 128, 2 ** 53 - 1))
        .filter((value) => (schema as z.ZodNumber).safeParse(value).success);
    case 'union':
      return fc.oneof(...def.options.map(drawnOf));
    case 'string':
      return textOf(schema as z.ZodString);
    default:
      throw new Error(`No values are drawn of a schema of the type ${(def as { type: string }).type}`);
  }
}

function textOf(schema: z.ZodString): fc.Arbitrary<string> {
  if (schema.format === 'datetime') return instant;
  const checks = (schema.def.checks ?? []).map((check) => check._zod.def as { pattern?: RegExp });
  const pattern = checks.find((check) => check.pattern !== undefined)?.pattern;
  const drawn = pattern === undefined ? text : fc.stringMatching(pattern);
  return drawn.filter((value) => schema.safeParse(value).success);
}

function isOptional(field: z.core.$ZodType | undefined): boolean {
  return field?._zod.optin === 'optional';
}

type Definition =
  | { type: 'object'; shape: Record<string, z.core.$ZodType> }
  | { type: 'array'; element: z.core.$ZodType }
  | { type: 'nullable' | 'optional' | 'default'; innerType: z.core.$ZodType }
  | { type: 'enum'; entries: Record<string, string> }
  | { type: 'literal'; values: readonly string[] }
  | { type: 'union'; options: readonly z.core.$ZodType[] }
  | { type: 'boolean' }
  | { type: 'number' }
  | { type: 'string' };
