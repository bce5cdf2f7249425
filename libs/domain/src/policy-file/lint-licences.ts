import parseLicence from 'spdx-expression-parse';
import type { Policy } from '../policy/policy';
import type { LintFault } from './lint-checks';

/** The lists hold single SPDX identifiers (an exception or `+` belongs to one), each in one list only. */
export function* licenceFaults({ rules }: Policy): Iterable<LintFault> {
  const { mode, allow, deny } = rules['licence-refused'];
  const path = ['rules', 'licence-refused'];
  const denied = new Set(deny);
  for (const [list, licences] of Object.entries({ allow, deny })) {
    const seen = new Set<string>();
    for (const [index, licence] of licences.entries()) {
      const at = [...path, list, index];
      const fault = identifierFault(licence);
      if (fault !== undefined) yield { level: 'error', path: at, message: fault };
      if (seen.has(licence)) yield { level: 'warning', path: at, message: `"${licence}" is there twice` };
      seen.add(licence);
    }
  }
  for (const [index, licence] of allow.entries())
    if (denied.has(licence))
      yield {
        level: 'error',
        path: [...path, 'allow', index],
        message: `"${licence}" is allowed and denied`,
      };
  if (mode !== 'off' && allow.length === 0 && deny.length === 0)
    yield { level: 'warning', path, message: 'is on with nothing allowed or denied' };
}

function identifierFault(licence: string): string | undefined {
  try {
    return 'license' in parseLicence(licence)
      ? undefined
      : `"${licence}" is an expression; list its identifiers one by one`;
  } catch {
    return `"${licence}" is no SPDX licence identifier (https://spdx.org/licenses/)`;
  }
}
