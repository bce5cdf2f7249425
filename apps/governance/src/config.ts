import { parseConfig } from '@sallyport/messaging';
import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'address of a PostgreSQL database, postgres://user@host:port/name'),
});

export interface Config {
  databaseUrl: string;
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const { DATABASE_URL } = parseConfig(Environment, env);
  return { databaseUrl: DATABASE_URL };
}
