import { scanRunOf, type LocalScan } from '@sallyport/analysis';
import { DomainError, printable, sarifLogOf } from '@sallyport/domain';
import { requirementsRunOf, type Discovery } from '@sallyport/requirements';
import { resolve } from 'node:path';
import type { Session } from '../session';

/** One run for what was seen, and one for what a skill requires. */
export function writeSarif({ around }: Session, path: string, scan: LocalScan, discovery?: Discovery): void {
  const requirements = discovery === undefined ? [] : [requirementsRunOf(discovery)];
  const log = sarifLogOf([...requirements, scanRunOf(scan)]);
  try {
    around.writeText(resolve(around.cwd, path), `${JSON.stringify(log, null, 2)}\n`);
  } catch (cause) {
    throw new DomainError('invalid-request', `${printable(path)} cannot be written`, {
      cause,
      hint: 'Give a path that you may write to.',
    });
  }
}
