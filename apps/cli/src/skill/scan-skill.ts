import { DomainError, parseAgentId, printable } from '@sallyport/domain';
import { sarifOf, type Discovery } from '@sallyport/requirements';
import { resolve } from 'node:path';
import { EXIT, EXIT_OF_ERROR, type ExitCode } from '../exit-code';
import type { Outcome } from '../outcome';
import type { Session } from '../session';
import { askDecisions, askFacts, pinnedOf, type Asked, type Decisions, type KnownFacts } from './ask-stack';
import { skillText } from './skill-text';

export interface SkillOptions {
  agent?: string;
  sarif?: string;
}

/** Everything that `scan` says of a skill. */
export interface SkillScan {
  skill: string;
  discovery: Discovery;
  decisions: Asked<Decisions>;
  facts: Asked<KnownFacts>;
  /** Requirements without an exact version, of which nobody can decide. */
  unpinned: string[];
}

/** Of the command line, as `--version` says it. */
const VERSION = '0.1.0';
const NO_AGENT = { asked: false, why: 'no agent is named (--agent ID)' } as const;
const NOTHING_PINNED = { asked: false, why: 'no exact version is pinned' } as const;

/** What a skill requires, and what the stack says of it where one answers; works without. */
export async function scanSkill(session: Session, path: string, options: SkillOptions): Promise<Outcome> {
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
  };
  if (options.sarif !== undefined) writeSarif(session, options.sarif, discovery);
  return { json: scan, exit: exitOf(scan, agentId !== undefined), text: (screen) => skillText(scan, screen) };
}

function writeSarif({ around }: Session, path: string, discovery: Discovery): void {
  try {
    around.writeText(resolve(around.cwd, path), `${JSON.stringify(sarifOf(discovery, VERSION), null, 2)}\n`);
  } catch (cause) {
    throw new DomainError('invalid-request', `${printable(path)} cannot be written`, {
      cause,
      hint: 'Give a path that you may write to.',
    });
  }
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
