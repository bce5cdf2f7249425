import { DomainError } from '@sallyport/domain';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runUv, type UvOptions } from './run-uv';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'run-uv-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program of ours in uv's place. */
async function uvThat(body: string, env: NodeJS.ProcessEnv = {}, timeoutMs = 20_000): Promise<UvOptions> {
  const uvPath = join(folder, 'uv');
  await writeFile(uvPath, `#!${process.execPath}\n${body}\n`);
  await chmod(uvPath, 0o755);
  return { uvPath, pythonPath: 'python3', cacheDir: join(folder, 'cache'), timeoutMs, env };
}

async function faultOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (reason: unknown) => (DomainError.is(reason) ? reason.code : reason),
  );
}

describe('installer-python/uv/run-uv', () => {
  it('runs in a folder of its own that has the files and stops the search for settings, and is gone afterwards', async () => {
    const options = await uvThat(
      'const fs = require("fs"); console.log(JSON.stringify([process.cwd(), fs.readdirSync(".").sort(), fs.readFileSync("r.in", "utf8"), fs.readFileSync("uv.toml", "utf8")]))',
    );

    const [cwd, files, text, settings] = JSON.parse((await runUv(options, [], { 'r.in': 'six\n' })).stdout);

    expect([files, text, settings]).toEqual([['r.in', 'uv.toml'], 'six\n', '']);
    await expect(readdir(cwd)).rejects.toThrow('ENOENT');
  });

  it('hands over arguments as they are, and the exit code back', async () => {
    const options = await uvThat(
      'console.log(JSON.stringify(process.argv.slice(2))); console.error("why"); process.exitCode = 3',
    );
    const hostile = ['a b', '$(id)', '`id`', ';id', '--x=\n'];

    const outcome = await runUv(options, hostile, {});

    expect({ ...outcome, stdout: JSON.parse(outcome.stdout) }).toEqual({
      exitCode: 3,
      stdout: hostile,
      stderr: 'why\n',
    });
  });

  it("passes uv's settings, proxies and certificates, and nothing else", async () => {
    const env = {
      ...{
        UV_DEFAULT_INDEX: 'i',
        HTTPS_PROXY: 'p',
        https_proxy: 'q',
        SSL_CERT_FILE: 'c',
        PATH: '/bin',
        HOME: '/h',
      },
      ...{
        NATS_NKEY_SEED_FILE: 's',
        PYTHONPATH: 'x',
        VIRTUAL_ENV: 'x',
        LD_PRELOAD: 'x',
        AWS_SECRET_ACCESS_KEY: 'x',
      },
    };
    const options = await uvThat('console.log(JSON.stringify(process.env))', env);

    const seen = JSON.parse((await runUv(options, [], {})).stdout);

    expect(Object.keys(seen).sort()).toEqual(
      [
        ...['HOME', 'HTTPS_PROXY', 'NO_COLOR', 'PATH', 'SSL_CERT_FILE', 'UV_CACHE_DIR', 'UV_DEFAULT_INDEX'],
        ...['UV_NO_PROGRESS', 'UV_PYTHON_DOWNLOADS', 'https_proxy'],
      ].sort(),
    );
  });

  it('ends a run that takes too long', async () => {
    const options = await uvThat('setInterval(() => {}, 1000)', {}, 300);

    expect(await faultOf(runUv(options, [], {}))).toBe('registry-unreachable');
  });

  it('says that uv is not there', async () => {
    const options = { ...(await uvThat('')), uvPath: join(folder, 'absent') };

    expect(await faultOf(runUv(options, [], {}))).toBe('internal');
  });
});
