import { DomainError } from '@sallyport/domain';
import type { FastifyInstance } from 'fastify';

/** Code of an execution may have 1 MiB, and JSON may need several bytes for one of its characters. */
export const BODY_LIMIT_BYTES = 4 * 1024 ** 2;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bodies are JSON in UTF-8 and nothing else. No bytes at all are no body, as clients send with DELETE. */
export function takeOnlyJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, bytes: Buffer) => {
      if (bytes.length === 0) return undefined;
      try {
        return JSON.parse(utf8.decode(bytes)) as unknown;
      } catch (cause) {
        throw new DomainError('malformed-json', 'The body is not valid JSON in UTF-8', { cause });
      }
    },
  );
}
