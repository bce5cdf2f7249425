import { decide } from '../decide';
import { artifacts, EXAMPLES, factsInOrder, release } from '../decide.examples';
import type { BanFact, Facts } from '../facts';

const banOf = (publisher: string): BanFact => ({
  id: `ban-${publisher}`,
  selector: { kind: 'publisher', ecosystem: 'npm', publisher },
  reason: 'stolen key',
});
const bans = (count: number) => Array.from({ length: count }, (_, index) => banOf(`m${index}`));
const MALLORY = [banOf('mallory')];
const decided = (changes: Partial<Facts>) => decide(factsInOrder(changes), 1);

describe('libs/domain/policy/rules: publisher-unknown', () => {
  it.each<[string, Partial<Facts>, string]>([
    ['nobody known, nobody banned', { known: release({ publisher: null }) }, 'approved'],
    [
      'nobody known, somebody banned',
      { known: release({ publisher: null }), publisherBans: MALLORY },
      'publisher-unknown',
    ],
    ['an empty name', { known: release({ publisher: '' }), publisherBans: MALLORY }, 'publisher-unknown'],
    [
      'a name of spaces',
      { known: release({ publisher: ' \u2003' }), publisherBans: MALLORY },
      'publisher-unknown',
    ],
    ['another is banned', { publisherBans: MALLORY }, 'approved'],
    [
      'it is banned',
      { known: release({ publisher: 'mallory' }), bans: MALLORY, publisherBans: MALLORY },
      'banned',
    ],
    ['not scanned at all', { known: undefined, publisherBans: MALLORY }, 'not-scanned'],
    [
      'malware',
      {
        known: { ...artifacts({ verdict: 'malicious' }), release: release({ publisher: null }).release },
        publisherBans: MALLORY,
      },
      'malicious',
    ],
    [
      'no approval either',
      { entry: undefined, approvals: [], known: release({ publisher: null }), publisherBans: MALLORY },
      'unknown-package',
    ],
  ])('%s', (_, changes, code) => {
    expect(decided(changes).reasonCode).toBe(code);
  });

  it.each(['intern', 'supervised', 'autonomous'] as const)('holds for %s as for all', (maturity) => {
    expect(decide({ ...EXAMPLES['publisher-unknown'], maturity }, 1)).toMatchObject({
      effect: 'undecided',
      reasonCode: 'publisher-unknown',
      maturityRequired: null,
    });
  });

  it('names the bans that may concern it, and the leave that would help', () => {
    const decision = decided({
      known: release({ publisher: null }),
      publisherBans: [...bans(1), { ...banOf('x'), id: null }],
    });

    expect(decision).toMatchObject({
      reason: 'Publishers of npm are banned, and it is not known whether this release is theirs.',
      nextStep: {
        subject: 'governance.exception.grant',
        request: { rule: 'publisher-unknown', agentId: 'agent-7' },
      },
      eligibleAt: null,
    });
    expect(decision.evidence).toEqual([
      { fact: 'release', text: 'its publisher is not known' },
      { fact: 'ban', text: 'everything that m0 publishes on npm is banned: stolen key', ref: 'ban-m0' },
      { fact: 'ban', text: 'everything that x publishes on npm is banned: stolen key' },
    ]);
  });

  it.each([
    [10, 11, 'everything that m9 publishes on npm is banned: stolen key'],
    [11, 12, 'and 1 more bans of publishers'],
    [5_000, 12, 'and 4990 more bans of publishers'],
  ])('of %i bans it tells %i things, the last of them: %s', (count, told, last) => {
    const { evidence } = decided({ known: release({ publisher: null }), publisherBans: bans(count) });

    expect([evidence.length, evidence.at(-1)?.text]).toEqual([told, last]);
  });
});
