import { ERROR_CODES, VERDICTS } from '@sallyport/domain';
import {
  EXIT,
  EXIT_MEANINGS,
  EXIT_OF_ADMISSION,
  EXIT_OF_ERROR,
  EXIT_OF_VERDICT,
  worstExit,
  type ExitCode,
} from './exit-code';

describe('apps/cli/exit-code', () => {
  it('has a status for every error code, and none of them is success', () => {
    expect(Object.keys(EXIT_OF_ERROR).sort()).toEqual(Object.keys(ERROR_CODES).sort());
    expect(Object.values(EXIT_OF_ERROR)).not.toContain(EXIT.ok);
  });

  it('means one thing with each status, and says which', () => {
    expect(EXIT.ok).toBe(0);
    const statuses = Object.values(EXIT);

    expect(new Set(statuses).size).toBe(statuses.length);
    expect(Object.keys(EXIT_MEANINGS)).toEqual(Object.keys(EXIT));
  });

  it('calls a scan a success only where it came to its end and speaks against nothing', () => {
    expect(VERDICTS.map((verdict) => [verdict, EXIT_OF_VERDICT[verdict]])).toEqual([
      ['clean', EXIT.ok],
      ['warning', EXIT.ok],
      ['suspicious', EXIT.denied],
      ['unknown', EXIT.failed],
      ['malicious', EXIT.denied],
    ]);
    expect(EXIT_OF_ADMISSION).toEqual({
      admitted: EXIT.ok,
      malicious: EXIT.denied,
      unjudged: EXIT.failed,
    });
  });

  it.each<[ExitCode[], ExitCode]>([
    [[], EXIT.ok],
    [[EXIT.ok, EXIT.ok], EXIT.ok],
    [[EXIT.ok, EXIT.unreachable], EXIT.unreachable],
    [[EXIT.unreachable, EXIT.failed], EXIT.failed],
    [[EXIT.failed, EXIT.denied], EXIT.denied],
    [[EXIT.unreachable, EXIT.ok, EXIT.denied], EXIT.denied],
    [[EXIT.ok, EXIT.permission, EXIT.unreachable], EXIT.permission],
  ])('of %j ends with %i', (exits, expected) => {
    expect(worstExit(exits)).toBe(expected);
  });
});
