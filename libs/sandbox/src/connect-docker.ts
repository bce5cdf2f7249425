import Dockerode from 'dockerode';
import { DomainError } from '@sallyport/domain';

const DEFAULT_HOST = 'unix:///var/run/docker.sock';
const DEFAULT_PORT = 2375;

/**
 * A client for the engine at `unix:///path` or `tcp://host:port`. Does not talk to it yet: use `ping`.
 * TLS is the client's own business: DOCKER_TLS_VERIFY and DOCKER_CERT_PATH, as for the docker command.
 * Speaks the engine's own API version, from 1.41 on: a fixed one would be refused by newer engines.
 */
export function connectDocker(dockerHost: string = DEFAULT_HOST): Dockerode {
  const url = URL.canParse(dockerHost) ? new URL(dockerHost) : undefined;
  if (url?.protocol === 'unix:' && url.pathname !== '') {
    // The client reads DOCKER_HOST by itself and would prefer its host to our path: an explicit undefined wins.
    return new Dockerode({ socketPath: url.pathname, host: undefined, protocol: 'http' });
  }
  if (url?.protocol === 'tcp:' && url.hostname !== '') {
    return new Dockerode({ host: url.hostname, port: Number(url.port) || DEFAULT_PORT });
  }
  throw new DomainError('engine-unavailable', `${dockerHost} is not an address of a Docker engine.`, {
    hint: 'DOCKER_HOST is unix:///path/to/docker.sock or tcp://host:port.',
  });
}
