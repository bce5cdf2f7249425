import { readFileSync } from 'node:fs';
import { DomainError } from '@sallyport/domain';
import { z } from 'zod';

export interface BusConfig {
  url: string;
  /** nkey seed (`SU…`) of the user, or empty where the server asks for none. */
  seed: string;
  /** User name of deploy/nats.conf; its inbox is `_INBOX_<user>`, which no other user may read. */
  user: string;
  /** Shown in the server's list of connections. */
  name: string;
}

/**
 * Parses the environment once and reports all faults together.
 * @throws never: prints one message and exits with status 2, because a half-configured service must not start.
 */
export function parseConfig<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv = process.env): T {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `  ${issue.path.join('.') || '(environment)'}: ${issue.message}`,
  );
  process.stderr.write(`The configuration cannot be used:\n${faults.join('\n')}\n`);
  process.exit(2);
}

const BusEnvironment = z.object({
  NATS_URL: z.string().min(1, 'address of the NATS server, e.g. nats://127.0.0.1:4222'),
  NATS_NKEY_SEED_FILE: z.string().optional(),
});

export function busConfigFromEnv(user: string, env: NodeJS.ProcessEnv = process.env): BusConfig {
  const { NATS_URL, NATS_NKEY_SEED_FILE } = parseConfig(BusEnvironment, env);
  return { url: NATS_URL, seed: readSeed(NATS_NKEY_SEED_FILE), user, name: `sallyport-${user}` };
}

export function readSeed(file: string | undefined): string {
  if (file === undefined || file === '') return '';
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new DomainError('permission-denied', `The credentials file ${file} cannot be read`, {
      hint: 'Run `npm start`, or point NATS_NKEY_SEED_FILE at a readable seed file.',
      cause,
    });
  }
}
