import {
  acceptPolicy,
  applyPolicy,
  DEFAULT_POLICY,
  DEFAULT_POLICY_VERSION,
  DomainError,
  getPolicy,
  policyText,
  simulatePolicy,
  type ReplyOf,
} from '@sallyport/domain';
import { EXIT, type ExitCode } from '../exit-code';
import { FakeProduct } from '../testing/fake-product.fake';
import { runFake } from '../testing/run-fake';

const TESTS = 'tests: [{ name: in order, given: {}, expect: { effect: allow } }]\n';
const GOOD = policyText({ ...DEFAULT_POLICY, name: 'house' }).replace('tests: []\n', TESTS);
const FAILING = GOOD.replace('effect: allow', 'effect: deny');
const LAX = GOOD.replace('intern: 1000\n', 'intern: 100000\n');
const RECORD = { id: 'OSV-1', affected: [] };
const FILES = {
  '/home/me/project/good.yaml': GOOD,
  '/home/me/project/failing.yaml': FAILING,
  '/home/me/project/lax.yaml': LAX,
  '/home/me/project/broken.yaml': 'schema: sallyport-policy/1\nname: "\u001b[2J"\n',
  '/home/me/project/osv/a.json': JSON.stringify(RECORD),
  '/home/me/project/osv/b.json': JSON.stringify([RECORD, RECORD]),
  '/home/me/project/osv/notes.txt': 'no record',
  '/home/me/project/bad/a.json': '{',
  '/home/me/project/empty/notes.txt': 'no record',
};
const RECEIPT = { revision: 7, changed: 1, unchanged: 0, version: 'house@0123456789ab' };
const SIMULATED: ReplyOf<typeof simulatePolicy> = {
  policyVersion: 'house@0123456789ab',
  checks: 10,
  notReplayed: 2,
  changed: 3,
  changes: [
    {
      ecosystem: 'npm',
      name: 'lodash',
      version: '1.2.3',
      before: { effect: 'allow', reasonCode: 'approved' },
      after: { effect: 'deny', reasonCode: 'advisory-severity' },
      reason: 'It has CVE-1.\u001b[2J',
      checks: 3,
      agents: ['a1', 'a2'],
    },
  ],
  agents: [{ agentId: 'a1', changed: 3 }],
  skills: [{ skillId: 's1', ecosystem: 'npm', imageId: 'sha256:1', before: true, after: false }],
  seconds: 0.5,
};

function product(): FakeProduct {
  return new FakeProduct()
    .on(applyPolicy, ({ text }) => {
      acceptPolicy(text);
      return RECEIPT;
    })
    .on(getPolicy, () => ({ text: GOOD, version: DEFAULT_POLICY_VERSION, builtIn: true, revision: 0 }))
    .on(simulatePolicy, () => SIMULATED);
}
const run = (line: string, fake = product()) => runFake(line.split(' '), { product: fake, files: FILES });

describe('apps/cli/policy', () => {
  it.each<[string, ExitCode, object, string[]]>([
    ['policy lint good.yaml', EXIT.ok, { valid: true, faults: [] }, []],
    ['policy lint failing.yaml', EXIT.ok, { valid: true }, []],
    ['policy lint lax.yaml', EXIT.denied, { valid: false, faults: [] }, []],
    ['policy lint broken.yaml', EXIT.usage, { valid: false, version: null }, []],
    ['policy test good.yaml', EXIT.ok, { passed: 1, failed: 0 }, []],
    ['policy test failing.yaml', EXIT.denied, { passed: 0, failed: 1 }, []],
    ['policy test broken.yaml', EXIT.usage, { version: null, cases: [] }, []],
    ['policy apply good.yaml --note why', EXIT.ok, RECEIPT, ['admin']],
    ['policy apply failing.yaml', EXIT.usage, { error: { code: 'invalid-policy' } }, ['admin']],
    ['policy show', EXIT.ok, { builtIn: true }, ['viewer']],
    ['policy simulate', EXIT.ok, SIMULATED, ['reviewer']],
    ['policy simulate good.yaml --from 2027-01-01 --limit 5', EXIT.ok, { changed: 3 }, ['reviewer']],
    ['policy simulate --advisories osv', EXIT.ok, { changed: 3 }, ['reviewer']],
    ['policy simulate --advisories bad', EXIT.usage, { error: { code: 'invalid-request' } }, []],
    ['policy simulate --advisories empty', EXIT.usage, { error: { code: 'invalid-request' } }, []],
    ['policy simulate --advisories nowhere', EXIT.usage, { error: { code: 'invalid-request' } }, []],
    ['policy simulate nowhere.yaml', EXIT.usage, { error: { code: 'invalid-request' } }, []],
    ['policy simulate --limit 0', EXIT.usage, { error: { code: 'invalid-request' } }, []],
    ['policy lint nowhere.yaml', EXIT.usage, { error: { code: 'invalid-request' } }, []],
    ['policy lint', EXIT.usage, { error: { code: 'invalid-request' } }, []],
  ])('%s: exit %d', async (line, exit, expected, users) => {
    const ran = await run(`${line} --json`);

    expect(JSON.parse(ran.stdout)).toMatchObject(expected);
    expect(ran.exit).toBe(exit);
    expect(ran.users).toEqual(users);
  });

  it('sends the policy, the advisories and the period', async () => {
    const fake = product();

    await run('policy simulate good.yaml --advisories osv --from 2027-01-01 --to 2027-02-01', fake);

    expect(fake.asked.at(-1)).toEqual({
      subject: simulatePolicy.subject,
      request: {
        text: GOOD,
        advisories: [RECORD, RECORD, RECORD],
        from: '2027-01-01',
        to: '2027-02-01',
        limit: 100_000,
      },
    });
  });

  it('points at the line that is wrong', async () => {
    const line = LAX.split('\n').findIndex((text) => text.includes('intern: 100000')) + 1;

    const { stdout } = await run('policy lint lax.yaml');

    expect(stdout).toContain(`lax.yaml:${line}`);
    expect(stdout).toContain('may not be applied');
  });

  it('says what a test expected and what came', async () => {
    const { stdout } = await run('policy test failing.yaml');

    expect(stdout).toContain('"in order" expects deny, got allow (approved)');
    expect(stdout).toContain('0 passed, 1 failed');
  });

  it('shows what would change, and what is not known', async () => {
    const { stdout } = await run('policy simulate');

    expect(stdout).toContain('3 of 10 recorded checks');
    expect(stdout).toContain('2 could not be replayed');
    expect(stdout).toContain('npm:lodash@1.2.3');
    expect(stdout).toContain('skill s1');
    expect(stdout).not.toContain('\u001b');
  });

  it('shows a policy that can be applied as it is', async () => {
    const { stdout } = await run('policy show');

    expect(acceptPolicy(stdout).policy).toEqual(acceptPolicy(GOOD).policy);
  });

  it.each(['policy lint broken.yaml', 'policy test broken.yaml'])(
    '%s prints no control characters',
    async (line) => {
      const { stdout } = await run(line);

      expect(stdout).not.toContain('\u001b');
    },
  );

  it('says who is missing', async () => {
    const fake = product().fails(simulatePolicy, new DomainError('nobody-listens', 'No service serves it'));

    await expect(run('policy simulate', fake)).resolves.toMatchObject({ exit: EXIT.unreachable });
  });
});
