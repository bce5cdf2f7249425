import { sarifLogOf, sarifRunOf, type LocalScan } from '@sallyport/analysis';
import { DomainError, printable } from '@sallyport/domain';
import { sarifOf, type Discovery } from '@sallyport/requirements';
import { resolve } from 'node:path';
import type { Session } from '../session';

/** Of the command line, as `--version` says it. */
const VERSION = '0.1.0';

/** One run for what was seen, and one for what a skill requires. */
export function writeSarif({ around }: Session, path: string, scan: LocalScan, discovery?: Discovery): void {
  const requirements = discovery === undefined ? [] : sarifOf(discovery, VERSION).runs;
  const log = sarifLogOf([...requirements, sarifRunOf(scan, VERSION)]);
  try {
    around.writeText(resolve(around.cwd, path), `${JSON.stringify(log, null, 2)}\n`);
  } catch (cause) {
    throw new DomainError('invalid-request', `${printable(path)} cannot be written`, {
      cause,
      hint: 'Give a path that you may write to.',
    });
  }
}
