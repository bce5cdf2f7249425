import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { stopProgram } from './private-bus';

/** A redis-server of the bench's own that stores nothing, on a unix socket: the shortest way to it that there is. */
export async function startRedis(): Promise<{ client: Redis; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'sallyport-bench-redis-'));
  const path = join(directory, 'redis.sock');
  const settings = [
    '--port',
    '0',
    '--unixsocket',
    path,
    '--dir',
    directory,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const child = spawn('redis-server', settings, { stdio: 'ignore' });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (cause) =>
      reject(new Error('redis-server is not installed: apt-get install redis-server', { cause })),
    );
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
  });
  failed.catch(() => undefined);
  const client = new Redis({ path, retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await Promise.race([client.ping(), failed]);
  return {
    client,
    async stop() {
      client.disconnect();
      await stopProgram(child);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
