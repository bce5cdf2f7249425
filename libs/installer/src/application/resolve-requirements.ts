import {
  DomainError,
  formatRequirement,
  Lock,
  lockDigest,
  parseRequirement,
  type Digest,
  type Requirement,
} from '@sallyport/domain';
import { z } from 'zod';
import type { InstallerParts } from './installer-parts';

/** `details` of a resolver's `package-not-found`, where it knows. */
const MissingName = z.object({ name: z.string().min(1).max(214) });

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

  /** The name that no registry has, where it is one that was asked for: what packages depend on nobody made up. */
  missingNameOf(cause: unknown, texts: readonly string[]): string | undefined {
    if (!DomainError.is(cause) || cause.code !== 'package-not-found') return undefined;
    const missing = MissingName.safeParse(cause.details).data?.name;
    return this.parse(texts).find(({ name }) => name === missing)?.name;
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
