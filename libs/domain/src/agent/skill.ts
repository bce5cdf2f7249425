import { DomainError, printable } from '../errors';

/** No `/`, no `..`: a skill id never becomes a path or an image tag by itself (it is hashed), and reads safely in a URL. */
const SKILL_ID = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?$/;

/** @throws DomainError `invalid-skill-id` */
export function parseSkillId(value: unknown): string {
  if (typeof value === 'string' && value.length <= 128 && SKILL_ID.test(value) && !value.includes('..'))
    return value;
  throw new DomainError('invalid-skill-id', `"${printable(String(value), 60)}" is not a skill id`, {
    hint: '1 to 128 characters: ASCII letters, digits, ".", "_" and "-", beginning and ending with a letter or digit.',
  });
}
