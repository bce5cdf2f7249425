import fc from 'fast-check';
import { checkPackage } from '../check';
import {
  advisoryData,
  applyTo,
  approval,
  APPROVED,
  ban,
  CLEAN,
  exception,
  facts,
  nameMemory,
  NOW,
  npm,
  viewOf,
} from '../registry-view.sample';
import { RegistryView } from '../registry-view';
import { act, asked } from '../testing/drawn-acts';
import { HEADER_BYTES, MAX_PART_BYTES, PART_BYTES, seal, unseal } from './snapshot-format';

const ALL = { kind: 'all', ecosystem: 'npm', name: 'a' } as const;
const full = (): RegistryView =>
  viewOf(
    [
      [npm('a'), APPROVED],
      [npm('a', '2.0.0'), { ...APPROVED, banReason: 'steals' }],
      [
        { ...npm('a'), ecosystem: 'pypi' },
        { approval: 'requested', minMaturity: null, banReason: null },
      ],
    ],
    [
      facts(npm('a')),
      facts(npm('only-facts')),
      nameMemory(npm('ghost'), 'absent'),
      nameMemory(npm('a'), 'cleared'),
      approval(ALL),
      approval(ALL, { id: 'a2', state: 'revoked' }),
      ban(ALL, { state: 'lifted' }),
      exception(ALL),
    ],
  );

/** Everything that a view tells, in an order of its own. */
function told(view: RegistryView): unknown {
  const sorted = (values: Iterable<unknown>): string[] =>
    [...values].map((value) => JSON.stringify(value)).sort();
  const kinds = ['facts', 'name', 'approval', 'ban', 'exception', 'policy', 'advisory-data'] as const;
  return {
    revision: view.revision,
    entries: sorted(view.entries()),
    agents: ['student', 'suspended', 'stranger'].map((id) => view.agent(id)),
    records: kinds.map((kind) => sorted(view.recordsOf(kind))),
    counts: [view.countsByStatus(), view.recordCounts(), view.agents],
    policy: view.policy,
  };
}

function loaded(parts: Iterable<Uint8Array>): RegistryView {
  const view = new RegistryView();
  view.loadPacked(parts);
  return view;
}

/** The same part with other content, sealed as if it were right. */
function resealed(part: Buffer, change: (content: Buffer) => Buffer, isLast?: boolean): Buffer {
  const { content, ...header } = unseal(part);
  const bytes = Buffer.concat([Buffer.alloc(HEADER_BYTES), change(Buffer.from(content))]);
  return seal(bytes, { ...header, isLast: isLast ?? header.isLast });
}

describe('registry-view/packed/snapshot', () => {
  it.each([
    ['an empty view', () => new RegistryView()],
    ['one of everything', full],
    ['one that came from a snapshot', () => loaded(full().pack())],
  ])('gives %s back as it was', (_title, make) => {
    const view = make();

    expect(told(loaded(view.pack()))).toEqual(told(view));
  });

  it('gives back whatever acts have made, and goes on from there', () => {
    fc.assert(
      fc.property(
        fc.array(act, { minLength: 1, maxLength: 3 }),
        act,
        fc.array(asked),
        (acts, last, questions) => {
          const view = viewOf([]);
          for (const one of acts) applyTo(view, one);
          const copy = loaded(view.pack());

          for (const one of [view, copy]) applyTo(one, last);

          expect(told(copy)).toEqual(told(view));
          for (const { of, agentId, digest, later } of questions) {
            const [one, other] = [view, copy].map(
              (from) => checkPackage(from, { agentId, ...of, digest }, { now: NOW + later }).decision,
            );
            expect(one).toEqual(other);
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it('packs what was there at the call, whatever is applied before the parts are asked for', () => {
    const view = full();
    for (let n = 0; n < 300; n += 1) applyTo(view, { records: [facts(npm(`p${n}`))] });
    const before = told(view);

    const parts = view.pack();
    for (let n = 0; n < 300; n += 1) {
      const artifacts = [
        { ...CLEAN.artifacts[0], filename: `${n}`.repeat(50) } as (typeof CLEAN.artifacts)[0],
      ];
      applyTo(view, {
        packages: [
          [npm(`q${n}`), APPROVED],
          [npm('a'), { ...APPROVED, banReason: `${n}` }],
        ],
        records: [facts(npm(`p${n}`), { ...CLEAN, artifacts }), advisoryData()],
      });
    }

    expect(told(loaded(parts))).toEqual(before);
  });

  it('makes many parts of much, none larger than it may be, and reads no part without the others', () => {
    const view = full();
    const summary = 'é'.repeat(30_000);
    const matches = [
      { id: 'GHSA-1', aliases: [], severity: 'low' as const, fixedIn: [], malware: false, summary },
    ];
    for (let n = 0; n < 80; n += 1)
      applyTo(view, {
        records: [facts(npm(`p${n}`), { ...CLEAN, advisories: { ...CLEAN.advisories, matches } })],
      });

    const parts = [...view.pack()];

    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every(({ length }) => length <= PART_BYTES + HEADER_BYTES && length < MAX_PART_BYTES)).toBe(
      true,
    );
    expect(told(loaded(parts))).toEqual(told(view));
    const [first, second, ...rest] = parts as [Buffer, Buffer, ...Buffer[]];
    const other = [...view.pack()];
    for (const wrong of [
      [],
      [first],
      parts.slice(1),
      [second, first, ...rest],
      [first, first, second, ...rest],
      [first, ...rest],
      [...parts, rest.at(-1) as Buffer],
      [first, ...other.slice(1)],
    ])
      expect(() => loaded(wrong)).toThrow(/part|breaks off/);
  });

  it.each<[string, (part: Buffer) => Buffer]>([
    ['of another format', (part) => (part.writeUInt16LE(99, 9), part)],
    ['no snapshot', () => Buffer.from('{"revision":1}')],
    ['empty', () => Buffer.alloc(0)],
    ['cut short', (part) => part.subarray(0, part.length - 1)],
    ['cut short and sealed again', (part) => resealed(part, (content) => content.subarray(0, -1))],
    ['sealed as if more came', (part) => resealed(part, (content) => content, false)],
    ['longer than it says', (part) => Buffer.concat([part, Buffer.from([0])])],
    ['with a frame after its end', (part) => resealed(part, (content) => Buffer.concat([content, content]))],
    ['without its beginning', (part) => resealed(part, (content) => content.subarray(content.readUInt8(1)))],
    [
      'of a frame that there is not',
      (part) => resealed(part, (content) => Buffer.concat([content, Buffer.from([77])])),
    ],
    ['nothing but an end', (part) => resealed(part, (content) => content.subarray(content.lastIndexOf(6)))],
  ])('leaves the view as it was where a part is %s', (_title, spoil) => {
    const view = viewOf([[npm('kept'), APPROVED]]);
    const before = told(view);

    expect(() => view.loadPacked([...full().pack()].map(spoil))).toThrow();

    expect(told(view)).toEqual(before);
  });

  it('notices every single byte that is another', () => {
    const [part] = [...full().pack()] as [Buffer];

    for (let at = 0; at < part.length; at += 1) {
      const spoilt = Buffer.from(part);
      spoilt.writeUInt8((spoilt.readUInt8(at) + 1) % 256, at);
      expect(() => new RegistryView().loadPacked([spoilt])).toThrow(/snapshot/);
    }
  });
});
