import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestNatsServer {
  url: string;
  stop(): Promise<void>;
}

/** A real nats-server with JetStream on a free port and a directory of its own; no credentials. */
export async function startNatsServer(configLines = ''): Promise<TestNatsServer> {
  const directory = await mkdtemp(join(tmpdir(), 'sallyport-nats-'));
  const args = [
    '-a',
    '127.0.0.1',
    '-p',
    '-1',
    '-js',
    '-sd',
    join(directory, 'js'),
    '--ports_file_dir',
    directory,
  ];
  if (configLines !== '') {
    const file = join(directory, 'nats.conf');
    await (await import('node:fs/promises')).writeFile(file, configLines);
    args.push('-c', file);
  }
  const child = spawn('nats-server', args, { stdio: 'ignore' });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (cause) =>
      reject(new Error('nats-server is not installed: apt-get install nats-server', { cause })),
    );
    child.once('exit', (code) => reject(new Error(`nats-server ended with ${code}`)));
  });
  failed.catch(() => undefined);
  const url = await Promise.race([readAddress(directory), failed]);
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function readAddress(directory: string): Promise<string> {
  for (;;) {
    const file = (await readdir(directory)).find((name) => name.endsWith('.ports'));
    if (file) {
      const ports = JSON.parse((await readFile(join(directory, file), 'utf8')) || 'null') as {
        nats: string[];
      } | null;
      if (ports?.nats[0]) return ports.nats[0];
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
