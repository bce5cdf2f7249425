import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { DomainError } from '@sallyport/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NestLogger } from '@sallyport/messaging';
import type { TokenBook } from './application/token-book';
import { GatewayModule, type GatewayOptions } from './app.module';
import { openApiDocument } from './openapi/document';
import { guardWithTokens } from './adapters/rest/authenticate';
import { ErrorFilter, sendError } from './adapters/rest/error-filter';
import { BODY_LIMIT_BYTES, takeOnlyJson } from './adapters/rest/json-body';
import { ROUTES } from './adapters/rest/routes';

/** A client gets this long to send a whole request; answers may take longer. */
const REQUEST_TIMEOUT_MS = 30_000;
/** All that Node.js takes of an address, so that the domain is the one to say what is wrong with an id. */
const MAX_PARAMETER_LENGTH = 16_384;

const HEADERS_TOO_LARGE = new DomainError('payload-too-large', 'The address and headers are too large', {
  hint: 'Names, versions and ids are short; a long list belongs into a body.',
});

export interface ServerOptions extends GatewayOptions {
  readonly tokens: TokenBook;
}

/** The HTTP server, complete but not listening. */
export async function createServer({ tokens, ...options }: ServerOptions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH, ignoreTrailingSlash: true },
    // An address that cannot be decoded never reaches a route.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      void sendError(reply, request, error),
    clientErrorHandler: (error, socket) => refuseRaw(error, socket),
  });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.forRoot(options), adapter, {
    bodyParser: false,
    logger: new NestLogger(),
    abortOnError: false,
  });
  // No upgrade to https by header: the gateway is often reached over plain http on the machine itself.
  await app.register(helmet, { contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });
  const server = adapter.getInstance();
  // After helmet, so that refusals carry its headers too; before any route is there.
  guardWithTokens(server, tokens);
  takeOnlyJson(server);
  app.useGlobalFilters(new ErrorFilter());
  SwaggerModule.setup('api/docs', app, openApiDocument(ROUTES) as unknown as OpenAPIObject, {
    jsonDocumentUrl: 'api/docs/json',
    raw: ['json'],
    customSiteTitle: 'Sallyport',
  });
  await app.init();
  await server.ready();
  return app;
}

interface RawSocket {
  readonly writable: boolean;
  end(text: string): void;
  destroy(error?: Error): void;
}

/** What Node.js could not even read as HTTP. */
function refuseRaw(error: Error & { code?: string }, socket: RawSocket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const refusal = isTooLarge
    ? HEADERS_TOO_LARGE
    : new DomainError('invalid-request', 'The request is no valid HTTP');
  const status = isTooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify(refusal.toBody());
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
