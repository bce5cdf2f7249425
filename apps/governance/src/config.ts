import { parseConfig } from '@sallyport/messaging';
import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'address of a PostgreSQL database, postgres://user@host:port/name'),
  REDIS_URL: z
    .string()
    .refine(isRedisUrl, 'address of a Redis server, redis://user:password@host:port/number or rediss://…')
    .optional(),
});

export interface Config {
  databaseUrl: string;
  redisUrl?: string;
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const { DATABASE_URL, REDIS_URL } = parseConfig(Environment, env);
  return { databaseUrl: DATABASE_URL, ...(REDIS_URL !== undefined && { redisUrl: REDIS_URL }) };
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
