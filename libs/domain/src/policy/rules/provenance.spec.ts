import { decide } from '../decide';
import { EXAMPLE_SOURCE, factsInOrder, policyWith, release } from '../decide.examples';
import type { ReleaseFacts } from '../package-facts';
import type { PolicyRules } from '../policy';

type Pins = PolicyRules['provenance-changed']['pins'];
const answer = (changes: Partial<ReleaseFacts>, pins: Pins = []) =>
  decide(
    factsInOrder({
      known: release(changes),
      policy: policyWith({
        'provenance-lost': { mode: 'enforce' },
        'provenance-changed': { mode: 'enforce', pins },
      }),
    }),
    1,
  ).reasonCode;

const OWN = { packages: ['lod*'], repository: 'https://forge.invalid/lodash/lodash' };
const OTHER = { packages: ['lodash'], repository: 'https://forge.invalid/other/lodash' };

describe('libs/domain/policy/rules: provenance', () => {
  it.each<[string, Partial<ReleaseFacts>, Pins, string]>([
    ['in order', {}, [], 'approved'],
    ['another source', { provenanceChange: 'changed' }, [], 'provenance-changed'],
    ['nobody knows what became of it', { provenanceChange: null }, [], 'provenance-unknown'],
    ['nobody has ever said', { provenanceChange: undefined }, [], 'provenance-unknown'],
    ['what it was before could not be had', { provenanceChange: 'unknown' }, [], 'provenance-unknown'],
    ['the first release', { provenanceBefore: null, provenanceChange: 'first' }, [], 'approved'],
    [
      'the first release, without any',
      { provenance: 'absent', provenanceBefore: null, provenanceSource: null, provenanceChange: 'first' },
      [],
      'approved',
    ],
    [
      'lost',
      { provenance: 'absent', provenanceSource: null, provenanceChange: 'lost' },
      [],
      'provenance-lost',
    ],

    ['from where it is pinned to', {}, [OWN], 'approved'],
    ['from one of two places', {}, [OTHER, OWN], 'approved'],
    ['pinned to where it moved', { provenanceChange: 'changed' }, [OWN], 'approved'],
    ['pinned to another place', {}, [OTHER], 'provenance-changed'],
    ['pinned to another issuer', {}, [{ ...OWN, issuer: 'https://ci.invalid' }], 'provenance-changed'],
    ['pinned to another workflow', {}, [{ ...OWN, workflow: 'other.yml' }], 'provenance-changed'],
    ['a pin of another package', {}, [{ ...OTHER, packages: ['@acme/*'] }], 'approved'],
    ['pinned, and nobody knows', { provenance: null }, [OWN], 'provenance-unknown'],
    ['pinned, and nobody knows to what', { provenanceSource: null }, [OWN], 'provenance-unknown'],
    [
      'pinned, and without any as ever',
      { provenance: 'absent', provenanceBefore: 'absent', provenanceSource: null },
      [OWN],
      'provenance-changed',
    ],
    [
      'asked for from anywhere, and not verified',
      { provenance: 'unverified', provenanceBefore: 'absent', provenanceSource: null },
      [{ packages: ['*'] }],
      'provenance-changed',
    ],
    ['asked for from anywhere, and verified', {}, [{ packages: ['*'] }], 'approved'],
  ])('%s', (_, changes, pins, expected) => {
    expect(answer(changes, pins)).toBe(expected);
  });

  it('says from where it comes now', () => {
    const facts = factsInOrder({
      known: release({ provenanceChange: 'changed' }),
      policy: policyWith({ 'provenance-changed': { mode: 'enforce', pins: [] } }),
    });

    expect(decide(facts, 1).evidence).toContainEqual({
      fact: 'provenance',
      text: `now: ${EXAMPLE_SOURCE.repository} ${EXAMPLE_SOURCE.workflow} (${EXAMPLE_SOURCE.issuer})`,
    });
  });

  it.each<[string, Partial<ReleaseFacts>, Pins, string, string]>([
    [
      'of another source',
      { provenanceChange: 'changed' },
      [],
      'It was built from another source than the releases before.',
      `now: ${EXAMPLE_SOURCE.repository} ${EXAMPLE_SOURCE.workflow} (${EXAMPLE_SOURCE.issuer})`,
    ],
    [
      'off its pin, by a source without a workflow',
      { provenanceSource: { ...EXAMPLE_SOURCE, workflow: null } },
      [OTHER],
      'The policy pins this package to a source, and it is not verified to come from there.',
      `now: ${EXAMPLE_SOURCE.repository} (${EXAMPLE_SOURCE.issuer})`,
    ],
  ])('says why: %s', (_, changes, pins, reason, text) => {
    const policy = policyWith({ 'provenance-changed': { mode: 'enforce', pins } });

    const decision = decide(factsInOrder({ known: release(changes), policy }), 1);

    expect([decision.reason, decision.evidence[0]?.text]).toEqual([reason, text]);
  });

  it.each([
    ['dry-run', 'enforce', 'provenance-unknown'],
    ['enforce', 'dry-run', 'provenance-unknown'],
    ['dry-run', 'dry-run', 'approved'],
    ['off', 'enforce', 'provenance-unknown'],
    ['off', 'dry-run', 'approved'],
  ] as const)('is meant as the rule that needs it most: %s and %s', (lost, changed, expected) => {
    const policy = policyWith({
      'provenance-lost': { mode: lost },
      'provenance-changed': { mode: changed, pins: [] },
    });
    const known = release({ provenance: null, provenanceBefore: null, provenanceChange: null });

    expect(decide(factsInOrder({ known, policy }), 1).reasonCode).toBe(expected);
  });

  it('asks nothing where a policy does not name the rule', () => {
    const policy = policyWith({ 'provenance-changed': { mode: 'off', pins: [OTHER] } });

    expect(decide(factsInOrder({ known: release({ provenanceChange: null }), policy }), 1)).toMatchObject({
      reasonCode: 'approved',
    });
  });
});
