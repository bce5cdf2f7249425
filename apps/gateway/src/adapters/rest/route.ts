import type { Actor, Endpoint, ReplyOf, RequestOf } from '@sallyport/domain';
import type { SallyportClient } from '@sallyport/client';
import { z } from 'zod';
import type { InstallSkill } from '../../application/install-skill';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** What routes talk to. */
export interface Services {
  readonly client: SallyportClient;
  readonly install: InstallSkill;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Where to look next. */
  readonly location?: string;
}

/** A success other than 200, for the documentation. */
export interface OtherAnswer {
  readonly status: number;
  readonly description: string;
  readonly reply: z.ZodType;
}

/** One line of the route table: both the HTTP server and OpenAPI are made from it. */
export interface Route {
  readonly method: Method;
  /** With `:name` for parameters. */
  readonly path: string;
  readonly endpoint: Endpoint;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodObject | null;
  readonly reply: z.ZodType;
  readonly others: readonly OtherAnswer[];
  answer(services: Services, input: never, actor: Actor): Promise<Answer>;
}

interface Definition<
  E extends Endpoint,
  P extends z.ZodRawShape,
  Q extends z.ZodRawShape,
  B extends z.ZodRawShape,
> {
  readonly params?: P;
  readonly query?: Q;
  /** Given: the route takes a JSON body. */
  readonly body?: B;
  /** From what came over HTTP to what the endpoint takes. */
  readonly request: (input: Input<P, Q, B>, actor: Actor) => RequestOf<E>;
  /** How it is asked, where that is more than one call. */
  readonly ask?: (services: Services, request: RequestOf<E>) => Promise<ReplyOf<E>>;
}

type Input<P extends z.ZodRawShape, Q extends z.ZodRawShape, B extends z.ZodRawShape> = z.output<
  z.ZodObject<P>
> &
  z.output<z.ZodObject<Q>> &
  z.output<z.ZodObject<B>>;

const NOTHING = z.strictObject({});

/** A route that asks one endpoint and answers its reply. */
export function route<
  E extends Endpoint,
  P extends z.ZodRawShape = Record<never, never>,
  Q extends z.ZodRawShape = Record<never, never>,
  B extends z.ZodRawShape = Record<never, never>,
>(method: Method, path: string, endpoint: E, definition: Definition<E, P, Q, B>): Route {
  const ask =
    definition.ask ?? (({ client }: Services, request: RequestOf<E>) => client.call(endpoint, request));
  return {
    method,
    path,
    endpoint,
    summary: endpoint.summary,
    params: definition.params ? z.strictObject(definition.params) : NOTHING,
    query: definition.query ? z.strictObject(definition.query) : NOTHING,
    body: definition.body ? z.strictObject(definition.body) : null,
    reply: endpoint.reply,
    others: [],
    answer: async (services: Services, input: Input<P, Q, B>, actor: Actor) => ({
      status: 200,
      body: await ask(services, definition.request(input, actor)),
    }),
  };
}
