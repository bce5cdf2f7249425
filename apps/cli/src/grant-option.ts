import { Capability, DomainError, MinMaturity, printable } from '@sallyport/domain';
import type { Command } from 'commander';
import { wholeNumber } from './number-option';

/** The terms of an approval as people give them. */
export interface GrantOptions {
  minMaturity: string;
  expires?: string;
  without?: string[];
  breakGlass?: boolean;
  seen?: number;
  note?: string;
}

export function addGrantOptions(command: Command): Command {
  return command
    .requiredOption('--min-maturity <maturity>', MinMaturity.options.join(', '))
    .option('--expires <date>', 'ISO 8601, such as 2027-01-31: the approval ends by itself')
    .option(
      '--without <capability...>',
      `not granted, and withheld by the cage: ${Capability.options.join(', ')}`,
    )
    .option(
      '--break-glass',
      'let it through at once with one reviewer, for hours; needs --note, and is flagged',
    )
    .option(
      '--seen <revision>',
      'the revision that you looked at: refused if somebody decided since',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
    )
    .option('--note <text>', 'kept with the approval');
}

/** @throws DomainError `invalid-maturity`, `invalid-request`; governance judges the rest */
export function termsFrom(options: GrantOptions) {
  const { expires, without, breakGlass, seen, note } = options;
  if (breakGlass === true && (note ?? '').trim() === '') {
    throw new DomainError('invalid-request', 'Breaking the glass needs a reason', {
      hint: 'Give --note: who may be asked about it, and why it could not wait.',
    });
  }
  return {
    minMaturity: minMaturityFrom(options.minMaturity),
    ...(expires === undefined ? {} : { expiresAt: expires }),
    ...(without === undefined ? {} : { without: without.map(capabilityFrom) }),
    ...(breakGlass === true ? { breakGlass } : {}),
    ...(seen === undefined ? {} : { seenRevision: seen }),
    ...(note === undefined ? {} : { note }),
  };
}

function minMaturityFrom(text: string): MinMaturity {
  const parsed = MinMaturity.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new DomainError('invalid-maturity', `"${printable(text, 60)}" is not a maturity to approve for`, {
    hint: `Use one of: ${MinMaturity.options.join(', ')}. Students may use no package, so none is approved for them.`,
  });
}

function capabilityFrom(text: string): Capability {
  const parsed = Capability.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new DomainError('invalid-request', `"${printable(text, 60)}" is not a capability`, {
    hint: `Use one or more of: ${Capability.options.join(', ')}.`,
  });
}
