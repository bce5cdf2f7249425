import type { Rule } from '../rule';

export const archiveAmbiguous: Rule = {
  code: 'archive-ambiguous',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  summary:
    'Programs that unpack the archive disagree about what is in it: headers that contradict each other, entries over each other, bytes that belong to no entry.',
  judge: ({ contents }) =>
    contents.faults
      .filter((fault) => fault.kind === 'ambiguous')
      .map(({ path, detail }) => ({
        message: `The archive can be read in two ways: ${detail}.`,
        ...(path === undefined ? {} : { file: path }),
      })),
};
