import { DomainError, printable } from '@sallyport/domain';
import type { z } from 'zod';

/** One word of a closed list. @throws DomainError `invalid-request` */
export function stateFrom<Words extends Record<string, string>>(
  states: z.ZodEnum<Words>,
  text: string | undefined,
): Words[keyof Words] | undefined {
  if (text === undefined) return undefined;
  const parsed = states.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new DomainError('invalid-request', `"${printable(text, 60)}" is none of the states there are`, {
    hint: `Use one of: ${states.options.join(', ')}.`,
  });
}
