import { stat } from 'node:fs/promises';
import { DomainError, printable } from '@sallyport/domain';
import { AdvisorySource, type AdvisoryFile } from '../../application/ports/advisory-source';
import { directoryFiles } from './directory-files';
import { downloaded } from './download';
import { OSV_LIMITS, type OsvLimits } from './osv-limits';
import { zipFiles } from './zip-files';

/** Exports as osv.dev lays them out: one `<ID>.json` for each advisory. */
export class OsvExport extends AdvisorySource {
  constructor(private readonly limits: OsvLimits = OSV_LIMITS) {
    super();
  }

  async *files(source: string): AsyncGenerator<AdvisoryFile> {
    if (/^https?:\/\//i.test(source)) {
      yield* downloaded(source, this.limits, (path) => zipFiles(path, this.limits));
    } else if (await isDirectory(source)) {
      yield* directoryFiles(source, this.limits);
    } else {
      yield* zipFiles(source, this.limits);
    }
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw new DomainError('advisories-unreadable', `The scanner cannot read ${printable(path)}`, {
      hint: 'Give a directory or a zip on the machine of the scanner, or an http(s) address.',
      cause,
    });
  }
}
