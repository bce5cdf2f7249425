import type { Role } from '@sallyport/domain';

/** What a route asks of the bus. */
export type Row = [
  method: string,
  pattern: string,
  url: string,
  body: unknown,
  who: string,
  subject: string,
  request: unknown,
];

/** v viewer, e executor, r reviewer, a admin. */
export const LETTER: Readonly<Record<Role, string>> = {
  viewer: 'v',
  executor: 'e',
  reviewer: 'r',
  admin: 'a',
};

/** The holder of the token that the rows are asked with. */
export const actor = { kind: 'person', id: 'p-admin' };
