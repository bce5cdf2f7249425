import { DomainError, checkClosure, getFacts } from '@sallyport/domain';
import { discover, withSkill } from '@sallyport/requirements/testing';
import { EXIT } from '../exit-code';
import { FakeProduct } from '../testing/fake-product.fake';
import { runFake, type FakeRunOptions } from '../testing/run-fake';
import { stocked } from '../testing/stocked';

const skill = (files: Record<string, string>) =>
  withSkill(
    { files: Object.entries(files).map(([path, content]) => ({ path, content: Buffer.from(content) })) },
    (folder) => discover(folder),
  );

const WHOLE = skill({ 'requirements.txt': 'requests==2.32.3\n', 'main.py': 'import requests\n' });
const UNPINNED = skill({ 'requirements.txt': 'requests\n', 'main.py': 'import requests\n' });
const BROKEN = skill({
  'main.py': 'import httpx\nimport importlib\nimportlib.import_module(x)\n',
  'bad\u001b[2J.py': 'def (',
});
const LOCKED = skill({
  'package.json': '{"dependencies": {"lodash": "^4.0.0"}}',
  'package-lock.json':
    '{"lockfileVersion": 3, "packages": {"node_modules/lodash": {"version": "4.17.21"}, "node_modules/in": {"version": "1.0.0"}}}',
  'index.js': 'require("lodash")',
});

const GONE: FakeRunOptions = {
  connect: () => Promise.reject(new DomainError('bus-unavailable', 'nobody is there')),
};
const allowing = () =>
  new FakeProduct().changes(checkClosure, (reply) => ({ ...reply, allowed: true, refused: [] }));

const scan = (discovery: typeof WHOLE, words: readonly string[] = [], options: FakeRunOptions = {}) =>
  runFake(['scan', './skill', ...words], { discover: () => Promise.resolve(discovery), ...options });

describe('skill/scan-skill', () => {
  it.each<[string, typeof WHOLE, string[], FakeRunOptions, number]>([
    ['everything was read, nobody asked', WHOLE, [], {}, EXIT.ok],
    ['the same without a stack', WHOLE, [], GONE, EXIT.ok],
    ['something is unresolved', BROKEN, [], {}, EXIT.failed],
    ['something is unresolved, without a stack', BROKEN, [], GONE, EXIT.failed],
    ['an agent may not', WHOLE, ['--agent', 'a1'], {}, EXIT.denied],
    ['an agent may', WHOLE, ['--agent', 'a1'], { product: allowing() }, EXIT.ok],
    [
      'an agent may, and something is unresolved',
      BROKEN,
      ['--agent', 'a1'],
      { product: allowing() },
      EXIT.failed,
    ],
    ['an agent is named and nobody answers', WHOLE, ['--agent', 'a1'], GONE, EXIT.unreachable],
    [
      'an agent is named and nothing is pinned',
      UNPINNED,
      ['--agent', 'a1'],
      { product: allowing() },
      EXIT.failed,
    ],
    ['an agent has no legal name', WHOLE, ['--agent', 'a 1'], {}, EXIT.usage],
  ])('where %s: exit status %#', async (_, discovery, words, options, exit) => {
    expect((await scan(discovery, words, options)).exit).toBe(exit);
  });

  it('asks about everything that is pinned, also by a lock', async () => {
    const product = allowing();

    await scan(LOCKED, ['--agent', 'a1'], { product });

    expect(product.asked.filter(({ subject }) => subject === checkClosure.subject)).toEqual([
      expect.objectContaining({
        request: expect.objectContaining({
          agentId: 'a1',
          packages: [
            { name: 'lodash', version: '4.17.21' },
            { name: 'in', version: '1.0.0' },
          ],
        }),
      }),
    ]);
  });

  it('says what was not asked, and why', async () => {
    const { stdout } = await scan(WHOLE, ['--agent', 'a1'], GONE);

    expect(stdout).toContain('decisions: not asked, nobody is there');
    expect(stdout).toContain('findings: not asked, nobody is there');
  });

  it('does not take what nobody has looked at for clean', async () => {
    const { stdout } = await scan(WHOLE);

    expect(stdout).toContain('nothing is known of 1 pinned packages');
    expect(stdout).toContain('known vulnerabilities were NOT looked for');
  });

  it('shows advisories of what is pinned, and denies malware', async () => {
    const advisory = {
      id: 'MAL-1',
      aliases: [],
      severity: 'critical',
      fixedIn: [],
      malware: true,
      summary: 'steals',
    };
    const product = stocked().on(getFacts, () => ({
      facts: {
        artifacts: [],
        release: {
          publishedAt: null,
          yanked: null,
          publisher: null,
          licence: null,
          provenance: null,
          provenanceBefore: null,
          buildScripts: null,
          weeklyDownloads: null,
        },
        advisories: { matches: [advisory], data: { loaded: true, advisories: 1, importedAt: null } },
        scanFailed: null,
      },
      advisoryData: { loaded: true, advisories: 1, importedAt: null },
      revision: 1,
    }));

    const { stdout, exit } = await scan(WHOLE, [], { product });

    expect(stdout).toContain('MALWARE MAL-1: steals');
    expect(exit).toBe(EXIT.denied);
  });

  it('prints places, and no control characters of the skill', async () => {
    const { stdout } = await scan(BROKEN);

    expect(stdout).toContain('main.py:3');
    expect(stdout).not.toContain('\u001b[2J');
  });

  it('prints JSON with everything', async () => {
    const { stdout } = await scan(WHOLE, ['--json']);

    expect(JSON.parse(stdout)).toMatchObject({
      skill: '/home/me/project/skill',
      discovery: { complete: true, requirements: [{ name: 'requests', versions: ['2.32.3'] }] },
      decisions: { asked: false },
    });
  });

  it('writes SARIF', async () => {
    const { written } = await scan(BROKEN, ['--sarif', 'out.sarif']);

    expect(JSON.parse(written['/home/me/project/out.sarif'] ?? '')).toMatchObject({ version: '2.1.0' });
  });

  it.each([
    [['./x'], '/home/me/project/x'],
    [['.'], '/home/me/project'],
    [['/a/b'], '/a/b'],
    [['there'], '/home/me/project/there'],
    [['there/SKILL.md'], '/home/me/project/there/SKILL.md'],
  ])('takes %j for a skill', async (words, path) => {
    const { stdout } = await runFake(['scan', ...words, '--json'], {
      discover: () => Promise.resolve(WHOLE),
      files: { '/home/me/project/there/SKILL.md': '' },
    });

    expect(JSON.parse(stdout)).toMatchObject({ skill: path });
  });

  it.each([[['npm', 'express']], [['npm:express']], [['express', '--ecosystem', 'npm']]])(
    'takes %j for requirements',
    async (words) => {
      const { exit } = await runFake(['scan', ...words], {
        product: stocked(),
        files: { '/home/me/project/express/SKILL.md': '', '/home/me/project/npm/SKILL.md': '' },
      });

      expect(exit).toBe(EXIT.ok);
    },
  );
});
