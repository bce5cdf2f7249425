import {
  DomainError,
  formatRequirement,
  Lock,
  lockDigest,
  parseRequirement,
  type Digest,
  type Requirement,
} from '@sallyport/domain';
import type { InstallerParts } from './installer-parts';

/** Requirements as people type them -> the closure that would be installed. */
export class ResolveRequirements {
  constructor(private readonly parts: Pick<InstallerParts, 'ecosystem' | 'resolver'>) {}

  async run(request: { requirements: readonly string[] }): Promise<{ lock: Lock; lockDigest: Digest }> {
    const requirements = this.parse(request.requirements);
    const resolved = await this.parts.resolver.resolve(requirements);
    const lock = sorted(
      Lock.parse({ ...resolved, requirements: requirements.map(formatRequirement).sort() }),
    );
    return { lock, lockDigest: lockDigest(lock) };
  }

  /** @throws DomainError `empty-request`, `invalid-requirement`, `invalid-name`, `unsupported-source` */
  parse(texts: readonly string[]): Requirement[] {
    if (texts.length === 0) throw new DomainError('empty-request', 'No requirement was given');
    const parsed = texts.map((text) => parseRequirement(this.parts.ecosystem, text));
    return [...new Map(parsed.map((requirement) => [formatRequirement(requirement), requirement])).values()];
  }
}

function sorted(lock: Lock): Lock {
  const packages = [...lock.packages].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { ...lock, roots: [...lock.roots].sort(), packages };
}
