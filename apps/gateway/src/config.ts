import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TokenBook } from './application/token-book';

/** A file that cannot be used is a fault of the configuration, reported with the others. */
const TokensFile = z
  .string()
  .min(1, 'file with the bearer tokens')
  .transform((file, context) => {
    try {
      return TokenBook.parse(readFileSync(file, 'utf8'));
    } catch (cause) {
      context.addIssue({
        code: 'custom',
        message: `${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
      });
      return z.NEVER;
    }
  });

export const GatewayConfig = z.object({
  GATEWAY_HOST: z.string().min(1).default('127.0.0.1'),
  /** 0: any free port. */
  GATEWAY_PORT: z.coerce.number().int().min(0).max(65_535).default(8_080),
  GATEWAY_TOKENS_FILE: TokensFile,
  /** How long `POST install` waits before it answers with the job instead, milliseconds. */
  GATEWAY_INSTALL_WAIT_MS: z.coerce.number().int().min(0).max(3_600_000).default(600_000),
});
export type GatewayConfig = z.infer<typeof GatewayConfig>;
