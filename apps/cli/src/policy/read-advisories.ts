import { DomainError, printable, simulatePolicy, type RequestOf } from '@sallyport/domain';
import { join, resolve } from 'node:path';
import type { Surroundings } from '../surroundings';
import { textOfFile } from '../text-of-file';

type Records = NonNullable<RequestOf<typeof simulatePolicy>['advisories']>;

/** As the endpoint takes them. */
const MAX_RECORDS = 5_000;

/** OSV records of one file (one, or a list of them) or of every .json file of a directory. @throws DomainError `invalid-request` */
export function readAdvisories(around: Surroundings, path: string): Records {
  const names = around.namesIn(resolve(around.cwd, path));
  const files = names?.filter((name) => name.endsWith('.json')).map((name) => join(path, name)) ?? [path];
  if (files.length === 0) throw unusable(path, 'has no .json files');
  if (files.length > MAX_RECORDS) throw unusable(path, `has more than ${MAX_RECORDS} files`);
  const records = files.flatMap((file) => recordsIn(file, textOfFile(around, file)));
  if (records.length > MAX_RECORDS) throw unusable(path, `has more than ${MAX_RECORDS} records`);
  return records;
}

function recordsIn(file: string, text: string): Records {
  try {
    const value = JSON.parse(text) as Records[number];
    return Array.isArray(value) ? value : [value];
  } catch (cause) {
    throw new DomainError('invalid-request', `${printable(file)} is not JSON`, {
      cause,
      hint: 'OSV records are JSON, one object a file or a list of them (https://ossf.github.io/osv-schema/).',
    });
  }
}

function unusable(path: string, why: string): DomainError {
  return new DomainError('invalid-request', `${printable(path)} ${why}`);
}
