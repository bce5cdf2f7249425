import { DomainError } from '@sallyport/domain';

/** What the engine's client puts on the errors it throws: a socket error has `code`, an answer has `statusCode`. */
interface EngineFault {
  code?: string;
  statusCode?: number;
  message?: string;
}

/** Nothing listens there, it is gone, or we may not talk to it. */
const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ENOENT', 'ENOTSOCK', 'ECONNRESET', 'EPIPE', 'EACCES', 'ETIMEDOUT', 'ENOTFOUND'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN', 'ECONNABORTED'],
]);

const NO_SPACE = /no space left on device|disk quota exceeded/i;
const NO_IMAGE = /no such image|image not known|reference does not exist/i;

/** The one translation of the engine's faults into ours; an error that is ours already passes unchanged. */
export function engineError(cause: unknown): DomainError {
  if (DomainError.is(cause)) return cause;
  const { code, statusCode, message = String(cause) } = (cause ?? {}) as EngineFault;
  if (code === 'ENOSPC' || NO_SPACE.test(message)) {
    return new DomainError('disk-full', `The Docker engine has no space left: ${message}`, {
      hint: 'Free space on the disk of the Docker engine, for example with `sallyport cleanup`.',
      cause,
    });
  }
  if (statusCode === 404 && NO_IMAGE.test(message)) {
    return new DomainError('image-missing', `The Docker engine does not have the image: ${message}`, {
      hint: 'Install the skill again; the image is rebuilt from its lock.',
      cause,
    });
  }
  if (code !== undefined && UNREACHABLE.has(code)) {
    return new DomainError('engine-unavailable', `The Docker engine does not answer: ${message}`, {
      hint: 'Start the Docker daemon, or point DOCKER_HOST at one that runs.',
      cause,
    });
  }
  return new DomainError('engine-unavailable', `The Docker engine failed: ${message}`, {
    hint: "See the Docker daemon's log.",
    cause,
  });
}
