import * as domain from '@sallyport/domain';
import { DomainError } from '@sallyport/domain';
import { EXIT, type ExitCode } from './exit-code';
import { FakeProduct } from './testing/fake-product.fake';
import { runFake } from './testing/run-fake';
import { installed, stocked } from './testing/stocked';

type Row = [line: string, exit: ExitCode, expected: object, asked: string];

const check = (name: string, agent: string) => `check npm:${name}@1.2.3 --agent ${agent}`;
const WORKED: Row[] = [
  [
    check('lodash', 'supervised'),
    EXIT.ok,
    { allowed: true, reasonCode: 'approved', agentId: 'supervised' },
    'viewer',
  ],
  [check('lodash', 'intern'), EXIT.denied, { allowed: false, reasonCode: 'maturity-too-low' }, 'viewer'],
  [check('lodash', 'student'), EXIT.denied, { allowed: false, reasonCode: 'student-blocked' }, 'viewer'],
  [check('lodash', 'nobody'), EXIT.denied, { allowed: false, reasonCode: 'student-blocked' }, 'viewer'],
  [check('qs', 'autonomous'), EXIT.denied, { allowed: false, reasonCode: 'banned' }, 'viewer'],
  [check('express', 'autonomous'), EXIT.denied, { allowed: false, effect: 'undecided' }, 'viewer'],
  [`${check('lodash', 'supervised')} --as executor`, EXIT.ok, { allowed: true }, 'executor'],
  [
    'check npm lodash@1.2.3 qs@1.2.3 --agent supervised',
    EXIT.denied,
    { allowed: false, checked: 2 },
    'viewer',
  ],
  [
    'check npm:lodash@1.2.3 npm:lodash@1.2.3 --agent supervised',
    EXIT.ok,
    { allowed: true, refused: [] },
    'viewer',
  ],
  ['request pypi requests>=2 --note please', EXIT.ok, { requestId: 'r2', changed: 5 }, 'executor'],
  ['check --request r1 --agent autonomous', EXIT.denied, { allowed: false, checked: 33 }, 'viewer'],
  ['check npm:lodash@1.2.3 --agent supervised --skill s1', EXIT.ok, { allowed: true }, 'viewer'],
  [`check npm:lodash@1.2.3 --agent supervised --digest sha256:${'0'.repeat(64)}`, EXIT.denied, {}, 'viewer'],
  ['queue', EXIT.ok, { requests: [{ requestId: 'r1', state: 'open' }] }, 'viewer'],
  ['queue --all --limit 5', EXIT.ok, { requests: [{ requestId: 'r1' }], next: null }, 'viewer'],
  ['review r1', EXIT.ok, { requestId: 'r1', packages: 33, waiting: 33, comments: [] }, 'viewer'],
  ['comment r1 why?', EXIT.ok, { changed: 1 }, 'executor'],
  ['facts npm:qs@1.2.3', EXIT.ok, { facts: { scanFailed: null } }, 'viewer'],
  ['facts npm:unseen@1.2.3', EXIT.ok, { facts: null }, 'viewer'],
  [
    'behaviour npm:qs@1.2.3',
    EXIT.ok,
    { behaviours: [{ contract: { name: 'qs' }, verdict: 'warning' }] },
    'viewer',
  ],
  [`behaviour sha256:${'a'.repeat(64)}`, EXIT.ok, { behaviours: [{ detonator: 'd1' }] }, 'viewer'],
  ['scan npm express', EXIT.ok, { report: { verdict: 'clean' } }, 'reviewer'],
  [
    'approve npm:left-pad@1.2.3 --min-maturity autonomous',
    EXIT.ok,
    { changed: 1, awaitingSecond: 0 },
    'reviewer',
  ],
  [
    'approve npm:left-pad@1.2.3 --min-maturity supervised --expires 2026-06-01 --without network subprocess --seen 1',
    EXIT.ok,
    { changed: 1, awaitingSecond: 0, expiresAt: '2026-06-01T00:00:00.000Z' },
    'reviewer',
  ],
  [
    'approve npm:left-pad@1.2.3 --min-maturity intern',
    EXIT.ok,
    { changed: 1, awaitingSecond: 1 },
    'reviewer',
  ],
  [
    'approve npm:left-pad@1.2.3 --min-maturity intern --break-glass --note now',
    EXIT.ok,
    { changed: 1, awaitingSecond: 0 },
    'reviewer',
  ],
  [
    'reject --request r1 --request r9 --reason no',
    EXIT.notFound,
    { results: [{ receipt: { changed: 33 } }, { error: { code: 'request-not-found' } }] },
    'reviewer',
  ],
  ['approval grant npm:left-pad --all --min-maturity supervised', EXIT.ok, { awaitingSecond: 1 }, 'reviewer'],
  ['approvals', EXIT.ok, { approvals: [] }, 'viewer'],
  ['ban npm:lodash --range <5 --reason bad', EXIT.ok, { banId: 'ban-1' }, 'reviewer'],
  ['ban --pattern npm:@acme/* --reason bad', EXIT.ok, { banId: 'ban-1' }, 'reviewer'],
  ['ban --publisher npm:mallory --reason bad', EXIT.ok, { banId: 'ban-1' }, 'reviewer'],
  [`ban --digest sha256:${'a'.repeat(64)} --reason bad`, EXIT.ok, { banId: 'ban-1' }, 'reviewer'],
  ['bans', EXIT.ok, { bans: [] }, 'viewer'],
  [
    'exception grant release-too-new npm:qs --all --agent a1 --owner me --reason x --expires 2026-02-01',
    EXIT.ok,
    { exceptionId: 'exception-1' },
    'reviewer',
  ],
  ['exceptions --report unused', EXIT.ok, { exceptions: [] }, 'viewer'],
  ['names', EXIT.ok, { names: [{ name: 'lodahs', state: 'appeared' }] }, 'viewer'],
  ['names list --state appeared', EXIT.ok, { names: [{}] }, 'viewer'],
  ['names clear npm:lodahs --reason looked', EXIT.ok, { changed: 1 }, 'reviewer'],
  ['reevaluate', EXIT.ok, { packages: 5, banned: 0 }, 'admin'],
  ['keys', EXIT.ok, { keys: [{ kty: 'OKP' }] }, 'viewer'],
  ['agents suspend intern --reason x', EXIT.ok, { changed: 1 }, 'reviewer'],
  ['agents resume intern --reason x', EXIT.ok, { changed: 1 }, 'admin'],
  ['agents history intern', EXIT.ok, { history: [{ action: 'register' }] }, 'viewer'],
  ['agents proposals --state open', EXIT.ok, { proposals: [{ id: 'p1' }] }, 'viewer'],
  ['agents decide p1 --accept --reason clean', EXIT.ok, { changed: 1 }, 'admin'],
  ['agents decide p1 --decline', EXIT.ok, { changed: 1 }, 'admin'],
  ['reject npm:express@1.2.3 --reason no', EXIT.ok, { changed: 1 }, 'reviewer'],
  ['revoke npm:lodash@1.2.3 --reason old', EXIT.ok, { changed: 1 }, 'reviewer'],
  ['ban npm:lodash@1.2.3 --reason bad', EXIT.ok, { changed: 1 }, 'reviewer'],
  ['unban npm:qs@1.2.3', EXIT.ok, { changed: 1 }, 'reviewer'],
  ['list --status banned', EXIT.ok, { packages: [{ name: 'qs', status: 'banned' }], next: null }, 'viewer'],
  ['stats', EXIT.ok, { agents: 4 }, 'viewer'],
  [
    'install s2 npm lodash --agent supervised',
    EXIT.ok,
    { skillId: 's2', packages: 1, reused: true },
    'executor',
  ],
  ['run s1 npm --agent supervised --code x', EXIT.ok, { execution: { result: { sum: 3 } } }, 'executor'],
  [
    'status s1',
    EXIT.ok,
    { installations: [{ imagePresent: true, installation: { skillId: 's1' } }] },
    'viewer',
  ],
  ['status', EXIT.ok, { installations: [{ skillId: 's1' }] }, 'viewer'],
  ['cleanup s1 npm', EXIT.ok, { skillId: 's1', imageRemoved: true }, 'reviewer'],
  ['agents register a1 intern', EXIT.ok, { changed: 1 }, 'admin'],
  ['agents change intern supervised --reason good', EXIT.ok, { changed: 1 }, 'admin'],
  ['agents get intern', EXIT.ok, { id: 'intern', maturity: 'intern' }, 'viewer'],
  ['agents list', EXIT.ok, { agents: [{ id: 'student' }, {}, {}, {}], next: null }, 'viewer'],
  ['audit stats', EXIT.ok, { events: 7, pending: 0 }, 'viewer'],
  ['audit search me --limit 5', EXIT.ok, { events: [{ sequence: 7 }] }, 'viewer'],
  ['audit verify', EXIT.ok, { intact: true }, 'viewer'],
  ['advisories import exports', EXIT.ok, { imported: 1 }, 'admin'],
  ['advisories status', EXIT.ok, { loaded: false }, 'viewer'],
];

describe('apps/cli', () => {
  describe('--json', () => {
    it.each(WORKED)('%s -> %d', async (line, exit, expected, user) => {
      const run = await runFake([...line.split(' '), '--json'], { product: installed() });

      expect(run).toMatchObject({ exit, users: [user] });
      expect(JSON.parse(run.stdout)).toMatchObject(expected);
    });
  });

  describe('for people', () => {
    it.each(WORKED)('%s -> %d', async (line, exit) => {
      const run = await runFake(line.split(' '), { product: installed() });

      expect(run.exit).toBe(exit);
      expect(run.stdout).not.toBe('');
      // eslint-disable-next-line no-control-regex -- neither colour nor what foreign text brings
      expect(run.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    });
  });

  it.each([
    'store-unavailable',
    'timeout',
    'nobody-listens',
    'audit-unavailable',
    'permission-denied',
    'internal',
  ] as const)('never allows where governance fails with %s', async (code) => {
    const product = stocked().fails(domain.checkPackage, new DomainError(code, 'It failed'));

    const run = await runFake(['check', 'npm:lodash@1.2.3', '--agent', 'supervised'], { product });

    expect(run.exit).not.toBe(EXIT.ok);
    expect(run.stdout).toBe('');
  });

  it.each([
    ['raised', { error: { type: 'TypeError', message: 'x is not a function' }, exitCode: 1 }],
    ['was stopped', { death: 'wall-time' as const, exitCode: null }],
    ['left with a status', { exitCode: 3 }],
  ])('exits with 6 where the code %s', async (_, result) => {
    const product = installed();
    product.installers.npm.results.set('s1', result);

    expect(
      (await runFake(['run', 's1', 'npm', '--agent', 'supervised', '--code', 'x'], { product })).exit,
    ).toBe(EXIT.failed);
  });

  it.each<['clean' | 'warning' | 'suspicious' | 'unknown' | 'malicious', ExitCode]>([
    ['clean', EXIT.ok],
    ['warning', EXIT.ok],
    ['suspicious', EXIT.ok],
    ['unknown', EXIT.failed],
    ['malicious', EXIT.denied],
  ])('scan exits for artifacts that are %s with %d', async (verdict, exit) => {
    const product = stocked();
    product.installers.npm.verdict = verdict;

    expect((await runFake(['scan', 'npm', 'express'], { product })).exit).toBe(exit);
  });

  it('says plainly that no advisories were loaded, and shows findings', async () => {
    const { stdout } = await runFake(['scan', 'npm', 'express'], { product: stocked() });

    expect(stdout).toContain('none loaded');
    expect(stdout).toContain('qs@1.2.3');
    expect(stdout).toContain('has a hook');
  });

  it('exits with 1 where the trail is not intact, and says where', async () => {
    const fault = { kind: 'hash-mismatch', where: 'event 17' };
    const broken = {
      intact: false,
      events: 20,
      decisions: 3,
      head: { sequence: 20, hash: 'x' },
      faults: [fault],
    };
    const product = new FakeProduct().on(domain.auditVerify, () => broken);

    const run = await runFake(['audit', 'verify'], { product });

    expect(run.exit).toBe(EXIT.denied);
    expect(run.stdout).toContain('event 17');
  });

  it('sends code, inputs and limits as given', async () => {
    const product = installed();
    const line = [
      'run',
      's1',
      'npm',
      '--agent',
      'supervised',
      '--file',
      'f.js',
      '--input',
      '{"x":1}',
      '--memory-mb',
      '64',
    ];

    await runFake(line, { product, files: { '/home/me/project/f.js': 'return inputs.x' } });

    expect(product.asked.at(-1)?.request).toEqual({
      skillId: 's1',
      agentId: 'supervised',
      code: 'return inputs.x',
      inputs: { x: 1 },
      limits: { memoryBytes: 64 * 1024 * 1024 },
    });
  });

  it.each([
    ['exports/npm', '/home/me/project/exports/npm'],
    ['/data/all.zip', '/data/all.zip'],
    ['https://osv.invalid/all.zip', 'https://osv.invalid/all.zip'],
  ])('imports advisories from %s as %s', async (source, sent) => {
    const product = new FakeProduct();

    await runFake(['advisories', 'import', source, '--actor', 'ops'], { product });

    expect(product.asked.at(-1)?.request).toEqual({ actor: { kind: 'person', id: 'ops' }, source: sent });
  });

  it('asks one question for many packages of one ecosystem', async () => {
    const product = stocked();

    await runFake(['check', 'npm', 'lodash@1.2.3', 'qs@1.2.3', 'express@1.2.3', '--agent', 'supervised'], {
      product,
    });

    expect(product.asked.map(({ subject }) => subject)).toEqual([domain.checkClosure.subject]);
  });

  it('takes the agent from SALLYPORT_AGENT', async () => {
    const run = await runFake(['check', 'npm:lodash@1.2.3'], {
      product: stocked(),
      env: { SALLYPORT_AGENT: 'supervised' },
    });

    expect(run.exit).toBe(EXIT.ok);
  });

  it.each([['--help'], ['check', '--help'], ['agents', 'register', '--help'], ['--version']])(
    '%s %s exits with 0',
    async (...words) => {
      const run = await runFake(words);

      expect(run.exit).toBe(EXIT.ok);
      expect(run.stdout).not.toBe('');
      expect(run.users).toEqual([]);
    },
  );

  it('colours on a terminal', async () => {
    const run = await runFake(['agents', 'list'], { product: stocked(), tty: true });

    expect(run.stdout).toContain('\u001b[1m');
  });
});
