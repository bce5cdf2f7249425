import { describeSelector } from '../../package/selector';
import type { Evidence } from '../decision';
import type { BanFact } from '../facts';

export function evidenceOfBan({ id, selector, reason }: BanFact): Evidence {
  const text = `${describeSelector(selector)} is banned: ${reason}`;
  return id === null ? { fact: 'ban', text } : { fact: 'ban', text, ref: id };
}
