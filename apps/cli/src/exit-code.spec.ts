import { ERROR_CODES } from '@sallyport/domain';
import { EXIT, EXIT_MEANINGS, EXIT_OF_ERROR } from './exit-code';

describe('apps/cli/exit-code', () => {
  it('has a status for every error code, and none of them is success', () => {
    expect(Object.keys(EXIT_OF_ERROR).sort()).toEqual(Object.keys(ERROR_CODES).sort());
    expect(Object.values(EXIT_OF_ERROR)).not.toContain(EXIT.ok);
  });

  it('means one thing with each status, and says which', () => {
    const statuses = Object.values(EXIT);

    expect(new Set(statuses).size).toBe(statuses.length);
    expect(Object.keys(EXIT_MEANINGS)).toEqual(Object.keys(EXIT));
  });
});
