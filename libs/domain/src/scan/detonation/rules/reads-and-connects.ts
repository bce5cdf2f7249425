import type { DetonationRule } from '../rule';
import { hostOf, type DetonationTrace, type PhaseTrace } from '../trace';

/**
 * HTTP clients look into these by themselves before any request (npm's configuration; the netrc of Python's requests), so
 * that a connection after it says nothing.
 */
const READ_BY_CLIENTS = new Set(['~/.npmrc', '~/.netrc']);

export const readsAndConnects: DetonationRule = {
  code: 'detonation-reads-and-connects',
  severity: 'high',
  verdict: 'suspicious',
  summary:
    'It read a planted credential and spoke to a host; what was said may be encrypted, so that the credential is not seen in it.',
  judge: ({ environments }: DetonationTrace) =>
    environments.flatMap(({ environment, phases }) => {
      const read = phases.flatMap(credentialsRead);
      const spoken = phases.flatMap(({ connections, names }) => [...connections.map(hostOf), ...names]);
      if (read.length === 0 || spoken.length === 0) return [];
      return [
        {
          message: `It read ${[...new Set(read)].slice(0, 5).join(', ')} and spoke to ${[...new Set(spoken)].slice(0, 5).join(', ')} (${environment})`,
        },
      ];
    }),
};

function credentialsRead({ files }: PhaseTrace): string[] {
  return files
    .filter(({ act, planted, path }) => act === 'read' && planted === 'canary' && !READ_BY_CLIENTS.has(path))
    .map(({ path }) => path);
}
