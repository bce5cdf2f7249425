import { EXIT, type ExitCode } from '../exit-code';
import { runFake } from '../testing/run-fake';

const FILES = {
  '/home/me/project/popular.txt': '# ours\norchard\n\n@grove/core\n',
  '/home/me/project/hostile.txt': 'orch\u001b[2Jard\n',
};
const run = (line: string) => runFake(line.split(' '), { files: FILES });

describe('apps/cli/commands/names-check', () => {
  it.each<[line: string, exit: ExitCode, expected: object]>([
    ['npm:lodahs', EXIT.denied, { accusations: [{ kind: 'transposition', target: 'lodash' }] }],
    ['npm:lodash', EXIT.ok, { established: true, accusations: [] }],
    ['npm:orchard', EXIT.ok, { established: false, accusations: [] }],
    ['npm:lоdash', EXIT.denied, { accusations: [{ kind: 'homoglyph', target: 'lodash' }] }],
    ['pypi:Python_Requests', EXIT.denied, { accusations: [{ kind: 'combosquat', target: 'requests' }] }],
    ['reqeusts --ecosystem pypi', EXIT.denied, { accusations: [{ target: 'requests' }] }],
    [
      'npm:orchrad --popular popular.txt',
      EXIT.denied,
      { popularNames: 2, accusations: [{ target: 'orchard' }] },
    ],
    ['npm:lodahs --popular popular.txt', EXIT.ok, { accusations: [] }],
    ['npm:grove-core --popular popular.txt', EXIT.denied, { accusations: [{ kind: 'scope' }] }],
    [
      'npm:acme-billing --internal other --internal acme-billing',
      EXIT.denied,
      { accusations: [{ kind: 'dependency-confusion', target: 'acme-billing' }] },
    ],
    ['npm:@acme/anything --internal @acme', EXIT.denied, { accusations: [{ target: '@acme/*' }] }],
    ['npm:@acme/anything --internal @acme/*', EXIT.denied, { accusations: [{ target: '@acme/*' }] }],
    ['npm:@acme/anything --internal @acme/tools', EXIT.ok, { accusations: [] }],
  ])('names check %s -> %d', async (line, exit, expected) => {
    const told = await run(`names check ${line} --json`);
    const shown = await run(`names check ${line}`);

    expect(told).toMatchObject({ exit, users: [] });
    expect(JSON.parse(told.stdout)).toMatchObject(expected);
    expect(shown).toMatchObject({ exit, users: [] });
    expect(shown.stdout).not.toBe('');
  });

  it.each([
    ['lodahs', 'unknown-ecosystem'],
    ['npm:lodahs --ecosystem pypi', 'unknown-ecosystem'],
    ['lodahs --ecosystem gems', 'unknown-ecosystem'],
    ['npm:lodahs --popular nowhere.txt', 'invalid-request'],
  ])('names check %s is refused: %s', async (line, code) => {
    const { exit, stdout } = await run(`names check ${line} --json`);

    expect(exit).toBe(EXIT.usage);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
  });

  it('lets nothing of a hostile list reach the terminal', async () => {
    const { exit, stdout } = await run('names check npm:orch\u001b[2Jrad --popular hostile.txt');

    expect(exit).toBe(EXIT.denied);
    // eslint-disable-next-line no-control-regex -- that is what is looked for
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});
