import { DomainError, roleMay, type Permission } from '@sallyport/domain';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller, TokenBook } from '../../application/token-book';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Needed to use the path. */
    permission?: Permission;
    /** The path may be used without a token. */
    isPublic?: boolean;
  }
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** The description of the API itself holds no secret, and browsers cannot send a token for it. */
const DOCS = '/api/docs';
const BEARER = /^Bearer +([\x21-\x7e]{1,1024})$/i;

/**
 * Before anything of a body is read: who asks, and may they? A path that says nothing about itself is closed.
 */
export function guardWithTokens(server: FastifyInstance, tokens: TokenBook): void {
  server.decorateRequest('caller', null);
  server.addHook('onRequest', async (request) => {
    const { url: pattern, config } = request.routeOptions;
    if (config?.isPublic === true || (pattern !== undefined && isDocs(pattern))) return;
    const caller = callerOf(request, tokens);
    request.caller = caller;
    if (!request.is404) assertMay(caller, config?.permission);
  });
}

/** By the pattern that the router matched, never by the text of the address. */
function isDocs(pattern: string): boolean {
  return pattern === DOCS || pattern.startsWith(`${DOCS}/`);
}

function callerOf(request: FastifyRequest, tokens: TokenBook): Caller {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
  const caller = token === undefined ? undefined : tokens.find(token);
  if (caller) return caller;
  throw new DomainError(
    'unauthenticated',
    token === undefined ? 'No bearer token was given' : 'The bearer token is not known',
    {
      hint: 'Send "Authorization: Bearer <token>"; `npm start` says where the tokens of the local stack are.',
    },
  );
}

function assertMay({ role }: Caller, permission: Permission | undefined): void {
  if (permission !== undefined && roleMay(role, permission)) return;
  throw new DomainError('permission-denied', `A ${role} may not do this`, {
    hint: `It needs the permission "${permission ?? 'none'}"; docs/security.md says which role has which.`,
  });
}
