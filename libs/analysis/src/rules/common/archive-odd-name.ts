import type { Rule } from '../rule';

export const archiveOddName: Rule = {
  code: 'archive-odd-name',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'low',
  verdict: 'warning',
  summary:
    'A name in the archive that some file systems do not know, or take for another one: case, accents, devices, backslashes.',
  judge: ({ contents }) =>
    contents.faults
      .filter((fault) => fault.kind === 'odd-name')
      .map(({ path, detail }) => ({
        message: `Not every file system knows this name: ${detail}.`,
        ...(path === undefined ? {} : { file: path }),
      })),
};
