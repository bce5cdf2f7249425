import { decide } from '../decide';
import { EXAMPLES, factsInOrder, release } from '../decide.examples';
import type { Facts } from '../facts';
import { judgeLicence } from '../readings/licence';

const codeOf = (changes: Partial<Facts>) => decide(factsInOrder(changes), 1).reasonCode;

describe('libs/domain/policy/rules: licence', () => {
  it.each([
    ['MIT', [], [], 'passes'],
    ['MIT', ['mit'], [], 'passes'],
    ['MIT', ['Apache-2.0'], [], 'refused'],
    ['MIT', [], ['mit'], 'refused'],
    ['MIT', ['MIT'], ['MIT'], 'refused'],
    ['MIT OR GPL-3.0-only', ['MIT'], [], 'passes'],
    ['GPL-3.0-only OR MIT', ['MIT'], [], 'passes'],
    ['GPL-3.0-only OR AGPL-3.0-only', ['MIT'], [], 'refused'],
    ['MIT AND GPL-3.0-only', ['MIT'], [], 'refused'],
    ['GPL-3.0-only AND MIT', ['MIT'], [], 'refused'],
    ['MIT AND ISC', ['MIT', 'ISC'], [], 'passes'],
    ['(MIT OR GPL-3.0-only) AND ISC', ['MIT', 'ISC'], [], 'passes'],
    ['MIT OR GPL-3.0-only', [], ['MIT', 'GPL-3.0-only'], 'refused'],
    ['Apache-2.0+', ['Apache-2.0'], [], 'passes'],
    ['GPL-2.0+', [], ['GPL-2.0'], 'refused'],
    ['GPL-2.0+', [], ['GPL-2.0+'], 'refused'],
    ['GPL-2.0', [], ['GPL-2.0+'], 'passes'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', [], ['GPL-2.0-only'], 'refused'],
    [
      'GPL-2.0-only WITH Classpath-exception-2.0',
      ['GPL-2.0-only WITH Classpath-exception-2.0'],
      ['GPL-2.0-only'],
      'passes',
    ],
    ['GPL-2.0-only WITH Classpath-exception-2.0', ['gpl-2.0-only'], ['GPL-2.0-only'], 'refused'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', ['GPL-2.0-only'], [], 'passes'],
    ['GPL-2.0-only', ['GPL-2.0-only'], ['GPL-2.0-only WITH Classpath-exception-2.0'], 'passes'],
    ['LicenseRef-ours', ['LicenseRef-ours'], [], 'passes'],
    ['UNLICENSED', [], [], 'unreadable'],
    ['SEE LICENSE IN LICENSE.md', [], [], 'unreadable'],
    ['MIT/X11', [], [], 'unreadable'],
    ['', [], [], 'unreadable'],
    ['constructor', [], [], 'unreadable'],
    [`${'('.repeat(127)}MIT${')'.repeat(126)}`, [], [], 'unreadable'],
    [`${'('.repeat(126)}MIT${')'.repeat(126)} `, [], [], 'passes'],
    [`${'('.repeat(127)}MIT${')'.repeat(127)}`, [], [], 'unreadable'],
  ] as const)('licence %s, allowed %j, denied %j: %s', (text, allow, deny, expected) => {
    expect(judgeLicence(text, { allow, deny })).toBe(expected);
    // The second time it comes from what was read before.
    expect(judgeLicence(text, { allow, deny })).toBe(expected);
  });

  it('keeps no more licences than there are', () => {
    const odd = Array.from({ length: 3_000 }, (_, index) =>
      judgeLicence(`LicenseRef-${index}`, { allow: [], deny: [] }),
    );

    expect(new Set(odd)).toEqual(new Set(['passes']));
    expect(judgeLicence('LicenseRef-1', { allow: ['MIT'], deny: [] })).toBe('refused');
  });

  it.each<[string, string | null, string]>([
    ['refused', 'AGPL-3.0-only', 'licence-refused'],
    ['not refused', 'MIT', 'approved'],
    ['missing', null, 'licence-unknown'],
    ['unreadable', 'UNLICENSED', 'licence-unknown'],
  ])('a licence that is %s', (_, licence, code) => {
    const { policy } = EXAMPLES['licence-refused'];

    expect(codeOf({ known: release({ licence }), policy })).toBe(code);
    expect(codeOf({ known: release({ licence }) })).toBe('approved');
  });

  it('says which licence it is, or that none is known', () => {
    expect(decide(EXAMPLES['licence-refused'], 1).evidence).toEqual([
      { fact: 'licence', text: 'AGPL-3.0-only' },
    ]);
    expect(decide(EXAMPLES['licence-unknown'], 1).evidence).toEqual([
      { fact: 'licence', text: 'no SPDX expression: SEE LICENSE IN LICENSE.md' },
    ]);
    expect(decide({ ...EXAMPLES['licence-unknown'], known: release({ licence: null }) }, 1).evidence).toEqual(
      [{ fact: 'licence', text: 'not known' }],
    );
  });
});
