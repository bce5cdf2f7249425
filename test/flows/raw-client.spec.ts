import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sharedStack } from '../support/stack';

const EXAMPLE = resolve(__dirname, '../../docs/examples/check.py');

interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

function run(program: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((done) => {
    execFile(
      program,
      args,
      { env: { ...process.env, ...env }, maxBuffer: 16 * 1024 ** 2 },
      (error, stdout, stderr) => {
        done({ status: error ? Number((error as { code?: unknown }).code ?? -1) : 0, stdout, stderr });
      },
    );
  });
}

/** The documents' example of a client in another language, without any of our code, as a user would run it. */
describe('test/flows/raw-client', () => {
  const libraries = mkdtempSync(join(tmpdir(), 'sallyport-raw-client-'));
  const ask = (...args: string[]) => run('python3', [EXAMPLE, ...args], { PYTHONPATH: libraries });

  beforeAll(async () => {
    const installed = await run('python3', [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--target',
      libraries,
      'nats-py',
      'nkeys',
    ]);
    expect(installed).toMatchObject({ status: 0 });
  }, 120_000);

  afterAll(() => rmSync(libraries, { recursive: true, force: true }));

  it('is told no, with the reason', async () => {
    expect(sharedStack().natsUrl).toMatch(/^nats:/);

    const { status, stdout } = await ask('--agent', 'raw-client', 'npm', 'lodash', '4.17.21');

    expect(JSON.parse(stdout)).toMatchObject({ allowed: false, reasonCode: 'student-blocked' });
    expect(status).toBe(1);
  });

  it('is told what is wrong with what it sent', async () => {
    const { status, stdout, stderr } = await ask('--agent', 'raw-client', 'npm', '../x', '1.0.0');

    expect(`${stdout}${stderr}`).toContain('invalid-name');
    expect(status).toBe(2);
  });
});
