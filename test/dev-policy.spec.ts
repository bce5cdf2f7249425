import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptPolicy, DEFAULT_POLICY, type Policy } from '@sallyport/domain';

const TEXT = readFileSync(join(__dirname, '../deploy/dev/policy.yaml'), 'utf8');

/** Where the development stack differs from the built-in policy; the file says why at each place. */
const DIFFERS: Policy['rules'] = {
  ...DEFAULT_POLICY.rules,
  'advisories-stale': { ...DEFAULT_POLICY.rules['advisories-stale'], required: false },
  'release-too-new': { ...DEFAULT_POLICY.rules['release-too-new'], mode: 'dry-run' },
};

describe('deploy/dev/policy.yaml', () => {
  it('is accepted, and its own tests pass', () => {
    const { cases } = acceptPolicy(TEXT);

    expect(cases.length).toBeGreaterThan(20);
    expect(cases.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('is the built-in policy but for two rules', () => {
    const { rules, review, delta, behaviour, malwareReportsBan } = acceptPolicy(TEXT).policy;

    expect(rules).toEqual(DIFFERS);
    expect({ review, delta, behaviour, malwareReportsBan }).toEqual({
      review: DEFAULT_POLICY.review,
      delta: DEFAULT_POLICY.delta,
      behaviour: DEFAULT_POLICY.behaviour,
      malwareReportsBan: DEFAULT_POLICY.malwareReportsBan,
    });
  });

  it('has a test for every rule that decides', () => {
    const untested = acceptPolicy(TEXT).findings.filter(({ message }) => message.includes('no test expects'));

    expect(untested).toEqual([]);
  });
});
