import fc from 'fast-check';
import type { DeltaPolicy } from '../../policy/policy';
import { APPROVAL_STATES } from '../state';
import { inheritanceFor, type InheritanceQuestion, type KnownVersion } from './inheritance';
import { approvedEntry, artifact, DIGEST, facts } from './known-version.fake';

const AT = '2026-06-01T00:00:00.000Z';
const POLICY: DeltaPolicy = { inherit: true, step: 'patch', minMaturity: 'supervised' };
const BASE: KnownVersion = { version: '1.0.0', entry: approvedEntry(), facts: facts() };
const NEW = facts({ digest: DIGEST('b') });

function question(change: Partial<InheritanceQuestion> = {}): InheritanceQuestion {
  return {
    id: { ecosystem: 'npm', name: 'a', version: '1.0.1' },
    entry: undefined,
    facts: NEW,
    others: [BASE],
    policy: POLICY,
    at: AT,
    ...change,
  };
}

const state = (approval: 'rejected' | 'revoked') => ({ approval, minMaturity: null, banReason: null });
const MALWARE = {
  id: 'MAL-1',
  aliases: [],
  severity: 'critical' as const,
  fixedIn: [],
  malware: true,
  summary: 'steals',
};

describe('libs/domain/registry/delta/inheritance', () => {
  it('gives the approval of the version before, for the new files, as long as that one lasts', () => {
    expect(inheritanceFor(question())).toEqual({
      part: {
        kind: 'package',
        action: 'inherit',
        ecosystem: 'npm',
        name: 'a',
        version: '1.0.1',
        entry: {
          approval: 'approved',
          minMaturity: 'supervised',
          banReason: null,
          grant: {
            grantedAt: AT,
            expiresAt: '2026-12-01T00:00:00.000Z',
            by: [],
            digests: [DIGEST('b')],
            closure: null,
            without: ['network'],
            breakGlass: false,
            inheritedFrom: '1.0.0',
            reason: null,
          },
        },
        actor: { kind: 'service', id: 'governance' },
        at: AT,
        note: expect.stringContaining('1.0.0'),
      },
    });
  });

  it('keeps who asked', () => {
    const entry = {
      approval: 'requested',
      minMaturity: null,
      banReason: null,
      requestedBy: 'agent:x',
    } as const;

    expect(inheritanceFor(question({ entry }))).toMatchObject({
      part: { entry: { requestedBy: 'agent:x' } },
    });
  });

  it.each([
    ['intern', 'supervised', 'supervised'],
    ['autonomous', 'supervised', 'autonomous'],
    ['supervised', 'autonomous', 'autonomous'],
  ] as const)('of an approval for %s, policy at least %s: %s', (minMaturity, atLeast, expected) => {
    const base = { ...BASE, entry: approvedEntry({}, { minMaturity }) };

    expect(
      inheritanceFor(question({ others: [base], policy: { ...POLICY, minMaturity: atLeast } })),
    ).toMatchObject({ part: { entry: { minMaturity: expected } } });
  });

  it.each<[string, Partial<InheritanceQuestion>, string]>([
    ['policy does not want it', { policy: { ...POLICY, inherit: false } }, 'policy lets no version'],
    ['nothing before is approved', { others: [] }, 'no earlier version'],
    ['only a later version is approved', { others: [{ ...BASE, version: '1.0.2' }] }, 'no earlier version'],
    ['only the version itself is', { others: [{ ...BASE, version: '1.0.1' }] }, 'no earlier version'],
    ['the step is too far', { others: [{ ...BASE, version: '0.9.0' }] }, 'further than'],
    [
      'the approval has expired',
      { others: [{ ...BASE, entry: approvedEntry({ expiresAt: AT }) }] },
      'has expired',
    ],
    [
      'the approval was break-glass',
      { others: [{ ...BASE, entry: approvedEntry({ breakGlass: true }) }] },
      'break-glass',
    ],
    [
      'the approval is bound to no files',
      { others: [{ ...BASE, entry: approvedEntry({ digests: null }) }] },
      'no files',
    ],
    [
      'the approval has no grant',
      { others: [{ ...BASE, entry: { approval: 'approved', minMaturity: 'intern', banReason: null } }] },
      'does not say',
    ],
    [
      'the version before is banned',
      { others: [{ ...BASE, entry: approvedEntry({}, { banReason: 'bad' }) }] },
      '1.0.0 is banned',
    ],
    ['the version before has no facts', { others: [{ ...BASE, facts: undefined }] }, 'no scan'],
    [
      'the newest approved one is another',
      {
        others: [BASE, { ...BASE, version: '1.0.0-rc.1' }],
        facts: facts({ digest: DIGEST('b'), capabilities: ['network'] }),
      },
      'new since 1.0.0: network',
    ],
    [
      'one between was banned',
      {
        id: { ecosystem: 'npm', name: 'a', version: '1.0.2' },
        others: [
          BASE,
          {
            version: '1.0.1',
            entry: { approval: 'none', minMaturity: null, banReason: 'bad' },
            facts: undefined,
          },
        ],
      },
      '1.0.1, which lies between, is banned',
    ],
    [
      'one between was revoked',
      {
        id: { ecosystem: 'npm', name: 'a', version: '1.0.2' },
        others: [BASE, { version: '1.0.1', entry: state('revoked'), facts: undefined }],
      },
      'is revoked',
    ],
    [
      'one between was rejected',
      {
        id: { ecosystem: 'npm', name: 'a', version: '1.0.2' },
        others: [BASE, { version: '1.0.1', entry: state('rejected'), facts: undefined }],
      },
      'is rejected',
    ],
    ['it was rejected', { entry: state('rejected') }, 'is "rejected"'],
    ['it is banned', { entry: { approval: 'none', minMaturity: null, banReason: 'bad' } }, 'is banned'],
    [
      'it waits for its second reviewer',
      {
        entry: {
          approval: 'requested',
          minMaturity: null,
          banReason: null,
          firstReview: { by: 'person:rita', minMaturity: 'intern', grant: approvedEntry().grant as never },
        },
      },
      'second reviewer',
    ],
    ['it has no files', { facts: facts([]) }, 'no scan'],
    ['its scan failed', { facts: { ...NEW, scanFailed: { at: AT, message: 'broken' } } }, 'no scan'],
    ['its scan came to no verdict', { facts: facts({ verdict: 'unknown' }) }, 'no verdict'],
    ['it is malicious', { facts: facts({ verdict: 'malicious' }) }, 'malicious'],
    [
      'it is reported as malware',
      { facts: { ...NEW, advisories: { ...NEW.advisories, matches: [MALWARE] } } },
      'malware',
    ],
    ['it was yanked', { facts: facts({}, { yanked: true }) }, 'withdrawn'],
    [
      'it has a new hook',
      { facts: facts({ runsByItself: ['install-hook'] }) },
      'new since 1.0.0: install-hook',
    ],
    ['its publisher changed', { facts: facts({}, { publisher: 'mallory' }) }, 'publisher-change'],
  ])('not where %s', (_title, change, reason) => {
    expect(inheritanceFor(question(change))).toEqual({
      reasons: expect.arrayContaining([expect.stringContaining(reason)]),
    });
  });

  it('a file that was added to the version before after its approval does not widen what it passes on', () => {
    const sneaked = artifact({ digest: DIGEST('d'), capabilities: ['subprocess'] });
    const base = { ...BASE, facts: facts([artifact(), sneaked]) };
    const after = facts({ digest: DIGEST('b'), capabilities: ['subprocess'] });

    expect(inheritanceFor(question({ others: [base], facts: after }))).toEqual({
      reasons: ['new since 1.0.0: subprocess'],
    });
  });

  it('no order of the known versions changes the answer', () => {
    const others: KnownVersion[] = [
      BASE,
      { ...BASE, version: '0.9.9' },
      { ...BASE, version: '1.1.0' },
      { version: '1.0.0-rc.1', entry: state('revoked'), facts: undefined },
    ];

    fc.assert(
      fc.property(fc.shuffledSubarray(others, { minLength: 4 }), (shuffled) => {
        expect(inheritanceFor(question({ others: shuffled }))).toEqual(inheritanceFor(question({ others })));
      }),
      { numRuns: 200 },
    );
  });

  it('nothing is ever inherited that policy, a ban or a person forbids', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...APPROVAL_STATES),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('patch' as const, 'minor' as const, 'any' as const),
        (approval, isBanned, inherit, step) => {
          const entry = { approval, minMaturity: null, banReason: isBanned ? 'bad' : null };
          const answer = inheritanceFor(question({ entry, policy: { ...POLICY, inherit, step } }));
          const may = inherit && !isBanned && (approval === 'none' || approval === 'requested');
          return 'part' in answer === may;
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
