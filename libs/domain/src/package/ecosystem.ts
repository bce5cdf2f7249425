import { z } from 'zod';
import { DomainError, printable } from '../errors';

/** As purl spells its types. The REST paths keep the seeds' `/api/packages` (pypi) and `/api/packages/npm`. */
export const ECOSYSTEMS = ['pypi', 'npm'] as const;
export const Ecosystem = z.enum(ECOSYSTEMS);
export type Ecosystem = z.infer<typeof Ecosystem>;

export function parseEcosystem(value: unknown): Ecosystem {
  const parsed = Ecosystem.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DomainError('unknown-ecosystem', `"${printable(String(value), 60)}" is not an ecosystem`, {
    hint: `Use one of: ${ECOSYSTEMS.join(', ')}.`,
  });
}
