import { decisionKeys } from '@sallyport/decision-signature';
import type { Capability, Digest, SignedDecision } from '@sallyport/domain';
import { errorOf } from '../testing/code-of';
import { madeSigningKey } from '../testing/doors.fake';
import { InstallerWorld } from '../testing/installer-world.fake';

let world: InstallerWorld;
beforeEach(() => (world = new InstallerWorld()));
afterEach(() => world.dispose());

const execute = () =>
  world.installer.execute.run({
    skillId: 'skill',
    agentId: 'runner',
    code: 'return 1',
    inputs: null,
    limits: {},
  });

async function outcomeOfInstall(): Promise<{ code: string | undefined; message: string | undefined }> {
  const { error } = await world.installer.job.run({ jobId: await world.install(['app']) });
  return { code: error?.code, message: error?.message };
}

const otherDigest: Digest = `sha256:${'1'.repeat(64)}`;
const changed =
  (change: (decision: SignedDecision) => Partial<SignedDecision>) =>
  ({ governance }: InstallerWorld) =>
    (governance.tamper = (decision) => ({ ...decision, ...change(decision) }));
const withPackages = (change: (packages: SignedDecision['packages']) => SignedDecision['packages']) =>
  changed(({ packages }) => ({ packages: change(packages) }));

/** Whoever answers on the bus says yes. Each of these is a yes that must not count. */
const FORGED: [string, (world: InstallerWorld) => unknown, RegExp][] = [
  ['no signature', ({ governance }) => (governance.forge = () => undefined), /no signature/],
  ['something for a signature', ({ governance }) => (governance.forge = () => 'yes'), /no compact JWS/],
  ['a signature by another key', ({ governance }) => (governance.signingKey = madeSigningKey()), /not among/],
  [
    'a signature by another key under the name of the pinned one',
    ({ governance }) => {
      const { kid } = governance.signingKey.publicKey;
      const other = madeSigningKey();
      governance.signingKey = { ...other, publicKey: { ...other.publicKey, kid } };
    },
    /is not the key/,
  ],
  [
    'a decision that was changed after it was signed',
    ({ governance }) => (governance.forge = resign),
    /is not the key/,
  ],
  ['a signed no', changed(() => ({ allowed: false, effect: 'deny' })), /says deny/],
  ['a decision for another agent', changed(() => ({ agentId: 'somebody' })), /agent "somebody"/],
  ['a decision for another skill', changed(() => ({ skillId: 'another' })), /skill "another"/],
  ['a decision about another closure', changed(() => ({ lockDigest: otherDigest })), /and not sha256/],
  ['a decision about no closure', changed(() => ({ lockDigest: undefined })), /no closure/],
  ['a decision of the other ecosystem', changed(() => ({ ecosystem: 'pypi' })), /about pypi/],
  ['a decision of long ago', changed(() => ({ decidedAt: '2025-12-31T00:00:00.000Z' })), /is not now/],
  ['a package less', withPackages((packages) => packages.slice(1)), /does not cover/],
  [
    'a package more',
    withPackages((packages) => [...packages, { name: 'extra', version: '1' }]),
    /covers extra@1/,
  ],
  ['no packages', withPackages(() => []), /does not cover/],
  [
    'another file',
    withPackages(([first, ...rest]) => [{ ...first!, digest: otherDigest }, ...rest]),
    /does not cover/,
  ],
  [
    'no file',
    withPackages((packages) => packages.map(({ name, version }) => ({ name, version }))),
    /does not cover/,
  ],
];

/** The same signature under another payload. */
function resign(jws: string): string {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const decision = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const other = Buffer.from(JSON.stringify({ ...decision, revision: 1_000 })).toString('base64url');
  return [header, other, signature].join('.');
}

describe('installer/application/closure-gate: a yes that does not count', () => {
  it.each(FORGED)('builds nothing on %s', async (_, arrange, why) => {
    arrange(world);

    const { code, message } = await outcomeOfInstall();

    expect(code).toBe('decision-unsigned');
    expect(message).toMatch(why);
    expect([world.images.built, world.installations.records.size]).toEqual([[], 0]);
  });

  it.each(FORGED)('runs nothing on %s', async (_, arrange, why) => {
    await world.install(['app']);
    arrange(world);

    const error = await errorOf(execute());

    expect(error?.code).toBe('decision-unsigned');
    expect(error?.message).toMatch(why);
    expect(world.sandbox.runs).toEqual([]);
  });

  it('takes no decision older than the newest it has seen', async () => {
    world.governance.revision = 9;
    await world.install(['other'], 'another');
    world.governance.revision = 8;

    expect(await outcomeOfInstall()).toMatchObject({
      code: 'decision-unsigned',
      message: expect.stringContaining('revision 8, and 9 is known'),
    });
  });

  it('does not take a revision for known that nobody has signed', async () => {
    world.governance.revision = 1_000_000;
    world.governance.refused.set('leaf@1.0.0', 'banned');
    await world.install(['app']);
    world.governance.refused.clear();
    world.governance.revision = 7;

    expect((await outcomeOfInstall()).code).toBeUndefined();
  });

  it('takes a no without any signature for a no', async () => {
    world.governance.refused.set('leaf@1.0.0', 'banned');
    world.governance.forge = () => undefined;

    expect((await outcomeOfInstall()).code).toBe('install-denied');
  });

  it('takes a yes with refusals in it for a no', async () => {
    world.governance.refused.set('leaf@1.0.0', 'banned');
    const ask = world.governance.checkClosure.bind(world.governance);
    world.governance.checkClosure = async (question) => ({ ...(await ask(question)), allowed: true });

    expect((await outcomeOfInstall()).code).toBe('install-denied');
  });
});

describe('installer/application/closure-gate: what an image was built on', () => {
  const recorded = (change: object) => {
    const installation = world.installations.records.get('skill');
    if (!installation) throw new Error('nothing is installed');
    world.installations.records.set('skill', { ...installation, ...change });
  };
  beforeEach(() => world.install(['app']));

  it('asks about the very files again', async () => {
    await execute();

    const [built, run] = world.governance.questions;
    expect(run?.packages).toEqual(built?.packages.map((entry) => ({ ...entry })));
    expect(run).toMatchObject({ agentId: 'runner', skillId: 'skill', lockDigest: built?.lockDigest });
  });

  it.each<[string, () => object | Promise<object>, RegExp]>([
    ['a record from before there were signatures', () => ({ signedDecision: undefined }), /no signature/],
    [
      'a record with the decision about something else',
      async () => {
        await world.install(['other'], 'another');
        return { signedDecision: world.installations.records.get('another')?.signedDecision };
      },
      /and not sha256/,
    ],
    [
      'a record with a decision by a key that is pinned no more',
      () => {
        const other = madeSigningKey();
        const keys = world.governance.keys as Map<string, object>;
        keys.clear();
        keys.set(other.publicKey.kid, other.publicKey);
        return {};
      },
      /not among/,
    ],
  ])('runs nothing with %s', async (_, change, why) => {
    recorded(await change());

    const error = await errorOf(execute());

    expect(error?.code).toBe('decision-unsigned');
    expect(error?.message).toMatch(why);
    expect(world.sandbox.runs).toEqual([]);
  });

  it('says that the key is replaced where it is, and goes on with both pinned', async () => {
    const next = madeSigningKey();
    world.governance.signingKey = next;
    expect((await errorOf(execute()))?.code).toBe('decision-unsigned');

    for (const [kid, key] of decisionKeys([next.publicKey])) {
      (world.governance.keys as Map<string, typeof key>).set(kid, key);
    }

    expect((await execute()).revision).toBe(7);
  });
});

describe('installer/application/closure-gate: an approval that does not grant everything', () => {
  it.each<[Capability[], Capability[]]>([
    [['network'], []],
    [['network', 'environment', 'credential-files', 'autoload-file'], []],
    [['subprocess'], ['subprocess']],
    [
      ['network', 'native-code', 'filesystem-write'],
      ['native-code', 'filesystem-write'],
    ],
  ])('without %j: the cage leaves %j', async (without, left) => {
    world.governance.without = without;
    await world.install(['app']);

    const error = await errorOf(execute());

    expect(error?.code).toBe(left.length === 0 ? undefined : 'execution-denied');
    expect(world.sandbox.runs).toHaveLength(left.length === 0 ? 1 : 0);
    for (const capability of left) expect(error?.message).toContain(`${capability} (`);
  });

  it('goes by what is signed, not by what is said beside it', async () => {
    await world.install(['app']);
    world.governance.tamper = (decision) => ({ ...decision, without: ['subprocess'] });

    expect((await errorOf(execute()))?.code).toBe('execution-denied');
  });
});
