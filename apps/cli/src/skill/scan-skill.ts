import { parseAgentId } from '@sallyport/domain';
import type { LocalScan } from '@sallyport/analysis';
import type { Discovery } from '@sallyport/requirements';
import { EXIT, EXIT_OF_ERROR, worstExit, type ExitCode } from '../exit-code';
import type { Outcome } from '../outcome';
import type { Session } from '../session';
import { exitOfScan, scanFolder, scanLock, type ScanOptions } from '../scan/scan-local';
import { writeSarif } from '../scan/write-sarif';
import { askDecisions, askFacts, pinnedOf, type Asked, type Decisions, type KnownFacts } from './ask-stack';
import { skillText } from './skill-text';

export interface SkillOptions extends ScanOptions {
  agent?: string;
}

/** Everything that `scan` says of a skill. */
export interface SkillScan {
  skill: string;
  discovery: Discovery;
  decisions: Asked<Decisions>;
  facts: Asked<KnownFacts>;
  /** Requirements without an exact version, of which nobody can decide. */
  unpinned: string[];
  /** What its code, the packages that lie in it, or of a lock the artifacts that are at hand, were seen to do. */
  scan: LocalScan;
}

const NO_AGENT = { asked: false, why: 'no agent is named (--agent ID)' } as const;
const NOTHING_PINNED = { asked: false, why: 'no exact version is pinned' } as const;

/** What a skill requires, and what the stack says of it where one answers; works without. */
export async function scanSkill(
  session: Session,
  { path, kind }: { path: string; kind: 'skill' | 'lock' },
  options: SkillOptions,
): Promise<Outcome> {
  const { around } = session;
  const agent = options.agent ?? around.env.SALLYPORT_AGENT;
  const agentId = agent === undefined ? undefined : parseAgentId(agent);
  const discovery = await around.discoverSkill(path);
  const pinned = pinnedOf(discovery);
  const scan: SkillScan = {
    skill: path,
    discovery,
    decisions:
      agentId === undefined
        ? NO_AGENT
        : pinned.length === 0
          ? NOTHING_PINNED
          : await askDecisions(session, pinned, agentId),
    facts: pinned.length === 0 ? NOTHING_PINNED : await askFacts(session, pinned),
    unpinned: discovery.requirements
      .filter(({ versions, need }) => versions.length === 0 && need !== 'development' && need !== 'types')
      .map(({ ecosystem, name }) => `${ecosystem}:${name}`),
    scan: kind === 'lock' ? await scanLock(session, discovery, options) : await scanFolder(session, path),
  };
  if (options.sarif !== undefined) writeSarif(session, options.sarif, scan.scan, discovery);
  return {
    json: scan,
    exit: worstExit([exitOfScan(scan.scan), exitOf(scan, agentId !== undefined)]),
    text: (screen) => skillText(scan, screen),
  };
}

/** "No" comes first, then what could not be judged, then who did not answer; only what is left is a yes. */
function exitOf({ discovery, decisions, facts, unpinned }: SkillScan, isDecided: boolean): ExitCode {
  const hasMalware =
    facts.asked &&
    facts.packages.some(({ facts: known }) => known?.advisories.matches.some(({ malware }) => malware));
  if (hasMalware || (decisions.asked && decisions.refused.length > 0)) return EXIT.denied;
  if (!discovery.complete) return EXIT.failed;
  if (!isDecided) return EXIT.ok;
  if (!decisions.asked && decisions.code !== undefined) return EXIT_OF_ERROR[decisions.code];
  return unpinned.length > 0 ? EXIT.failed : EXIT.ok;
}
