import { DomainError } from '@sallyport/domain';
import { connectDocker } from './connect-docker';
import { engineError } from './engine-error';

const fault = (message: string, rest: object) => Object.assign(new Error(message), rest);

describe('libs/sandbox/engine-error', () => {
  it.each([
    ['engine-unavailable', fault('connect ECONNREFUSED /run/docker.sock', { code: 'ECONNREFUSED' })],
    ['engine-unavailable', fault('connect ENOENT /run/docker.sock', { code: 'ENOENT' })],
    ['engine-unavailable', fault('(HTTP code 500) server error - broken', { statusCode: 500 })],
    [
      'engine-unavailable',
      fault('(HTTP code 404) no such container - No such container: abc', { statusCode: 404 }),
    ],
    ['engine-unavailable', 'not even an error'],
    ['engine-unavailable', null],
    ['image-missing', fault('(HTTP code 404) no such image - No such image: sha256:00', { statusCode: 404 })],
    [
      'disk-full',
      fault('(HTTP code 500) server error - write /x: no space left on device', { statusCode: 500 }),
    ],
    ['disk-full', fault('write failed', { code: 'ENOSPC' })],
  ])('is %s for %s', (code, cause) => {
    const error = engineError(cause);

    expect(DomainError.is(error)).toBe(true);
    expect(error).toMatchObject({ code, cause, hint: expect.stringMatching(/\.$/) });
  });

  it('passes on what is ours already', () => {
    const ours = new DomainError('image-missing', 'gone');

    expect(engineError(ours)).toBe(ours);
  });
});

describe('libs/sandbox/connect-docker', () => {
  it.each([
    ['unix:///run/other.sock', { socketPath: '/run/other.sock', host: undefined }],
    ['tcp://engine.example:2376', { host: 'engine.example', port: 2376 }],
    ['tcp://engine.example', { host: 'engine.example', port: 2375 }],
    [undefined, { socketPath: '/var/run/docker.sock' }],
  ])('reaches %s', (dockerHost, modem) => {
    expect(connectDocker(dockerHost).modem).toMatchObject(modem);
  });

  it.each(['', '/run/docker.sock', 'http://engine.example', 'unix://', 'ssh://engine.example', 'tcp://'])(
    'refuses %j',
    (dockerHost) => {
      expect(() => connectDocker(dockerHost)).toThrow(
        expect.objectContaining({ code: 'engine-unavailable' }),
      );
    },
  );

  it('answers engine-unavailable, with a hint, where nobody listens', async () => {
    const call = connectDocker('unix:///nonexistent/docker.sock').ping();

    await expect(call.catch((cause: unknown) => Promise.reject(engineError(cause)))).rejects.toMatchObject({
      code: 'engine-unavailable',
      hint: expect.stringContaining('Start the Docker daemon'),
    });
  });
});
