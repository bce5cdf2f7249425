import {
  DomainError,
  ERROR_CODE_HEADER,
  isErrorCode,
  type Endpoint,
  type ErrorBody,
  type ErrorCode,
} from '@sallyport/domain';
import { headers, type Msg } from 'nats';
import type { z } from 'zod';
import { conformsTo } from './conforms';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Small ones come out of Node's pool: a quarter of what a TextEncoder's new memory for each costs. */
export function encode(body: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(body));
}

/** @throws DomainError `malformed-json` */
export function decode(data: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(data));
  } catch (cause) {
    throw new DomainError('malformed-json', 'The body is not valid JSON in UTF-8', { cause });
  }
}

/** @throws DomainError `invalid-request` naming every field that is wrong */
export function parseRequest<E extends Endpoint>(endpoint: E, body: unknown): z.output<E['request']> {
  if (conformsTo(endpoint.request)(body)) return body as z.output<E['request']>;
  const tried = endpoint.request.safeParse(body);
  if (tried.success) return tried.data as z.output<E['request']>;
  throw new DomainError(
    'invalid-request',
    `The body of ${endpoint.subject} is not valid: ${describe(tried.error)}`,
    {
      hint: `Send the JSON that docs/api/asyncapi.json describes for ${endpoint.subject}.`,
      details: tried.error.issues
        .slice(0, 20)
        .map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
    },
  );
}

/** A reply that breaks its own contract is a fault of the service, not of the caller. */
export function parseReply<E extends Endpoint>(endpoint: E, body: unknown): z.output<E['reply']> {
  if (conformsTo(endpoint.reply)(body)) return body as z.output<E['reply']>;
  const tried = endpoint.reply.safeParse(body);
  if (tried.success) return tried.data as z.output<E['reply']>;
  throw new DomainError(
    'internal',
    `The reply of ${endpoint.subject} breaks its contract: ${describe(tried.error)}`,
  );
}

/** As `schema.parse`; what is right already is not copied. @throws ZodError */
export function parsed<S extends z.ZodType>(schema: S, value: z.input<S>): z.output<S> {
  return conformsTo(schema)(value) ? (value as unknown as z.output<S>) : schema.parse(value);
}

function describe(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.') || 'body'}: ${issue.message}`)
    .join('; ');
}

export function errorHeaders(code: ErrorCode) {
  const fields = headers();
  fields.set(ERROR_CODE_HEADER, code);
  return fields;
}

/** The numeric code that the NATS services protocol wants beside ours. */
export function serviceStatus(code: ErrorCode): number {
  if (code === 'internal') return 500;
  return code.endsWith('-unavailable') || code === 'nobody-listens' || code === 'timeout' ? 503 : 400;
}

/** The error that a reply carries, if it carries one. */
export function errorOf(message: Msg): DomainError | undefined {
  const code = message.headers?.get(ERROR_CODE_HEADER);
  if (!code) return undefined;
  const body = decode(message.data) as Partial<ErrorBody> | null;
  if (!isErrorCode(code) || typeof body?.message !== 'string') {
    return new DomainError('internal', `The service answered with an unknown error code "${code}"`);
  }
  return DomainError.fromBody({ code, message: body.message, hint: body.hint ?? '', details: body.details });
}
