import type { BenignCase } from './benign-case';
import { TARBALLS } from './npm';
import { SDISTS } from './sdists';
import { TWINS } from './twins';
import { WHEELS } from './wheels';

export { archiveOf } from './archives';
export { INCIDENTS, type BenignCase, type Format, type Incident } from './benign-case';

/** Every honest package that the scanner is judged on. */
export const BENIGN: readonly BenignCase[] = [...TWINS, ...TARBALLS, ...WHEELS, ...SDISTS];
