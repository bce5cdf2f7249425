import { stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { DomainError, printable } from '@sallyport/domain';
import { AdvisorySource, type AdvisoryFile, type Fetched } from '../../application/ports/advisory-source';
import { directoryFiles } from './directory-files';
import { download } from './download';
import { OSV_LIMITS, type OsvLimits } from './osv-limits';
import { zipFiles } from './zip-files';

/** Of this user alone: see `download`. */
export const DOWNLOADS = join(tmpdir(), `sallyport-advisories-${userInfo().uid}`);

/** Exports as osv.dev lays them out: one `<ID>.json` for each advisory. */
export class OsvExport extends AdvisorySource {
  /** @param folder where what is fetched is kept; one file for each address */
  constructor(
    private readonly folder: string = DOWNLOADS,
    private readonly limits: OsvLimits = OSV_LIMITS,
  ) {
    super();
  }

  async *files(source: string, onFetched?: (fetched: Fetched) => void): AsyncGenerator<AdvisoryFile> {
    if (/^https?:\/\//i.test(source)) {
      yield* this.fetched(source, onFetched);
    } else if (await isDirectory(source)) {
      yield* directoryFiles(source, this.limits);
    } else {
      yield* zipFiles(source, this.limits);
    }
  }

  /** The file stays, so that it need not come again while it is the same; it goes when it is no zip. */
  private async *fetched(url: string, onFetched?: (fetched: Fetched) => void): AsyncGenerator<AdvisoryFile> {
    const { folder, limits } = this;
    const file = await download({ url, folder, limits, ...(onFetched && { onFetched }) });
    try {
      yield* zipFiles(file.path, limits);
    } catch (cause) {
      await file.clear();
      throw cause;
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
