import type { SigningKey } from '@sallyport/decision-signature';
import { MAX_POLICY_BYTES } from '@sallyport/domain';
import { parseConfig } from '@sallyport/messaging';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { readSigningKeyFiles } from './adapters/crypto/signing-key-files';
import { readWebhooks } from './adapters/http/read-webhooks';
import type { WebhookTarget } from './application/webhooks/webhook';

const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'address of a PostgreSQL database, postgres://user@host:port/name'),
  REDIS_URL: z
    .string()
    .refine(isRedisUrl, 'address of a Redis server, redis://user:password@host:port/number or rediss://…')
    .optional(),
  /** PKCS #8 in PEM, mode 0600; several as in PATH: the first signs, all are listed. Absent: nothing is signed. */
  DECISION_KEY_FILE: z
    .string()
    .transform((list, context): SigningKey[] => {
      try {
        return readSigningKeyFiles(list);
      } catch (cause) {
        context.addIssue({ code: 'custom', message: (cause as Error).message });
        return z.NEVER;
      }
    })
    .optional(),
  /** Put in force where nobody has ever applied a policy; docs/policy.md. Absent: the built-in one. */
  INITIAL_POLICY_FILE: z
    .string()
    .transform((path, context): string => {
      try {
        if (statSync(path).size > MAX_POLICY_BYTES)
          throw new Error(`${path} is larger than ${MAX_POLICY_BYTES} bytes`);
        return readFileSync(path, 'utf8');
      } catch (cause) {
        context.addIssue({ code: 'custom', message: (cause as Error).message });
        return z.NEVER;
      }
    })
    .optional(),
  /** Absent: nobody is told. */
  WEBHOOKS: z
    .string()
    .transform((text, context): WebhookTarget[] => {
      try {
        return readWebhooks(text);
      } catch (cause) {
        context.addIssue({ code: 'custom', message: (cause as Error).message });
        return z.NEVER;
      }
    })
    .optional(),
});

/** A class, so that it is its own injection token. */
export abstract class Config {
  abstract databaseUrl: string;
  abstract redisUrl?: string;
  /** The first one signs. */
  abstract decisionKeys?: readonly SigningKey[];
  /** Text of the policy file. */
  abstract initialPolicy?: string;
  abstract webhooks?: readonly WebhookTarget[];
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const { DATABASE_URL, REDIS_URL, DECISION_KEY_FILE, INITIAL_POLICY_FILE, WEBHOOKS } = parseConfig(
    Environment,
    env,
  );
  return {
    databaseUrl: DATABASE_URL,
    ...(REDIS_URL !== undefined && { redisUrl: REDIS_URL }),
    ...(DECISION_KEY_FILE !== undefined && { decisionKeys: DECISION_KEY_FILE }),
    ...(INITIAL_POLICY_FILE !== undefined && { initialPolicy: INITIAL_POLICY_FILE }),
    ...(WEBHOOKS !== undefined && { webhooks: WEBHOOKS }),
  };
}

/** Without a query: the client would read settings out of it that are not the operator's to change. */
function isRedisUrl(text: string): boolean {
  if (!/^rediss?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { hostname, pathname, search, hash, username, password } = new URL(text);
  return (
    hostname !== '' &&
    /^(\/\d{0,4})?$/.test(pathname) &&
    search === '' &&
    hash === '' &&
    isDecodable(username + password)
  );
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined;
  } catch {
    return false;
  }
}
