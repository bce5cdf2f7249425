import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { recordScan, simulatePolicy } from '@sallyport/domain';
import { cleanScan } from '@sallyport/domain/testing';
import { connectAs, connectAsScanner, sharedStack, until } from '../support/stack';

const CLI = resolve(__dirname, '../../apps/cli/dist/main.js');
const DAY_MS = 86_400_000;
const DENIED = 1;
const USAGE = 2;
const NOT_THIS_ACTOR = 5;
const CONFLICT = 8;

interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

function typed(actor: string, words: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [CLI, ...words, '--actor', actor],
      { maxBuffer: 64 * 1024 ** 2 },
      (error, stdout, stderr) =>
        done({ status: error ? Number((error as { code?: unknown }).code ?? -1) : 0, stdout, stderr }),
    );
  });
}

/** The one JSON document of a command, beside its exit status. */
async function answered(
  actor: string,
  ...words: string[]
): Promise<{ status: number; body: Record<string, unknown> }> {
  const { status, stdout, stderr } = await typed(actor, [...words, '--json']);
  try {
    return { status, body: JSON.parse(stdout) as Record<string, unknown> };
  } catch (cause) {
    throw new Error(`sallyport ${words.join(' ')} printed no JSON: ${stdout} ${stderr}`, { cause });
  }
}

/** A reviewer's day by the command line, over the whole stack and real packages; each test goes on from the one before. */
describe('test/flows/review-day', () => {
  const run = randomBytes(4).toString('hex');
  const agent = (maturity: string) => `review-day-${run}-${maturity}`;
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
  const person = (name: string) => `${name}-${run}`;
  const [ASKER, RITA, ROSA] = [person('asker'), person('rita'), person('rosa')];
  /** No registry has it; its scan is told below, with what the scanner would say of a package with build scripts. */
  const scripted = `npm:review-day-${run}@1.0.0`;
  /** Approved for a moment: until the expiry is written down, two people would have to revoke it first. */
  const passing = `npm:review-day-${run}@1.1.0`;
  const check = (pkg: string, maturity: string) => answered(RITA, 'check', pkg, '--agent', agent(maturity));
  const asked = async (...requirement: string[]) =>
    String((await answered(ASKER, 'request', ...requirement)).body['requestId']);
  const scanned = (requestId: string) =>
    until(async () => {
      const { body } = await answered(RITA, 'review', requestId);
      return body['scan'] === 'pending' ? undefined : body;
    }, 500);

  let once = '';
  let seen = '';
  let small = '';
  let exception = '';

  beforeAll(async () => {
    for (const maturity of ['intern', 'supervised', 'autonomous'])
      await answered(ROSA, 'agents', 'register', agent(maturity), maturity);
    const scanner = await connectAsScanner(sharedStack());
    const { lock, report } = cleanScan(
      'npm',
      ['1.0.0', '1.1.0'].map((version) => ({ name: `review-day-${run}`, version })),
      new Date().toISOString(),
    );
    const packages = lock.packages.map((pkg) => ({ ...pkg, hasInstallScript: true }));
    await scanner.call(recordScan, { lock: { ...lock, packages }, report });
    await scanner.close();
  }, 60_000);

  it('finds a request in the queue once its closure has been scanned', async () => {
    once = await asked('npm', 'once@1.4.0', '--note', 'for the callbacks');
    await scanned(once);

    const { status, body } = await answered(RITA, 'queue', '--limit', '1000');

    expect(status).toBe(0);
    expect(body['requests']).toContainEqual(
      expect.objectContaining({
        requestId: once,
        requestedBy: `person:${ASKER}`,
        state: 'open',
        scan: 'done',
        packages: 2,
        waiting: 2,
      }),
    );
  }, 180_000);

  it('reads the evidence: what was scanned, by which way it comes in, and what would be answered', async () => {
    await answered(ASKER, 'comment', once, 'we need this on Monday');

    const { body } = await answered(RITA, 'review', once);
    const { stdout } = await typed(RITA, ['review', once]);
    seen = String(body['revision']);

    expect(body).toMatchObject({
      note: 'for the callbacks',
      evidence: expect.arrayContaining([
        expect.objectContaining({
          name: 'wrappy',
          path: ['once@1.4.0', expect.stringMatching(/^wrappy@/)],
          facts: expect.objectContaining({ scanFailed: null, artifacts: [expect.anything()] }),
          ifApproved: expect.objectContaining({ allowed: true }),
        }),
      ]),
      comments: [expect.objectContaining({ by: `person:${ASKER}`, text: 'we need this on Monday' })],
    });
    expect(stdout).toContain(`sallyport approve --request ${once}`);
  }, 60_000);

  it('refuses the approval of whoever asked', async () => {
    const line = ['approve', '--request', once, '--min-maturity', 'supervised'];

    const { status, body } = await answered(ASKER, ...line);

    expect(status).toBe(NOT_THIS_ACTOR);
    expect(body).toMatchObject({ error: { code: 'reviewer-refused' } });
  }, 60_000);

  it('approves what was seen until a date, for a maturity and above', async () => {
    const end = inDays(30);
    const terms = ['--min-maturity', 'supervised', '--expires', end, '--seen', seen];

    const approved = await answered(RITA, 'approve', '--request', once, ...terms);
    const answers = [
      await check('npm:once@1.4.0', 'intern'),
      await check('npm:once@1.4.0', 'supervised'),
      await check('npm:once@1.4.0', 'autonomous'),
    ];
    const { body } = await answered(RITA, 'list', '--request', once);

    expect(approved).toMatchObject({ status: 0, body: { changed: 2 } });
    expect(answers.map(({ body: decision }) => decision['reasonCode'])).toEqual([
      'maturity-too-low',
      'approved',
      'approved',
    ]);
    expect(body['packages']).toContainEqual(
      expect.objectContaining({
        name: 'once',
        minMaturity: 'supervised',
        grant: expect.objectContaining({
          by: [`person:${RITA}`],
          expiresAt: end,
          digests: [expect.stringMatching(/^sha256:/)],
        }),
      }),
    );
  }, 60_000);

  it('tells a reviewer who looked before that somebody has decided since', async () => {
    const line = ['revoke', '--request', once, '--reason', 'not on my day', '--seen', seen];

    const { status, body } = await answered(ROSA, ...line);
    const still = await check('npm:once@1.4.0', 'supervised');

    expect(status).toBe(CONFLICT);
    expect(body).toMatchObject({ error: { code: 'review-conflict' } });
    expect(still.status).toBe(0);
  }, 60_000);

  it('ends an approval by time alone', async () => {
    const soon = new Date(Date.now() + 4_000).toISOString();
    await answered(RITA, 'approve', passing, '--min-maturity', 'supervised', '--expires', soon);

    const ended = await until(async () => {
      const answer = await check(passing, 'supervised');
      return answer.body['reasonCode'] === 'approved' ? undefined : answer;
    });

    expect(ended).toMatchObject({ status: DENIED, body: { reasonCode: 'approval-expired' } });
  }, 60_000);

  it('needs two different people for interns', async () => {
    small = await asked('npm', 'is-number@7.0.0');
    await scanned(small);
    const approve = ['approve', '--request', small, '--min-maturity', 'intern'];

    const first = await answered(RITA, ...approve);
    const between = await check('npm:is-number@7.0.0', 'intern');
    const again = await answered(RITA, ...approve);
    const asker = await answered(ASKER, ...approve);
    const second = await answered(ROSA, ...approve);
    const after = await check('npm:is-number@7.0.0', 'intern');

    expect(first).toMatchObject({ status: 0, body: { awaitingSecond: 1 } });
    expect(between).toMatchObject({ status: DENIED, body: { reasonCode: 'second-review-pending' } });
    expect(again).toMatchObject({ status: NOT_THIS_ACTOR, body: { error: { code: 'reviewer-refused' } } });
    expect(asker).toMatchObject({ status: NOT_THIS_ACTOR, body: { error: { code: 'reviewer-refused' } } });
    expect(second.status).toBe(0);
    expect(after).toMatchObject({ status: 0, body: { reasonCode: 'approved' } });
  }, 180_000);

  it('breaks the glass with a reason, for hours, and says so in every answer', async () => {
    const requestId = await asked('npm', 'isarray@2.0.5');
    await scanned(requestId);
    const approve = ['approve', '--request', requestId, '--min-maturity', 'intern', '--break-glass'];

    const without = await answered(RITA, ...approve);
    const own = await answered(ASKER, ...approve, '--note', 'production is down');
    const broken = await answered(RITA, ...approve, '--note', 'production is down');
    const decision = await check('npm:isarray@2.0.5', 'intern');
    const listed = await answered(RITA, 'list', '--request', requestId);
    const revoked = await answered(ROSA, 'revoke', '--request', requestId, '--reason', 'it is up again');
    const after = await check('npm:isarray@2.0.5', 'intern');

    expect(without.status).toBe(USAGE);
    expect(own).toMatchObject({ status: NOT_THIS_ACTOR, body: { error: { code: 'reviewer-refused' } } });
    expect(broken.status).toBe(0);
    expect(decision).toMatchObject({ status: 0, body: { reasonCode: 'approved', breakGlass: true } });
    expect(listed.body['packages']).toEqual([
      expect.objectContaining({
        grant: expect.objectContaining({
          breakGlass: true,
          reason: 'production is down',
          expiresAt: expect.any(String),
        }),
      }),
    ]);
    expect(revoked.status).toBe(0);
    expect(after).toMatchObject({ status: DENIED, body: { allowed: false } });
  }, 180_000);

  it('takes approvals of many requests back, each for itself', async () => {
    const line = [
      'revoke',
      '--request',
      once,
      '--request',
      small,
      '--request',
      'nothing',
      '--reason',
      'over',
    ];

    const { status, body } = await answered(ROSA, ...line);
    const after = await check('npm:once@1.4.0', 'supervised');

    expect(status).not.toBe(0);
    expect(body['results']).toEqual([
      expect.objectContaining({ requestId: once, error: null }),
      expect.objectContaining({ requestId: small, error: null }),
      expect.objectContaining({
        receipt: null,
        error: expect.objectContaining({ code: 'request-not-found' }),
      }),
    ]);
    expect(after).toMatchObject({ status: DENIED, body: { reasonCode: 'untrusted' } });
  }, 60_000);

  it('lets one agent pass one rule for a day, sees that it is used, and ends it', async () => {
    const terms = [
      '--agent',
      agent('intern'),
      '--owner',
      RITA,
      '--reason',
      'read the script',
      '--expires',
      inDays(1),
    ];
    for (const reviewer of [RITA, ROSA])
      await answered(reviewer, 'approve', scripted, '--min-maturity', 'intern');

    const before = await check(scripted, 'intern');
    const never = await answered(RITA, 'exception', 'grant', 'banned', scripted, ...terms);
    const granted = await answered(RITA, 'exception', 'grant', 'build-scripts', scripted, ...terms);
    exception = String(granted.body['exceptionId']);
    const during = await check(scripted, 'intern');
    const used = await until(async () => {
      const { body } = await answered(ROSA, 'exceptions', '--report', 'live');
      const listed = body['exceptions'] as { id: string; uses: number }[];
      return listed.find(({ id, uses }) => id === exception && uses > 0);
    }, 500);
    const withdrawn = await answered(ROSA, 'exception', 'withdraw', exception, '--reason', 'seen enough');
    const after = await check(scripted, 'intern');

    expect(before).toMatchObject({ status: DENIED, body: { reasonCode: 'build-scripts' } });
    expect(never).toMatchObject({ status: USAGE, body: { error: { code: 'invalid-exception' } } });
    expect(during).toMatchObject({ status: 0, body: { reasonCode: 'approved', exceptions: [exception] } });
    expect(used).toMatchObject({ owner: RITA, rule: 'build-scripts' });
    expect(withdrawn.status).toBe(0);
    expect(after).toMatchObject({ status: DENIED, body: { reasonCode: 'build-scripts' } });
  }, 120_000);

  it('replays the checks of the day as if a package were reported as malware', async () => {
    const reviewer = await connectAs(sharedStack(), 'reviewer');
    const report = {
      id: 'MAL-9999-2',
      modified: '2026-01-01T00:00:00Z',
      summary: 'made up by a test',
      affected: [{ package: { ecosystem: 'npm', name: 'is-number' }, versions: ['7.0.0'] }],
    };

    const reply = await until(async () => {
      const answer = await reviewer.call(simulatePolicy, { advisories: [report] });
      return answer.changes.some(({ name }) => name === 'is-number') ? answer : undefined;
    }, 500);
    await reviewer.close();
    const now = await check('npm:is-number@7.0.0', 'intern');

    expect(reply.changes).toContainEqual(
      expect.objectContaining({
        name: 'is-number',
        version: '7.0.0',
        before: { effect: 'allow', reasonCode: 'approved' },
        after: { effect: 'deny', reasonCode: 'malicious' },
        agents: [agent('intern')],
      }),
    );
    expect(now.body['reasonCode']).toBe('untrusted');
  }, 120_000);

  it('leaves a trail that is whole, with the broken glass in it', async () => {
    const found = await until(async () => {
      const { body } = await answered(RITA, 'audit', 'search', 'production is down');
      return (body['events'] as unknown[]).length > 0 ? body : undefined;
    }, 500);
    const { status } = await answered(RITA, 'audit', 'verify');

    expect(JSON.stringify(found)).toContain('"breakGlass":true');
    expect(status).toBe(0);
  }, 60_000);
});
