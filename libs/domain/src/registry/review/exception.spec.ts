import { type DomainError } from '../../errors';
import { REASON_CODES } from '../../policy/reason-code';
import { assertNotPublisher, parseException, type AskedException } from './exception';

const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const ASKED: AskedException = {
  rule: 'release-too-new',
  owner: ' ann ',
  reason: 'hotfix',
  expiresAt: '2026-07-01',
};
/** What policy decides and a person may suspend; everything else never. */
const NEVER = [
  'banned',
  'malicious',
  'agent-suspended',
  'student-blocked',
  'unknown-package',
  'approved',
  'no-rule',
];

function outcome(asked: Partial<AskedException>): unknown {
  try {
    return parseException({ ...ASKED, ...asked }, NOW);
  } catch (error) {
    return (error as DomainError).code;
  }
}

describe('libs/domain/registry/review/exception', () => {
  it('takes owner, reason and end', () => {
    expect(outcome({})).toEqual({
      rule: 'release-too-new',
      owner: 'ann',
      reason: 'hotfix',
      expiresAt: '2026-07-01T00:00:00.000Z',
    });
  });

  it.each<[string, Partial<AskedException>, string]>([
    ...NEVER.map((rule): [string, Partial<AskedException>, string] => [
      `the rule ${rule}`,
      { rule },
      'invalid-exception',
    ]),
    ['no rule of ours', { rule: 'toString' }, 'invalid-exception'],
    ['no owner', { owner: '  ' }, 'invalid-exception'],
    ['no reason', { reason: '\n' }, 'invalid-exception'],
    ['an end that has passed', { expiresAt: '2026-05-31' }, 'invalid-date'],
    ['an end that is no date', { expiresAt: 'never' }, 'invalid-date'],
    ['an end in two years', { expiresAt: '2028-06-01' }, 'invalid-date'],
  ])('refuses %s', (_title, asked, code) => {
    expect(outcome(asked)).toBe(code);
  });

  it('names codes that exist', () => {
    expect(REASON_CODES).toEqual(expect.arrayContaining(NEVER));
  });

  it('a publisher can only be banned', () => {
    expect(() => assertNotPublisher({ kind: 'publisher', ecosystem: 'npm', publisher: 'x' })).toThrow(
      expect.objectContaining({ code: 'invalid-selector' }),
    );
    expect(() => assertNotPublisher({ kind: 'all', ecosystem: 'npm', name: 'x' })).not.toThrow();
  });
});
