import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/**
 * A program that says `"ready":true` on stdout.
 * With BENCH_PROFILE_DIR it leaves a CPU profile there when it ends.
 */
export async function startProgram(script: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const profiles = process.env['BENCH_PROFILE_DIR'];
  const profile = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
  const child = spawn(process.execPath, [...profile, script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-10_000);
      if (text.includes('"ready":true')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}: ${text.slice(-1_000)}`)));
  });
  return child;
}

export async function stopProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** A nats-server of the bench's own, without credentials: the same for ours and for the baseline. */
export async function startBus(): Promise<{ url: string; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'sallyport-bench-'));
  const config = join(directory, 'bench.conf');
  // As large as deploy/nats.conf lets a message be; there is no argument for it.
  await writeFile(config, 'max_payload: 8MB\n');
  const child = spawn(
    'nats-server',
    ['-c', config, '-a', '127.0.0.1', '-p', '-1', '-js', '-sd', directory, '--ports_file_dir', directory],
    { stdio: 'ignore' },
  );
  for (;;) {
    const file = (await readdir(directory)).find((name) => name.endsWith('.ports'));
    const ports = file
      ? (JSON.parse((await readFile(join(directory, file), 'utf8')) || 'null') as { nats: string[] } | null)
      : null;
    const url = ports?.nats[0];
    if (url) {
      return {
        url,
        async stop() {
          await stopProgram(child);
          await rm(directory, { recursive: true, force: true });
        },
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A database of the bench's own beside the stack's. */
export async function createDatabase(databaseUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const onServer = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}
