import type { Rule } from '../rule';

export const archiveDuplicateEntry: Rule = {
  code: 'archive-duplicate-entry',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary: 'Two entries unpack to one path, and which one wins depends on the unpacker.',
  judge: ({ contents }) =>
    contents.faults
      .filter((fault) => fault.kind === 'duplicate')
      .map(({ path, detail }) => ({
        message: `The archive is ambiguous: ${detail}.`,
        ...(path === undefined ? {} : { file: path }),
      })),
};
