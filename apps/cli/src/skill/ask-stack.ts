import {
  checkClosure,
  describePackage,
  DomainError,
  ECOSYSTEMS,
  getFacts,
  type Decision,
  type Ecosystem,
  type PackageFacts,
  type ReplyOf,
} from '@sallyport/domain';
import type { Discovery } from '@sallyport/requirements';
import type { Session } from '../session';
import { refOf } from '../target-option';

export interface Pinned {
  ecosystem: Ecosystem;
  name: string;
  version: string;
}

/** What the stack was asked, or why it was not. */
export type Asked<Answer> =
  ({ asked: true } & Answer) | { asked: false; why: string; code?: DomainError['code'] };

export interface Decisions {
  agentId: string;
  checked: number;
  refused: (Pinned & { decision: Decision; alternative: string | null })[];
}

export interface KnownFacts {
  packages: (Pinned & { facts: PackageFacts | null })[];
  /** Without advisories, none were looked for. */
  advisoriesLoaded: boolean;
  /** Pinned packages beyond the most that are asked for. */
  leftOut: number;
}

/** One message to governance takes so many package versions with room to spare. */
const MOST_IN_A_MESSAGE = 5_000;
/** There is no question for the facts of many packages at once; so many are asked for one by one. */
const MOST_FACTS = 200;
const FACTS_AT_ONCE = 8;

/** Every exact version that the skill's manifests and locks pin. */
export function pinnedOf({ requirements, locked }: Discovery): Pinned[] {
  const pinned = new Map<string, Pinned>();
  const add = (each: Pinned): void => void pinned.set(describePackage(each), each);
  for (const { ecosystem, name, versions } of requirements)
    for (const version of versions) add({ ecosystem, name, version });
  for (const { ecosystem, name, version } of locked) add({ ecosystem, name, version });
  return [...pinned.values()];
}

/** May the agent use what is pinned? A stack that does not answer has not said yes. */
export async function askDecisions(
  session: Session,
  pinned: readonly Pinned[],
  agentId: string,
): Promise<Asked<Decisions>> {
  try {
    const client = await session.clientFor(checkClosure);
    const decisions: Decisions = { agentId, checked: 0, refused: [] };
    for (const ecosystem of ECOSYSTEMS) {
      const own = pinned
        .filter((each) => each.ecosystem === ecosystem)
        .map(({ name, version }) => ({ name, version }));
      for (let from = 0; from < own.length; from += MOST_IN_A_MESSAGE) {
        const packages = own.slice(from, from + MOST_IN_A_MESSAGE);
        const answer: ReplyOf<typeof checkClosure> = await client.checkClosure(ecosystem, packages, {
          agentId,
        });
        decisions.checked += answer.checked;
        decisions.refused.push(
          ...answer.refused.map(({ name, version, decision, alternative }) => ({
            ecosystem,
            name,
            version,
            decision,
            alternative,
          })),
        );
      }
    }
    return { asked: true, ...decisions };
  } catch (cause) {
    return notAsked(cause);
  }
}

/** What the registry knows of the pinned packages: advisories and scans. */
export async function askFacts(session: Session, pinned: readonly Pinned[]): Promise<Asked<KnownFacts>> {
  const wanted = pinned.slice(0, MOST_FACTS);
  try {
    const client = await session.clientFor(getFacts);
    const packages: KnownFacts['packages'] = [];
    let advisoriesLoaded = true;
    for (let from = 0; from < wanted.length; from += FACTS_AT_ONCE) {
      const some = wanted.slice(from, from + FACTS_AT_ONCE);
      const replies = await Promise.all(some.map((each) => client.call(getFacts, refOf(each))));
      some.forEach((each, index) => packages.push({ ...each, facts: replies[index]?.facts ?? null }));
      advisoriesLoaded &&= replies.every(({ advisoryData }) => advisoryData?.loaded === true);
    }
    return { asked: true, packages, advisoriesLoaded, leftOut: pinned.length - wanted.length };
  } catch (cause) {
    return notAsked(cause);
  }
}

function notAsked(cause: unknown): { asked: false; why: string; code: DomainError['code'] } {
  if (!DomainError.is(cause)) throw cause;
  return { asked: false, why: cause.message, code: cause.code };
}
