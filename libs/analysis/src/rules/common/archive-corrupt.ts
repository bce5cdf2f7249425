import type { Rule } from '../rule';

export const archiveCorrupt: Rule = {
  code: 'archive-corrupt',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'unknown',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary: 'The archive cannot be read to its end, so that nobody knows what else is in it.',
  judge: ({ contents }) =>
    contents.faults
      .filter((fault) => fault.kind === 'corrupt')
      .map(({ path, detail }) => ({
        message: `The archive is corrupt: ${detail}.`,
        ...(path === undefined ? {} : { file: path }),
      })),
};
