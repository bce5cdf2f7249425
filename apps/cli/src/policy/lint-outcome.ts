import { DomainError, lintPolicy, parsePolicy, type PolicyFinding } from '@sallyport/domain';
import { EXIT } from '../exit-code';
import type { Outcome } from '../outcome';
import { foreign } from '../screen/foreign';
import type { Paint } from '../screen/paint';

/** What can be said of a policy without running it. */
export function lintOutcome(file: string, text: string): Outcome {
  const { version, faults, findings } = lint(text);
  const errors = findings.filter(({ level }) => level === 'error').length;
  const json = { version, valid: faults.length === 0 && errors === 0, faults, findings };
  return {
    json,
    exit: faults.length > 0 ? EXIT.usage : errors > 0 ? EXIT.denied : EXIT.ok,
    text: ({ paint }) =>
      [
        ...faults.map((fault) => `${paint.red('error')}    ${foreign(file)}: ${foreign(fault, 500)}`),
        ...findings.map((finding) => findingText(file, finding, paint)),
        summary(version, json.valid, paint),
      ].join('\n'),
  };
}

function lint(text: string): { version: string | null; faults: string[]; findings: PolicyFinding[] } {
  try {
    const parsed = parsePolicy(text);
    return { version: parsed.version, faults: [], findings: lintPolicy(parsed) };
  } catch (error) {
    return { version: null, faults: faultsOf(error), findings: [] };
  }
}

/** @throws what is no fault of a policy */
export function faultsOf(error: unknown): string[] {
  if (!DomainError.is(error) || error.code !== 'invalid-policy') throw error;
  return (error.details as { faults?: string[] } | undefined)?.faults ?? [error.message];
}

function findingText(file: string, { level, line, path, message }: PolicyFinding, paint: Paint): string {
  const where = line === null ? foreign(file) : `${foreign(file)}:${line}`;
  const word = level === 'error' ? paint.red('error  ') : paint.yellow('warning');
  return `${word}  ${where}  ${paint.bold(foreign(path))} ${foreign(message, 500)}`;
}

function summary(version: string | null, isValid: boolean, paint: Paint): string {
  if (version === null) return paint.red('This is no policy that can be read.');
  return isValid
    ? `${paint.green('may be applied')}  ${foreign(version)}`
    : `${paint.red('may not be applied')}  ${foreign(version)}`;
}
