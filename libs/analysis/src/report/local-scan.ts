import { ArtifactReport, Digest, Ecosystem, Verdict, worstVerdict } from '@sallyport/domain';
import { z } from 'zod';
import { RunsByItself, Unread } from '../facts/artifact-analysis';

/** Where the bytes came from. */
export const Source = z.enum(['file', 'folder', 'artifacts', 'npm-cache', 'pip-cache', 'fetched']);
export type Source = z.infer<typeof Source>;

/** One artifact, or code that lies unpacked in a folder, and what was seen of it. */
export const LookedAt = ArtifactReport.pick({
  verdict: true,
  findings: true,
  capabilities: true,
  files: true,
  unpackedBytes: true,
}).extend({
  /** As it was named: a path, or a purl. */
  what: z.string(),
  source: Source,
  ecosystem: Ecosystem.nullable(),
  /** Who it says it is; null where it does not. */
  name: z.string().nullable(),
  version: z.string().nullable(),
  /** Of the bytes; null of a folder, which has none. */
  digest: Digest.nullable(),
  agentConfiguration: z.boolean(),
  /** Nothing may be concluded: the process that looked at it ended, took too long or could not read it. */
  undecided: z.object({ code: z.literal('scan-failed'), evidence: z.string() }).nullable(),
  runs: z.array(RunsByItself),
  unread: z.array(Unread),
});
export type LookedAt = z.infer<typeof LookedAt>;

/** Something that is named and was not looked at: nobody knows what it is. */
export const NotLookedAt = z.object({
  what: z.string(),
  why: z.string(),
  file: z.string().optional(),
  line: z.number().int().optional(),
  /** Where another try may help: what did not answer, and what to look at. */
  error: z.object({ code: z.literal('registry-unreachable'), hint: z.string() }).optional(),
});
export type NotLookedAt = z.infer<typeof NotLookedAt>;

/** What `sallyport scan` sees of what lies on this machine. */
export const LocalScan = z.object({
  scannedAt: z.iso.datetime(),
  rulesVersion: z.string(),
  /** The worst of all; something that was not looked at is `unknown`. */
  verdict: Verdict,
  /** Worst first. */
  artifacts: z.array(LookedAt),
  notLookedAt: z.array(NotLookedAt),
  /** Further artifacts that a lock names for packages of which one was looked at: for other machines. */
  otherArtifacts: z.number().int().nonnegative(),
});
export type LocalScan = z.infer<typeof LocalScan>;

/** Nothing looked at is `unknown`. */
export function verdictOfScan(
  artifacts: readonly Pick<LookedAt, 'verdict'>[],
  notLookedAt: readonly NotLookedAt[],
): Verdict {
  return worstVerdict([
    ...artifacts.map(({ verdict }) => verdict),
    ...notLookedAt.slice(0, 1).map(() => 'unknown' as const),
  ]);
}
