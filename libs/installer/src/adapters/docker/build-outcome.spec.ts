import { buildFailure } from './build-outcome';

const end = (output: string) => ({ exitCode: 2, outOfMemory: false, output });

describe('installer/adapters/docker/build-outcome', () => {
  it('has the last lines, printable and bounded', () => {
    const escape = String.fromCharCode(27);
    const noise = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const output = [...noise, `${escape}[31merror: no match${escape}[0m\u0007`, '', 'x'.repeat(1_000)].join(
      '\r\n',
    );

    const failure = buildFailure(end(output));

    const { log } = failure.details as { log: string[] };
    expect([failure.code, log.length, log[0], log.at(-2)]).toEqual([
      'build-failed',
      40,
      'line 62',
      'error: no match\\u0007',
    ]);
    expect(log.at(-1)?.length).toBeLessThan(500);
    expect(failure.message).toContain('ended with 2');
  });

  it.each([
    'write /layer.tar: no space left on device',
    'npm error code ENOSPC',
    'error: Disk quota exceeded (os error 122)',
  ])('knows a full disk by "%s"', (output) => {
    expect(buildFailure(end(output)).code).toBe('disk-full');
  });

  it('says what to do about memory', () => {
    const failure = buildFailure({ exitCode: 137, outOfMemory: true, output: '' });

    expect([failure.code, failure.message, failure.hint].join(' ')).toMatch(
      /build-failed .*ran out of memory .*BUILD_MEMORY_BYTES/,
    );
  });
});
