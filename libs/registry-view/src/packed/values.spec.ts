import { NameMemory, PackageFacts, RegistryEntry } from '@sallyport/domain';
import fc from 'fast-check';
import type { z } from 'zod';
import { CLEAN, GRANT } from '../registry-view.sample';
import { ByteReader } from './byte-reader';
import { ByteWriter } from './byte-writer';
import { drawnOf } from './testing/drawn-of-schema';
import { packValue, unpackValue } from './values';
import { Vocabulary } from './vocabulary';

const RUNS = 400;
const DIGEST = `sha256:${'0f'.repeat(32)}`;
const SHA512 = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;

function packed(value: unknown, vocabulary: Vocabulary): Buffer {
  const writer = new ByteWriter(1);
  packValue(writer, vocabulary, value);
  return Buffer.from(writer.written());
}

function throughBytes(value: unknown, vocabulary = new Vocabulary()): unknown {
  const bytes = packed(value, vocabulary);
  const reader = new ByteReader().of(bytes, 0);
  const unpacked = unpackValue(reader, vocabulary);
  if (!reader.isAtEnd) throw new Error('Something is left behind the value');
  return unpacked;
}

describe('registry-view/packed/values', () => {
  it.each<[string, z.ZodType]>([
    ['a registry entry', RegistryEntry],
    ['facts', PackageFacts],
    ['the memory of a name', NameMemory],
  ])(
    `gives back whatever %s may be (${RUNS} runs)`,
    (_title, schema) => {
      // One for all, so that what one value taught it is used for the next.
      const vocabulary = new Vocabulary();
      fc.assert(
        fc.property(drawnOf(schema), (drawn) => {
          const value = schema.parse(drawn);
          expect(throughBytes(value, vocabulary)).toStrictEqual(value);
          const again = Vocabulary.from(JSON.parse(JSON.stringify(vocabulary)));
          expect(unpackValue(new ByteReader().of(packed(value, vocabulary), 0), again)).toStrictEqual(value);
        }),
        { numRuns: RUNS },
      );
    },
    60_000,
  );

  it(`gives back any plain value at all (${RUNS} runs)`, () => {
    const plain = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.dictionary(fc.string({ unit: 'binary' }), fc.oneof(fc.double(), fc.integer(), fc.string()), {
        noNullPrototype: true,
      }),
    );
    fc.assert(
      fc.property(plain, (value) => expect(throughBytes(value)).toStrictEqual(value)),
      { numRuns: RUNS },
    );
  }, 60_000);

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a field of the prototype', JSON.parse('{"__proto__":{"a":1},"constructor":2}')],
    ['minus zero', -0],
    ['what is no number', NaN],
    ['the largest integer', Number.MAX_SAFE_INTEGER],
    ['more than that', 2 ** 60],
    ['below zero', -1],
    ['the limits of short numbers', [63, 64, 127, 128]],
    ['the limits of short text', ['x'.repeat(95), 'x'.repeat(96)]],
    ['text of 100,000 characters', 'é'.repeat(100_000)],
    ['wide text of 100,000 characters', '☠'.repeat(100_000)],
    ['half a surrogate pair', '\udc00'],
    ['a digest', DIGEST],
    ['a digest in capitals', DIGEST.toUpperCase()],
    ['a digest and a line break', `${DIGEST}\n`],
    ['an integrity', SHA512],
    ['an integrity whose last digit says more than there is room for', SHA512.replace(/.==$/, '/==')],
    ['a time without milliseconds', '2026-01-01T00:00:00Z'],
    ['a time that there is not', '2026-02-30T00:00:00.000Z'],
    ['a time before 1970', '1969-12-31T23:59:59.999Z'],
    ['a list of many words', { capabilities: Array.from({ length: 40 }, () => 'network') }],
    ['a list of words and others', { by: ['a', 1, null] }],
    ['long text where words stand', { publisher: 'p'.repeat(65) }],
  ])('gives back %s', (_title, value) => {
    expect(throughBytes(value)).toStrictEqual(value);
  });

  it('leaves out fields that are undefined, and tells them from null', () => {
    expect(throughBytes({ grant: undefined, a: null })).toStrictEqual({ a: null });
  });

  it('shares words and lists that repeat, and lets nobody change them', () => {
    const vocabulary = new Vocabulary();

    const [one, other] = [GRANT, { ...GRANT, by: [...GRANT.by] }].map(
      (grant) => throughBytes(grant, vocabulary) as typeof GRANT,
    );

    expect(one?.by).toBe(other?.by);
    expect(() => one?.by.push('person:eve')).toThrow(TypeError);
  });

  it('spells out what there is no more room for in the vocabulary', () => {
    const vocabulary = new Vocabulary();
    const values = Array.from({ length: 20_010 }, (_, n) => ({ publisher: `p${n}`, by: [`person:${n}`] }));

    const unpacked = values.map((value) => throughBytes(value, vocabulary));

    expect(JSON.stringify(unpacked)).toBe(JSON.stringify(values));
    expect([vocabulary.words.length, vocabulary.lists.length]).toEqual([20_000, 20_000]);
  });

  it('takes a small part of the text that JSON is', () => {
    const vocabulary = new Vocabulary();
    packed(CLEAN, vocabulary);

    expect(packed(CLEAN, vocabulary).length).toBeLessThan(JSON.stringify(CLEAN).length / 4);
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.from([])],
    ['a tag of no value', Buffer.from([31])],
    ['half a number', Buffer.from([3, 0x80])],
    ['a number without end', Buffer.from([3, ...Buffer.alloc(12, 0xff)])],
    ['text that ends early', Buffer.from([0xa0 + 5, 97])],
    ['a word of another vocabulary', Buffer.from([0x60])],
    ['a shape of another vocabulary', Buffer.from([14, 0])],
  ])('refuses %s', (_title, bytes) => {
    expect(() => unpackValue(new ByteReader().of(bytes, 0), new Vocabulary())).toThrow(RangeError);
  });

  it.each([[() => 1], [Symbol('s')], [1n]])('packs no %p', (value) => {
    expect(() => throughBytes({ value })).toThrow(TypeError);
  });
});
