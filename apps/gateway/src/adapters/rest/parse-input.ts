import { DomainError } from '@sallyport/domain';
import type { z } from 'zod';
import type { Route } from './route';

/** What came with one request, before anything is known about it. */
export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

const MAX_LISTED = 20;

/**
 * The fields of path, query and body in one object. Clients may spell the fields of query and body as replies
 * do (`agentId`): both spellings mean the same, and giving both is refused.
 * @throws DomainError `invalid-request` naming every field that is wrong
 */
export function parseInput(route: Pick<Route, 'params' | 'query' | 'body'>, raw: RawInput): never {
  const issues: { path: string; message: string }[] = [];
  const parse = (schema: z.ZodObject, value: unknown): object => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    issues.push(
      ...parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
    );
    return {};
  };
  const params = parse(route.params, raw.params ?? {});
  const query = parse(route.query, inSnakeCase(raw.query ?? {}));
  const body = route.body ? parse(route.body, inSnakeCase(raw.body)) : {};
  if (!route.body && raw.body !== undefined && raw.body !== null)
    issues.push({ path: 'body', message: 'this path takes no body' });
  if (issues.length > 0) throw invalid(issues);
  return { ...params, ...query, ...body } as never;
}

function inSnakeCase(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, field]) => [snake(key), field] as const);
  const keys = entries.map(([key]) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw invalid([{ path: twice, message: 'given twice, in two spellings' }]);
  return Object.fromEntries(entries);
}

function snake(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function invalid(issues: readonly { path: string; message: string }[]): DomainError {
  const listed = issues.slice(0, MAX_LISTED);
  const sentence = listed.slice(0, 5).map(({ path, message }) => `${path || 'body'}: ${message}`);
  return new DomainError('invalid-request', `The request is not valid: ${sentence.join('; ')}`, {
    hint: '/api/docs has the shape of every request. Who asks is known from the token and is never part of the body.',
    details: listed,
  });
}
