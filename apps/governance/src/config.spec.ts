import { readConfig } from './config';

const DATABASE_URL = 'postgres://me@127.0.0.1:5432/db';

describe('governance/config', () => {
  it.each([DATABASE_URL, 'postgresql://db.invalid/x'])('takes %s', (url) => {
    expect(readConfig({ DATABASE_URL: url })).toEqual({ databaseUrl: url });
  });

  it('reads the initial policy from its file', () => {
    const config = readConfig({ DATABASE_URL, INITIAL_POLICY_FILE: __filename });

    expect(config.initialPolicy).toContain('initialPolicy');
  });

  it.each([
    'redis://127.0.0.1:6379',
    'redis://cache.invalid',
    'redis://:p%40ss@cache.invalid:7000/3',
    'rediss://ann:secret@cache.invalid/',
    'redis://[::1]:6379/0',
  ])('takes %s', (url) => {
    expect(readConfig({ DATABASE_URL, REDIS_URL: url })).toEqual({
      databaseUrl: DATABASE_URL,
      redisUrl: url,
    });
  });

  it.each<[string, NodeJS.ProcessEnv]>([
    ['DATABASE_URL', {}],
    ['DATABASE_URL', { DATABASE_URL: '' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x/y' }],
    ['INITIAL_POLICY_FILE', { DATABASE_URL, INITIAL_POLICY_FILE: '/nowhere/policy.yaml' }],
    ...[
      '',
      '127.0.0.1:6379',
      'http://127.0.0.1:6379',
      'redis://',
      'redis://127.0.0.1:99999',
      'redis://127.0.0.1/name',
      'redis://127.0.0.1/0?enableOfflineQueue=true',
      'redis://:100%@127.0.0.1',
      '/run/redis.sock',
    ].map((url): [string, NodeJS.ProcessEnv] => ['REDIS_URL', { DATABASE_URL, REDIS_URL: url }]),
  ])('a fault of %s in %j stops the start with one message', (name, env) => {
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('exit');
    });
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

    expect(() => readConfig(env)).toThrow('exit');

    expect(exit).toHaveBeenCalledWith(2);
    expect(stderr.mock.calls.flat().join('')).toContain(`${name}: `);
    jest.restoreAllMocks();
  });
});
