import { PackageFinding, RefusedPackage, type DomainError } from '@sallyport/domain';
import { z } from 'zod';
import { foreign, foreignBlock } from './foreign';
import type { Paint } from './paint';

/** So many are named on a screen; `--json` names them all. */
const SHOWN = 10;
const Details = z.object({
  refused: z.array(RefusedPackage).catch([]).default([]),
  findings: z.array(PackageFinding).catch([]).default([]),
});

/** Code, sentence, the packages that it is about, and what can be done. */
export function errorText(error: DomainError, { red, dim }: Paint): string {
  // A resolver's explanation has lines of its own; indented, they cannot pass for ours.
  const message = foreignBlock(error.message, 2_000).replaceAll('\n', '\n  ');
  const facts = factsOf(error.details);
  const shown = facts.slice(0, SHOWN).map((fact) => `  ${fact}\n`);
  const more = facts.length > SHOWN ? `  and ${facts.length - SHOWN} more\n` : '';
  return `${red(`${error.code}:`)} ${message}\n${shown.join('')}${more}${dim(foreign(error.hint, 1_000))}\n`;
}

function factsOf(details: unknown): string[] {
  const parsed = Details.safeParse(details);
  if (!parsed.success) return [];
  const { refused, findings } = parsed.data;
  return [
    ...refused.map(({ name, version, reasonCode, reason, path }) => {
      const way = path.length > 1 ? ` by ${path.join(' > ')}` : '';
      return foreign(`${name}@${version} ${reasonCode}${way}: ${reason}`, 400);
    }),
    ...findings.map(({ name, version, severity, rule, message, file }) => {
      const place = file === undefined ? '' : ` (${file})`;
      return foreign(`${name}@${version} ${severity} ${rule}: ${message}${place}`, 400);
    }),
  ];
}
