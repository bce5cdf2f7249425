import type { ErrorCode } from '@sallyport/domain';
import { failureOf, mayMissVersion } from './explain-failure';

const outcome = (stderr: string, exitCode = 1) => ({ exitCode, stdout: '', stderr });
const BECAUSE = 'error: No solution found when resolving dependencies\n  cause: Because ';
const END = ', we can conclude that your requirements are unsatisfiable.';

describe('installer-python/uv/explain-failure', () => {
  it('says which name does not exist', () => {
    const text = `${BECAUSE}foo was not found in the package registry and you require foo${END}`;

    expect(failureOf(outcome(text)).details).toMatchObject({ name: 'foo' });
    expect(failureOf(outcome('error: surprise')).details).not.toHaveProperty('name');
  });

  it.each<[string, string, number, ErrorCode]>([
    [
      'an unknown package',
      `${BECAUSE}foo was not found in the package registry and you require foo${END}`,
      1,
      'package-not-found',
    ],
    [
      'an unknown package under another',
      `${BECAUSE}bar was not found in the package registry and a==1 depends on bar${END}`,
      1,
      'package-not-found',
    ],
    [
      'a version that is not there',
      `${BECAUSE}there is no version of foo==9 and you require foo==9${END}`,
      1,
      'version-conflict',
    ],
    ['a conflict', `${BECAUSE}foo==1 depends on bar>=2 and you require bar<2${END}`, 1, 'version-conflict'],
    [
      'a request against itself',
      'error: No solution found\n  cause: you require foo<1 and foo>=2, which are incompatible',
      1,
      'version-conflict',
    ],
    [
      'source only',
      `${BECAUSE}foo==1 has no usable wheels and you require foo==1${END}\n\nhint: Wheels are required for \`foo\` because`,
      1,
      'no-installable-artifact',
    ],
    [
      'wheels for others',
      `${BECAUSE}foo<=1 has no wheels with a matching Python ABI tag (e.g., \`cp311\`)${END}`,
      1,
      'no-installable-artifact',
    ],
    [
      'no connection',
      'error: Request failed after 3 retries in 13.1s\n  cause: Failed to fetch: http://fake.invalid/simple/foo/\n  cause: error sending request',
      2,
      'registry-unreachable',
    ],
    [
      'being offline',
      `${BECAUSE}foo was not found in the cache${END}\n\nhint: Packages were unavailable because the network was disabled.`,
      1,
      'registry-unreachable',
    ],
    [
      'a certificate',
      'error: Failed to fetch: https://fake.invalid/\n  cause: invalid peer certificate: UnknownIssuer',
      2,
      'registry-unreachable',
    ],
    ['an option of tomorrow', "error: unexpected argument '--no-build' found", 2, 'internal'],
    ['silence', '', 2, 'internal'],
  ])('reads %s', (_, stderr, exitCode, code) => {
    expect(failureOf(outcome(stderr, exitCode)).code).toBe(code);
  });

  it("keeps uv's explanation, on one line and in the details as it was", () => {
    const stderr = `${BECAUSE}foo==1 depends on bar>=2\n         and you require bar<2${END}`;

    const failure = failureOf(outcome(stderr));

    expect(failure.message).toBe(
      `No solution found when resolving dependencies cause: Because foo==1 depends on bar>=2 and you require bar<2${END}`,
    );
    expect(failure.details).toEqual({ explanation: stderr });
  });

  it('lets no credentials and no control characters out', () => {
    const failure = failureOf(
      outcome('error: Failed to fetch: https://user:hunter2@fake.invalid/simple\u001b[31m', 2),
    );

    expect(failure.message).toBe('Failed to fetch: https://***@fake.invalid/simple\\u001b[31m');
    expect(JSON.stringify(failure.toBody())).not.toContain('hunter2');
  });

  it.each<[string, string, number, boolean]>([
    ['there is no version', `${BECAUSE}there is no version of foo==9${END}`, 1, true],
    ['there are no versions, over two lines', `${BECAUSE}there are no\n      versions of foo${END}`, 1, true],
    ['only others are available', `${BECAUSE}only foo<=2 is available and you require foo>2${END}`, 1, true],
    ['a plain conflict', `${BECAUSE}foo==1 depends on bar>=2 and you require bar<2${END}`, 1, false],
    ['no connection', 'error: there is no version of the protocol', 2, false],
  ])('asks again about versions after "%s": %s', (_, stderr, exitCode, expected) => {
    expect(mayMissVersion(outcome(stderr, exitCode))).toBe(expected);
  });
});
