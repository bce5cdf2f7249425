import type { Verdict } from '@sallyport/domain';
import type { Paint } from './paint';

export const VERDICT_TONE: Readonly<Record<Verdict, keyof Paint>> = {
  clean: 'green',
  warning: 'yellow',
  suspicious: 'red',
  unknown: 'yellow',
  malicious: 'red',
};
