import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DomainError, printable, type ErrorCode } from '@sallyport/domain';
import { logger } from '@sallyport/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HTTP_STATUS } from './http-status';

/** Everything that is thrown leaves as the one error body; what is not ours leaves as `internal`, and its cause in the log. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    await sendError(http.getResponse<FastifyReply>(), http.getRequest<FastifyRequest>(), thrown);
  }
}

export async function sendError(
  reply: FastifyReply,
  request: FastifyRequest,
  thrown: unknown,
): Promise<void> {
  const error = asDomainError(thrown, request);
  const status = HTTP_STATUS[error.code];
  if (status >= 500)
    logger.error(
      { cause: thrown, method: request.method, path: request.routeOptions?.url },
      'A request failed',
    );
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="sallyport"');
  await reply.status(status).send(error.toBody());
}

/** What the HTTP layer itself refuses, by its status. */
const REFUSED_BY_HTTP: Readonly<Record<number, { code: ErrorCode; message: string; hint: string }>> = {
  404: {
    code: 'route-not-found',
    message: 'There is no such path',
    hint: '/api/docs lists every path and method.',
  },
  413: { code: 'payload-too-large', message: 'The body is too large', hint: 'A body has at most 4 MiB.' },
  415: {
    code: 'invalid-request',
    message: 'The body is not JSON',
    hint: 'Send "Content-Type: application/json".',
  },
};

function asDomainError(thrown: unknown, request: FastifyRequest): DomainError {
  if (DomainError.is(thrown)) return thrown;
  const status =
    thrown instanceof HttpException
      ? thrown.getStatus()
      : (thrown as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const { code, message, hint } = REFUSED_BY_HTTP[status] ?? {
      code: 'invalid-request',
      message: 'The request cannot be read',
      hint: '/api/docs has the shape of every request.',
    };
    return new DomainError(code, `${message}: ${request.method} ${printable(request.url)}`, {
      hint,
      cause: thrown,
    });
  }
  return new DomainError('internal', 'The gateway failed unexpectedly', { cause: thrown });
}
