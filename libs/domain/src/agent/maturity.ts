import { z } from 'zod';
import { DomainError, printable } from '../errors';

/** Ordered, least first. Maturity is routing, not a security boundary: the cage is the same for all. */
export const MATURITIES = ['student', 'intern', 'supervised', 'autonomous'] as const;
export const Maturity = z.enum(MATURITIES);
export type Maturity = z.infer<typeof Maturity>;

/** A student is blocked from every package, so no approval can be given for one. */
export const MinMaturity = z.enum(['intern', 'supervised', 'autonomous']);
export type MinMaturity = z.infer<typeof MinMaturity>;

const RANK: Readonly<Record<Maturity, number>> = { student: 0, intern: 1, supervised: 2, autonomous: 3 };

export function isAtLeast(maturity: Maturity, required: Maturity): boolean {
  return RANK[maturity] >= RANK[required];
}

export function parseMaturity(value: unknown): Maturity {
  const parsed = Maturity.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DomainError('invalid-maturity', `"${printable(String(value), 60)}" is not a maturity`);
}
