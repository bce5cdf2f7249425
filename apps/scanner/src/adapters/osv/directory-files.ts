import { open, opendir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DomainError } from '@sallyport/domain';
import type { AdvisoryFile } from '../../application/ports/advisory-source';
import { tooLargeRecord, type OsvLimits } from './osv-limits';

/** Every `<ID>.json` of a directory. Links and folders inside it are not followed. */
export async function* directoryFiles(directory: string, limits: OsvLimits): AsyncGenerator<AdvisoryFile> {
  let records = 0;
  for await (const entry of await opendir(directory)) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
    records += 1;
    if (records > limits.records)
      throw new DomainError(
        'advisories-unreadable',
        `The directory holds more than ${limits.records} advisories`,
      );
    yield await readRecord(join(directory, entry.name), limits);
  }
}

async function readRecord(path: string, limits: OsvLimits): Promise<AdvisoryFile> {
  const file = basename(path);
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size > limits.recordBytes) return { file, refused: tooLargeRecord(limits) };
    return { file, bytes: await handle.readFile() };
  } finally {
    await handle.close();
  }
}
