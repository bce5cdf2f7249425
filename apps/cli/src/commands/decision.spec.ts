import { generateKeyPairSync } from 'node:crypto';
import { readSigningKey, signDecision } from '@sallyport/decision-signature';
import { checkClosure, checkPackage, type SignedDecision } from '@sallyport/domain';
import { EXIT, type ExitCode } from '../exit-code';
import { FakeProduct } from '../testing/fake-product.fake';
import { runFake } from '../testing/run-fake';
import { stocked } from '../testing/stocked';

const made = () =>
  readSigningKey(
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
const KEY = made();
const KEYS = JSON.stringify({ keys: [KEY.publicKey] });

const DECISION: SignedDecision = {
  ...{ iss: 'sallyport-governance', agentId: 'agent', ecosystem: 'npm', effect: 'allow', allowed: true },
  packages: [{ name: 'lodash', version: '4.17.21' }],
  ...{ without: [], revision: 7, policyVersion: 'p@0123456789ab', decidedAt: '2026-01-01T00:00:00.000Z' },
};

const verify = (decision: string, { keys = KEYS, words = [] as string[], from = 'decision.jws' } = {}) =>
  runFake(['decision', 'verify', from, '--keys', 'keys.json', ...words], {
    files: {
      '/home/me/project/keys.json': keys,
      [from === '-' ? '/dev/stdin' : '/home/me/project/decision.jws']: decision,
    },
  });

describe('cli/commands/decision', () => {
  it('says what was signed, and connects to nothing', async () => {
    const { exit, stdout, users } = await verify(`${await signDecision(DECISION, KEY)}\n`);

    expect([exit, users]).toEqual([EXIT.ok, []]);
    expect(stdout).toMatch(/signed {2}allowed for agent\n {3}revision 7, policy p@0123456789ab/);
    expect(stdout).toContain('lodash');
  });

  it('reads standard input, and prints JSON', async () => {
    const jws = await signDecision(DECISION, KEY);

    const { exit, stdout } = await verify(jws, { from: '-', words: ['--json'] });

    expect([exit, JSON.parse(stdout)]).toEqual([EXIT.ok, { signed: true, decision: DECISION }]);
  });

  it('tells a signed no from no signature', async () => {
    const denial = { ...DECISION, allowed: false, effect: 'deny' as const };

    expect((await verify(await signDecision(denial, KEY))).exit).toBe(EXIT.denied);
  });

  it('shows nothing that steers a terminal, and not ten thousand lines', async () => {
    const packages = Array.from({ length: 25 }, (_, at) => ({ name: `p${at}\u001b[2J`, version: '1' }));

    const { stdout } = await verify(await signDecision({ ...DECISION, packages }, KEY));

    expect(stdout).not.toContain('\u001b[2J');
    expect(stdout).toContain('and 5 more');
  });

  const tampered = async () => {
    const [header, payload = '', signature] = (await signDecision(DECISION, KEY)).split('.');
    const other = Buffer.from(payload, 'base64url').toString().replace('"agent"', '"admin"');
    return [header, Buffer.from(other).toString('base64url'), signature].join('.');
  };
  it.each<[string, () => Promise<string>, string, ExitCode]>([
    ['a decision that was changed', tampered, KEYS, EXIT.failed],
    ['a decision by another key', () => signDecision(DECISION, made()), KEYS, EXIT.failed],
    ['something else', () => Promise.resolve('hello'), KEYS, EXIT.failed],
    ['nothing', () => Promise.resolve(''), KEYS, EXIT.failed],
    ['no keys', () => signDecision(DECISION, KEY), '{"keys":[]}', EXIT.failed],
  ])('refuses %s', async (_, decision, keys, expected) => {
    const { exit, stderr, stdout } = await verify(await decision(), { keys });

    expect([exit, stdout]).toEqual([expected, '']);
    expect(stderr).toContain('decision-unsigned');
  });

  it('names a file that is not there', async () => {
    const { exit, stderr } = await runFake(['decision', 'verify', 'absent', '--keys', 'keys.json']);

    expect(exit).toBe(EXIT.usage);
    expect(stderr).toContain('keys.json cannot be read');
  });
});

describe('cli/commands/check --signed', () => {
  const product = (): FakeProduct => {
    const fake = stocked();
    fake.changes(checkPackage, (reply) => ({ ...reply, signed: 'one.jws.compact' }));
    return fake.changes(checkClosure, (reply) => ({ ...reply, signed: 'closure.jws.compact' }));
  };

  it.each<[string, ExitCode, string, string]>([
    ['npm:lodash@1.2.3 --agent supervised', EXIT.ok, 'one.jws.compact\n', checkPackage.subject],
    ['npm:qs@1.2.3 --agent supervised', EXIT.denied, 'one.jws.compact\n', checkPackage.subject],
    [
      'npm:lodash@1.2.3 npm:qs@1.2.3 --agent supervised',
      EXIT.denied,
      'closure.jws.compact\n',
      checkClosure.subject,
    ],
  ])('of %s prints the signed decision alone', async (line, exit, expected, subject) => {
    const fake = product();

    const outcome = await runFake(['check', ...line.split(' '), '--signed'], { product: fake });

    expect([outcome.exit, outcome.stdout]).toEqual([exit, expected]);
    expect(fake.asked).toContainEqual({ subject, request: expect.objectContaining({ sign: true }) });
  });

  it('has it in the JSON too', async () => {
    const line = 'check npm:lodash@1.2.3 npm:qs@1.2.3 --agent supervised --signed --json';

    const { stdout } = await runFake(line.split(' '), { product: product() });

    expect(JSON.parse(stdout)).toMatchObject({ signed: ['closure.jws.compact'] });
  });

  it('does not take an answer without a signature for one', async () => {
    const outcome = await runFake(['check', 'npm:lodash@1.2.3', '--agent', 'supervised', '--signed'], {
      product: stocked(),
    });

    expect(outcome.exit).toBe(EXIT.failed);
    expect(outcome.stderr).toContain('decision-unsigned');
  });
});
