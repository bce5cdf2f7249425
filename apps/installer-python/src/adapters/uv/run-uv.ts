import { DomainError, printable } from '@sallyport/domain';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface UvOptions {
  uvPath: string;
  pythonPath: string;
  /** uv's own cache of metadata and wheels' headers; may be lost. */
  cacheDir: string;
  /** Milliseconds of one resolution, which may be several runs. */
  timeoutMs: number;
  /** Where uv's settings (UV_*), proxies and certificates are taken from. */
  env: NodeJS.ProcessEnv;
}

export interface UvOutcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** A closure of 10,000 packages is about 20 MB of pylock. */
const MAX_OUTPUT_BYTES = 64 * 1024 ** 2;
/** What of the environment uv sees; in particular no PYTHON*, no VIRTUAL_ENV and no credentials of ours. */
const PASSED =
  /^(?:UV_\w+|PATH|HOME|XDG_CONFIG_\w+|LANG|LC_\w+|TMPDIR|(?:https?|no|all)_proxy|SSL_CERT_\w+|SSL_CLIENT_CERT|NETRC)$/i;

/** Runs uv on input files in an empty folder of its own. The exit code is for the caller to read. */
export async function runUv(
  options: UvOptions,
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<UvOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-uv-'));
  try {
    await mkdir(options.cacheDir, { recursive: true });
    // uv looks for a project's settings in the folder and above it, and stops at the first it finds: this empty one.
    await writeFile(join(folder, 'uv.toml'), '');
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await run(options, args, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(
  { uvPath, cacheDir, timeoutMs, env }: UvOptions,
  args: readonly string[],
  cwd: string,
): Promise<UvOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(uvPath, args, {
      cwd,
      env: {
        ...passed(env),
        UV_CACHE_DIR: cacheDir,
        UV_PYTHON_DOWNLOADS: 'never',
        NO_COLOR: '1',
        UV_NO_PROGRESS: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let size = 0;
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_OUTPUT_BYTES) child.kill('SIGKILL');
      else into.push(chunk);
    };
    child.stdout.on('data', collect(out));
    child.stderr.on('data', collect(err));
    // Not spawn's own timeout: that one goes on ticking where the program could not be started.
    const clock = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.on('error', (cause) => {
      clearTimeout(clock);
      reject(absent(uvPath, cause));
    });
    child.on('close', (exitCode, signal) => {
      clearTimeout(clock);
      if (exitCode === null) return reject(ended(signal, size, timeoutMs));
      resolve({
        exitCode,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      });
    });
  });
}

function passed(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => PASSED.test(name)));
}

function absent(uvPath: string, cause: Error): DomainError {
  return new DomainError('internal', `uv cannot be run at ${printable(uvPath)}`, {
    hint: 'Set UV_PATH to uv 0.9 or newer.',
    cause,
  });
}

function ended(signal: NodeJS.Signals | null, size: number, timeoutMs: number): DomainError {
  if (size > MAX_OUTPUT_BYTES)
    return new DomainError('version-conflict', 'The closure is larger than the resolver may answer');
  return new DomainError(
    'registry-unreachable',
    `Resolving did not end within ${timeoutMs} ms (${signal ?? 'no signal'})`,
    {
      hint: 'The index may be slow, or the requirements need an endless search: narrow their ranges.',
    },
  );
}
