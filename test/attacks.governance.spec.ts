import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptPolicy, DEFAULT_POLICY, type Policy } from '@sallyport/domain';
import { ATTACKS } from './attacks/replicas';
import { decided, honestRelease } from './attacks/told-to-governance';

const STRICT = acceptPolicy(readFileSync(join(__dirname, '../docs/examples/strict-policy.yaml'), 'utf8'));
const POLICIES: readonly (readonly [name: string, policy: Policy])[] = [
  ['built-in', DEFAULT_POLICY],
  ['strict', STRICT.policy],
];

/** What the scanner alone cannot tell: names, what the registry states, and the version before. */
const BY_FACTS = ATTACKS.filter(({ judgedBy }) => judgedBy !== 'artifact');

/** What each case is refused for once its release is a year old, so that its age says nothing any more. */
const AGED: Readonly<Record<string, string>> = {
  'react-codeshift': 'invented-name',
  'kind-typosquat': 'name-accused',
  'kind-homoglyph': 'name-accused',
  'kind-separators': 'name-accused',
  'kind-dependency-confusion': 'name-accused',
  'kind-new-publisher': 'publisher-changed',
  'kind-provenance-lost': 'provenance-lost',
  'kind-provenance-lost.re-obfuscated': 'provenance-changed',
  'kind-dormant': 'long-dormant',
  'kind-dormant.re-obfuscated': 'publisher-changed',
  'kind-dormant.other-stage': 'publisher-changed',
  'event-stream-dependent': 'publisher-changed',
  axios: 'new-dependency-in-patch',
};
const agedReason = (id: string, of: string | undefined) => AGED[id] ?? AGED[of ?? ''];

describe('attacks/governance', () => {
  it('is asked about every case that the artifact does not tell', () => {
    expect(BY_FACTS).toHaveLength(39);
  });

  it('has a strict policy whose own tests pass', () => {
    expect(STRICT.cases.filter(({ passed }) => !passed)).toEqual([]);
  });

  describe.each(POLICIES)('under the %s policy', (_name, policy) => {
    it.each(BY_FACTS.map((attack) => [attack.id, attack] as const))(
      'refuses %s on the day, although a range approves it',
      (_id, attack) => {
        const { effect, reasonCode } = decided(attack, policy);

        expect(effect).not.toBe('allow');
        expect(reasonCode).toMatch(/^(?:release-too-new|invented-name)$/);
      },
    );

    it.each(BY_FACTS.map((attack) => [attack.id, attack] as const))(
      'allows an established package in the place of %s',
      (_id, attack) => {
        expect(honestRelease(attack, policy)).toMatchObject({ effect: 'allow', reasonCode: 'approved' });
      },
    );
  });

  it.each(BY_FACTS.map((attack) => [attack.id, attack] as const))(
    'still refuses %s a year later, under the strict policy',
    (id, attack) => {
      const { effect, reasonCode } = decided(attack, STRICT.policy, {
        agedDays: 365,
        by: attack.kind === 'name' ? 'pattern' : 'range',
      });

      expect(effect).not.toBe('allow');
      expect(reasonCode).toBe(agedReason(id, attack.variantOf));
    },
  );

  it.each(
    BY_FACTS.filter(({ judgedBy, kind }) => judgedBy === 'names' || kind === 'name').map(
      (a) => [a.id, a] as const,
    ),
  )('still refuses %s a year later, under the built-in policy', (_id, attack) => {
    expect(decided(attack, DEFAULT_POLICY, { agedDays: 365, by: 'pattern' }).effect).not.toBe('allow');
  });
});
