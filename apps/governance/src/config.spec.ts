import { readConfig } from './config';

describe('governance/config', () => {
  it.each(['postgres://me@127.0.0.1:5432/db', 'postgresql://db.invalid/x'])('takes %s', (url) => {
    expect(readConfig({ DATABASE_URL: url })).toEqual({ databaseUrl: url });
  });

  it.each([{}, { DATABASE_URL: '' }, { DATABASE_URL: 'mysql://x/y' }])(
    '%j stops the start with one message',
    (env) => {
      const exit = jest.spyOn(process, 'exit').mockImplementation(() => {
        throw new Error('exit');
      });
      const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

      expect(() => readConfig(env)).toThrow('exit');

      expect(exit).toHaveBeenCalledWith(2);
      expect(stderr.mock.calls.flat().join('')).toContain('DATABASE_URL');
      jest.restoreAllMocks();
    },
  );
});
