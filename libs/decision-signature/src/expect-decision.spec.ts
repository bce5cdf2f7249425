import { DomainError, type SignedDecision } from '@sallyport/domain';
import { DECISION, DIGEST } from './decision.sample';
import { assertDecides, type ExpectedDecision } from './expect-decision';

const EXPECTED: ExpectedDecision = {
  ecosystem: 'npm',
  agentId: 'agent',
  skillId: 'skill',
  lockDigest: DIGEST.lock,
  packages: DECISION.packages,
  minRevision: 7,
  askedAt: '2026-01-01T00:00:00.000Z',
};

function refusal(decision: SignedDecision, expected: ExpectedDecision): DomainError | undefined {
  try {
    assertDecides(decision, expected);
    return undefined;
  } catch (cause) {
    if (DomainError.is(cause)) return cause;
    throw cause;
  }
}

const [app, leaf] = DECISION.packages as [SignedDecision['packages'][0], SignedDecision['packages'][0]];

describe('decision-signature/expect-decision', () => {
  it.each<[string, Partial<SignedDecision>, Partial<ExpectedDecision>]>([
    ['what is meant', {}, {}],
    ['a newer revision than is known', { revision: 8 }, {}],
    ['packages in another order, and one of them twice', { packages: [leaf, app, leaf] }, {}],
    ['a skill that it does not name', { skillId: undefined }, {}],
    ['nothing but the ecosystem', {}, { ...emptied() }],
    ['a clock a little ahead', { decidedAt: '2026-01-01T00:04:59Z' }, {}],
    ['a clock a little behind', { decidedAt: '2025-12-31T23:55:01Z' }, {}],
  ])('takes %s', (_, decision, expected) => {
    expect(refusal({ ...DECISION, ...decision }, { ...EXPECTED, ...expected })).toBeUndefined();
  });

  it('takes the spelling of the registry for that of governance', () => {
    const decision: SignedDecision = {
      ...DECISION,
      ecosystem: 'pypi',
      packages: [{ name: 'zope-interface', version: '1.0', digest: DIGEST.app }],
    };
    const packages = [{ name: 'Zope.Interface', version: '1.0.0', digest: DIGEST.app }];

    expect(refusal(decision, { ...EXPECTED, ecosystem: 'pypi', packages })).toBeUndefined();
  });

  it.each<[string, Partial<SignedDecision>, Partial<ExpectedDecision>, RegExp]>([
    ['a denial', { allowed: false, effect: 'deny' }, {}, /says deny/],
    ['one that allows and says undecided', { effect: 'undecided' }, {}, /says undecided/],
    ['one that says allow and does not', { allowed: false }, {}, /says allow/],
    ['the other ecosystem', { ecosystem: 'pypi' }, {}, /about pypi/],
    ['another agent', { agentId: 'other' }, {}, /agent "other"/],
    ['another skill', { skillId: 'other' }, {}, /skill "other"/],
    ['another closure', { lockDigest: DIGEST.app }, {}, /and not sha256:c/],
    ['no closure', { lockDigest: undefined }, {}, /no closure/],
    ['an older revision', { revision: 6 }, {}, /revision 6, and 7 is known/],
    ['a package more', { packages: [app, leaf, { ...leaf, name: 'extra' }] }, {}, /covers extra@2.0.0/],
    ['a package of no name', { packages: [app, leaf, { ...leaf, name: '../x' }] }, {}, /covers \.\.\/x/],
    ['a package less', { packages: [app] }, {}, /not cover leaf@2.0.0/],
    ['no package', { packages: [] }, {}, /not cover app@1.0.0/],
    ['another version', { packages: [app, { ...leaf, version: '2.0.1' }] }, {}, /not cover leaf@2.0.0/],
    ['another file', { packages: [app, { ...leaf, digest: DIGEST.app }] }, {}, /not cover leaf@2.0.0/],
    ['no file', { packages: [app, { name: 'leaf', version: '2.0.0' }] }, {}, /not cover leaf@2.0.0/],
    [
      'a second file of a version',
      { packages: [app, leaf, { ...leaf, digest: DIGEST.app }] },
      {},
      /leaf@2.0.0/,
    ],
    ['a longer ago', { decidedAt: '2025-12-31T23:54:59Z' }, {}, /is not now/],
    ['a time to come', { decidedAt: '2026-01-01T00:05:01Z' }, {}, /is not now/],
    ['a question without a time', {}, { askedAt: 'now' }, /is not now/],
  ])('refuses %s', (_, decision, expected, why) => {
    const error = refusal({ ...DECISION, ...decision }, { ...EXPECTED, ...expected });

    expect(error?.code).toBe('decision-unsigned');
    expect(error?.message).toMatch(why);
  });
});

function emptied(): Partial<ExpectedDecision> {
  return Object.fromEntries(
    Object.keys(EXPECTED).map((key) => [key, key === 'ecosystem' ? 'npm' : undefined]),
  );
}
