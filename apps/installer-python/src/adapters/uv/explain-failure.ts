import { DomainError, printable, type ErrorCode } from '@sallyport/domain';
import type { UvOutcome } from './run-uv';

const NETWORK =
  /error sending request|failed to fetch|request failed|failed to download|network was disabled|connection refused|dns error|timed out|certificate|tls|HTTP status (?:client|server) error|\b(?:50[0-9]|429) /i;
const NO_PACKAGE = /(\S+) was not found in the (?:package registry|provided package locations|cache)/;
const NO_WHEEL =
  /has no usable wheels|has no wheels with a matching|no wheels are available|Wheels are required for/i;
const NO_VERSION = /there (?:is|are) no versions? of|there are no versions|only .+ (?:is|are) available/i;

export type Unsatisfied = 'no-version' | 'other';

/** What uv said, in one line for people: the same text, without its line breaks. */
export function explanationOf({ stderr }: UvOutcome): string {
  return printable(
    stderr
      .replace(/\s+/g, ' ')
      .replace(/^error: /, '')
      .trim(),
    1_800,
  );
}

/** Whether uv's words can be about a version that no one has; only asking for it alone tells. */
export function mayMissVersion(outcome: UvOutcome): boolean {
  return outcome.exitCode === 1 && NO_VERSION.test(outcome.stderr.replace(/\s+/g, ' '));
}

/** uv's failure as ours; its explanation is the message. */
export function failureOf(outcome: UvOutcome): DomainError {
  const text = explanationOf(outcome);
  const [code, hint] = classify(outcome.exitCode, text);
  const missing = code === 'package-not-found' ? NO_PACKAGE.exec(text)?.[1] : undefined;
  return new DomainError(code, text || `The resolver ended with ${outcome.exitCode}`, {
    ...(hint === undefined ? {} : { hint }),
    details: {
      explanation: printable(outcome.stderr.trim(), 8_000),
      ...(missing === undefined ? {} : { name: printable(missing, 214) }),
    },
  });
}

function classify(exitCode: number, text: string): [ErrorCode, string?] {
  const missing = NO_PACKAGE.exec(text)?.[1];
  if (NETWORK.test(text))
    return [
      'registry-unreachable',
      'Check the network, the proxy settings and the configured index; then try again.',
    ];
  if (missing !== undefined)
    return [
      'package-not-found',
      `Is "${printable(missing, 80)}" spelled right, and is its index configured?`,
    ];
  if (NO_WHEEL.test(text))
    return [
      'no-installable-artifact',
      'Only wheels are taken: building from source runs code of the package. Choose a version that has wheels.',
    ];
  if (exitCode === 1) return ['version-conflict', 'Widen or drop one of the ranges in the explanation.'];
  return ['internal'];
}
