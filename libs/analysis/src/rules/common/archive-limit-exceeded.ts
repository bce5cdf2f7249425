import type { Rule } from '../rule';

export const archiveLimitExceeded: Rule = {
  code: 'archive-limit-exceeded',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'unknown',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary: 'Unpacking breaks a limit of size, count or ratio; the rest was not read.',
  judge: ({ contents }) =>
    contents.faults
      .filter((fault) => fault.kind === 'limit')
      .map(({ path, detail }) => ({
        message: `Unpacking was stopped: ${detail}.`,
        ...(path === undefined ? {} : { file: path }),
      })),
};
