import { join } from 'node:path';
import { decisionsRecorded, type EventData } from '@sallyport/domain';
import { Bus, provision } from '@sallyport/messaging';
import { connect, type NatsConnection } from 'nats';
import { connection } from './frame';
import { createDatabase, startBus, startProgram, stopProgram } from './private-bus';

export const ECHO = 'bench.echo';

/** One replica of governance and one echo server, on a bus and a database of the bench's own. */
export interface GovernanceStage {
  /** For what is set up. */
  readonly bus: Bus;
  /** For what is measured: the bare client, the same for both sides. */
  readonly client: NatsConnection;
  /** How many decisions the durable stream holds, as soon as that many are there or when no more come. */
  recorded(expected: number): Promise<number>;
  close(): Promise<void>;
}

export async function governanceStage(): Promise<GovernanceStage> {
  const database = await createDatabase(connection().databaseUrl);
  const own = await startBus();
  const env = { NATS_URL: own.url, NATS_NKEY_SEED_FILE: '', LOG_LEVEL: 'info' };
  const bus = await Bus.connect({ url: own.url, seed: '', user: 'provisioner', name: 'bench' });
  await provision(bus);
  const governance = await startProgram(join(__dirname, '../../apps/governance/dist/main.js'), {
    ...env,
    DATABASE_URL: database.url,
    INITIAL_POLICY_FILE: join(__dirname, '../../deploy/dev/policy.yaml'),
  });
  const echo = await startProgram(join(__dirname, 'echo-server.js'), env);
  const client = await connect({ servers: own.url });
  return {
    bus,
    client,
    recorded: (expected) => recordedOn(client, expected),
    async close() {
      await client.close();
      await bus.close();
      await stopProgram(governance);
      await stopProgram(echo);
      await own.stop();
      await database.drop();
    },
  };
}

const SILENCE_MS = 2_000;

async function recordedOn(client: NatsConnection, expected: number): Promise<number> {
  const { subject } = decisionsRecorded;
  const consumer = await client.jetstream().consumers.get('EVENTS', { filterSubjects: subject });
  const messages = await consumer.consume({ max_messages: 100 });
  let found = 0;
  const stop = (): void => void messages.close();
  let silence = setTimeout(stop, SILENCE_MS);
  for await (const message of messages) {
    const { data } = message.json<{ data: EventData<typeof decisionsRecorded> }>();
    found += data.decisions.length;
    clearTimeout(silence);
    if (found >= expected) break;
    silence = setTimeout(stop, SILENCE_MS);
  }
  clearTimeout(silence);
  return found;
}
