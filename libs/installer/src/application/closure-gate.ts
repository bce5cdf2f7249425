import {
  normalizeName,
  normalizeVersion,
  pathFromRoot,
  type Ecosystem,
  type Lock,
  type RefusedPackage,
  type Revision,
} from '@sallyport/domain';
import type { InstallerParts } from './installer-parts';
import type { ClosureDecision } from './ports';

export type GateAnswer =
  { allowed: true; revision: Revision } | { allowed: false; revision: Revision; refused: RefusedPackage[] };

/** Door one for a whole closure: one question, and for every no the way that leads to the refused package. */
export class ClosureGate {
  constructor(private readonly parts: Pick<InstallerParts, 'governance' | 'revision'>) {}

  async ask(lock: Lock, agentId: string, minRevision: Revision = 0): Promise<GateAnswer> {
    const packages = distinct(lock);
    const decision = await this.parts.governance.checkClosure({
      agentId,
      packages,
      minRevision: this.parts.revision.atLeast(minRevision),
    });
    this.parts.revision.saw(decision.revision);
    // An answer about fewer packages than were asked for allows nothing.
    const complete = decision.checked === packages.length && decision.refused.length === 0;
    if (decision.allowed && complete) return { allowed: true, revision: decision.revision };
    return { allowed: false, revision: decision.revision, refused: refusals(lock, decision) };
  }
}

/** One package at several places of the tree is one question. */
function distinct({ ecosystem, packages }: Lock): { name: string; version: string }[] {
  const byIdentity = packages.map(
    ({ name, version }) => [identity(ecosystem, { name, version }), { name, version }] as const,
  );
  return [...new Map(byIdentity).values()];
}

function refusals(lock: Lock, decision: ClosureDecision): RefusedPackage[] {
  return decision.refused.map((refused) => {
    const key = identity(lock.ecosystem, refused);
    const entry = lock.packages.find((candidate) => identity(lock.ecosystem, candidate) === key);
    return {
      // As governance knows it, so that the answer can be compared with what was banned or approved.
      name: refused.name,
      version: refused.version,
      reasonCode: refused.decision.reasonCode,
      reason: refused.decision.reason,
      path: entry ? pathFromRoot(lock, entry.path) : [],
    };
  });
}

/** Governance answers in its normalised spelling; the lock has the registry's. */
function identity(ecosystem: Ecosystem, { name, version }: { name: string; version: string }): string {
  return JSON.stringify([normalizeName(ecosystem, name), normalizeVersion(ecosystem, version)]);
}

/** `urllib3@1.26.5 (banned) by requests@2.31.0 > urllib3@1.26.5; …` */
export function describeRefusals(refused: readonly RefusedPackage[]): string {
  if (refused.length === 0) return 'the answer does not speak of the whole closure';
  const shown = refused.slice(0, 3).map(({ name, version, reasonCode, path }) => {
    const way = path.length > 1 ? ` by ${path.join(' > ')}` : '';
    return `${name}@${version} (${reasonCode})${way}`;
  });
  const more = refused.length > shown.length ? `; and ${refused.length - shown.length} more` : '';
  return `${shown.join('; ')}${more}`;
}
