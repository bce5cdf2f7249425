import { EXACT_APPROVAL, EXAMPLE_DIGEST, EXAMPLE_NOW, factsInOrder } from '../decide.examples';
import type { ApprovalFact, Facts } from '../facts';
import { governingApproval, isLive } from '../readings/approval';
import { ALL, approval, at, BOTH_FILES, FILE, LONG, RANGE, SHORT } from '../testing/approvals';

describe('libs/domain/policy/readings/approval', () => {
  it.each<[string, string | null, boolean]>([
    ['no end', null, true],
    ['an end a moment ahead', at(1), true],
    ['an end now', at(0), false],
    ['an end that has passed', at(-1), false],
    ['an end that cannot be read', 'soon', false],
  ])('an approval with %s', (_, expiresAt, live) => {
    expect(isLive(approval({}, { expiresAt }), EXAMPLE_NOW)).toBe(live);
  });

  it('an approval from before there were grants has no end', () => {
    expect(isLive({ ...EXACT_APPROVAL, grant: undefined }, EXAMPLE_NOW)).toBe(true);
  });

  const ids = (given: Facts) => governingApproval(given)?.id;
  it.each<[string, ApprovalFact[], Partial<Facts>, string | undefined]>([
    [
      'file before version',
      [approval({ id: 'exact' }), approval({ id: 'file', selector: FILE })],
      {},
      'file',
    ],
    [
      'version before range',
      [approval({ id: 'range', selector: RANGE }), approval({ id: 'exact' })],
      {},
      'exact',
    ],
    [
      'range before all',
      [approval({ id: 'all', selector: ALL }), approval({ id: 'range', selector: RANGE })],
      {},
      'range',
    ],
    [
      'all before pattern',
      [approval({ id: 'pattern', selector: LONG }), approval({ id: 'all', selector: ALL })],
      {},
      'all',
    ],
    [
      'longer pattern',
      [approval({ id: 'short', selector: SHORT }), approval({ id: 'long', selector: LONG })],
      {},
      'long',
    ],
    [
      'stricter maturity of two equals',
      [
        approval({ id: 'low', selector: ALL }),
        approval({ id: 'high', selector: ALL, minMaturity: 'supervised' }),
      ],
      {},
      'high',
    ],
    [
      'earlier grant of two equals',
      [
        approval({ id: 'late', selector: ALL }),
        approval({ id: 'early', selector: ALL }, { grantedAt: '2026-05-01T00:00:00Z' }),
      ],
      {},
      'early',
    ],
    [
      'no grant is the earliest',
      [
        approval({ id: 'granted', selector: ALL }),
        { ...approval({ id: 'old', selector: ALL }), grant: undefined },
      ],
      {},
      'old',
    ],
    [
      'id of two that are equal in all',
      [approval({ id: 'b', selector: ALL }), approval({ id: 'a', selector: ALL })],
      {},
      'a',
    ],
    ['an id before none', [approval({ id: 'a' }), approval({ id: null })], {}, null as unknown as string],
    [
      'a file after all where other files are meant too',
      [approval({ id: 'file', selector: FILE }), approval({ id: 'pattern', selector: SHORT })],
      { known: BOTH_FILES },
      'pattern',
    ],
    [
      'a file before all where only it is meant',
      [approval({ id: 'pattern', selector: SHORT }), approval({ id: 'file', selector: FILE })],
      { known: BOTH_FILES, digest: EXAMPLE_DIGEST },
      'file',
    ],
    [
      'what has expired does not count',
      [approval({ id: 'exact' }, { expiresAt: at(-1) }), approval({ id: 'all', selector: ALL })],
      {},
      'all',
    ],
    [
      'what asks for more maturity does not count',
      [approval({ id: 'exact', minMaturity: 'autonomous' }), approval({ id: 'all', selector: ALL })],
      {},
      'all',
    ],
    ['nothing of nothing', [], {}, undefined],
  ])('governs: %s, in any order', (_, approvals, changes, expected) => {
    const given = factsInOrder({ maturity: 'supervised', approvals, ...changes });

    expect(ids(given)).toBe(expected);
    expect(ids({ ...given, approvals: [...approvals].reverse() })).toBe(expected);
  });
});
