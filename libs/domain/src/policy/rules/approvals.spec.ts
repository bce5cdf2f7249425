import { decide } from '../decide';
import {
  EXACT_APPROVAL,
  EXAMPLE_DIGEST,
  EXAMPLE_GRANT,
  EXAMPLES,
  factsInOrder,
  OTHER_DIGEST,
} from '../decide.examples';
import type { Facts } from '../facts';
import {
  ALL,
  approval,
  at,
  BOTH_FILES,
  entry,
  FILE,
  LONG,
  OTHER_FILE,
  standing,
  unbound,
} from '../testing/approvals';

describe('libs/domain/policy/rules: approvals', () => {
  it.each<[string, Partial<Facts>, string]>([
    ['an intern by exact version', {}, 'approved'],
    ['an intern by file', { approvals: [approval({ id: 'f', selector: FILE }, unbound)] }, 'approved'],
    ['an intern by range', { approvals: [standing()] }, 'exact-approval-required'],
    ['an intern by all versions', { approvals: [approval({ selector: ALL })] }, 'exact-approval-required'],
    ['an intern by pattern', { approvals: [approval({ selector: LONG })] }, 'exact-approval-required'],
    [
      'an intern by range that asks for more',
      { approvals: [{ ...standing(), minMaturity: 'supervised' }] },
      'maturity-too-low',
    ],
    [
      'an intern by range, and by exact version for more',
      { approvals: [standing(), approval({ minMaturity: 'supervised' })] },
      'exact-approval-required',
    ],
    [
      'an intern by a range that has expired',
      { entry: undefined, approvals: [standing({ expiresAt: at(-1) })] },
      'approval-expired',
    ],
    [
      'an intern by a range that has expired, and another for more',
      { approvals: [standing({ expiresAt: at(-1) }), approval({ minMaturity: 'supervised' })] },
      'maturity-too-low',
    ],
    ['supervised by range', { maturity: 'supervised', approvals: [standing()] }, 'approved'],
    [
      'supervised by range, never requested',
      { maturity: 'supervised', entry: undefined, approvals: [standing()] },
      'approved',
    ],
    [
      'supervised by range, requested',
      { maturity: 'supervised', entry: entry('requested'), approvals: [standing()] },
      'approved',
    ],
    [
      'supervised by range, one of two reviews',
      {
        maturity: 'supervised',
        entry: entry('requested', { firstReview: { by: 'x', minMaturity: 'intern', grant: EXAMPLE_GRANT } }),
        approvals: [standing()],
      },
      'approved',
    ],
    [
      'supervised by range, known',
      { maturity: 'supervised', entry: entry('none'), approvals: [standing()] },
      'approved',
    ],
    [
      'supervised by range, version expired',
      { maturity: 'supervised', entry: entry('expired'), approvals: [standing()] },
      'approved',
    ],
    [
      'supervised by range, rejected',
      { maturity: 'supervised', entry: entry('rejected'), approvals: [standing()] },
      'untrusted',
    ],
    [
      'supervised by range, revoked',
      { maturity: 'supervised', entry: entry('revoked'), approvals: [standing()] },
      'untrusted',
    ],
    [
      'expired, requested again',
      { entry: entry('requested'), approvals: [approval({}, { expiresAt: at(-1) })] },
      'pending-review',
    ],
    [
      'known, and a range expired',
      { entry: entry('none'), approvals: [standing({ expiresAt: at(-1) })] },
      'approval-expired',
    ],
    [
      'rejected, and a range expired',
      { entry: entry('rejected'), approvals: [standing({ expiresAt: at(-1) })] },
      'untrusted',
    ],
    ['expired by the entry alone', { entry: entry('expired'), approvals: [] }, 'approval-expired'],
    ['a status without its entry', { status: 'untrusted', entry: undefined }, 'untrusted'],
    ['a banned status without its entry', { status: 'banned', entry: undefined }, 'banned'],
    ['no registration, whatever the maturity', { isAgentRegistered: false }, 'student-blocked'],
    ['a student that is registered', { maturity: 'student' }, 'student-blocked'],
    [
      'a name that does not exist',
      { name: { ...EXAMPLES['invented-name'].name, state: 'absent' } as Facts['name'] },
      'approved',
    ],
    [
      'a name that was cleared',
      { name: { ...EXAMPLES['invented-name'].name, state: 'cleared' } as Facts['name'] },
      'approved',
    ],
    [
      'files as approved',
      { known: BOTH_FILES, approvals: [approval({}, { digests: [OTHER_DIGEST, EXAMPLE_DIGEST] })] },
      'approved',
    ],
    ['a file more than approved', { known: BOTH_FILES }, 'artifact-changed'],
    ['a file more, but the approved one is meant', { known: BOTH_FILES, digest: EXAMPLE_DIGEST }, 'approved'],
    ['a file more, and that is meant', { known: BOTH_FILES, digest: OTHER_DIGEST }, 'artifact-changed'],
    ['a file that no scan knows', { digest: OTHER_DIGEST }, 'not-scanned'],
    ['approved for no file at all', { approvals: [approval({}, { digests: [] })] }, 'artifact-changed'],
    [
      'one file approved, two known',
      { known: BOTH_FILES, approvals: [approval({ id: 'f', selector: FILE })] },
      'artifact-changed',
    ],
    [
      'another file approved',
      { approvals: [approval({ id: 'f', selector: OTHER_FILE })] },
      'artifact-changed',
    ],
    ['an intern, bound to nothing', { approvals: [approval({}, unbound)] }, 'approval-unbound'],
    [
      'an intern, from before there were grants',
      { approvals: [{ ...EXACT_APPROVAL, grant: undefined }] },
      'approval-unbound',
    ],
    [
      'supervised, bound to nothing',
      { maturity: 'supervised', approvals: [approval({}, unbound)] },
      'approved',
    ],
    [
      'supervised, from before there were grants',
      { maturity: 'supervised', approvals: [{ ...EXACT_APPROVAL, grant: undefined }] },
      'approved',
    ],
  ])('%s', (_, changes, code) => {
    expect(decide(factsInOrder(changes), 1).reasonCode).toBe(code);
  });

  it('says nothing of a first review where nothing waits', () => {
    const firstReview = { by: 'x', minMaturity: 'intern' as const, grant: EXAMPLE_GRANT };

    expect(
      decide(factsInOrder({ entry: entry('approved', { firstReview }), approvals: [] }), 1).reasonCode,
    ).toBe('no-rule');
  });
});
