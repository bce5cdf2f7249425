import { randomUUID } from 'node:crypto';
import {
  actorText,
  DomainError,
  exactPackage,
  formatRequirement,
  parseEcosystem,
  parseRequirement,
  type Ecosystem,
  type Lock,
  type PackageId,
  type ParsedRequestOf,
  type ReplyOf,
  type Requirement,
  type requestPackages,
} from '@sallyport/domain';
import { MissingNames } from '../names/missing-names';
import { Clock } from '../ports/clock';
import { Resolver } from '../ports/resolver';
import { RegistryWriter } from '../registry/registry-writer';
import { packageParts } from './package-parts';
import { distinctIds } from './target';

/** Asks for approval of what requirements resolve to, so that one review covers the whole tree. */
export class RequestPackages {
  constructor(
    private readonly resolver: Resolver,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
    private readonly names: MissingNames,
  ) {}

  async request(request: ParsedRequestOf<typeof requestPackages>): Promise<ReplyOf<typeof requestPackages>> {
    const { actor, note } = request;
    const ecosystem = parseEcosystem(request.ecosystem);
    if (request.requirements.length === 0)
      throw new DomainError('empty-request', 'No requirements were named');
    const requirements = request.requirements.map((text) => parseRequirement(ecosystem, text));
    const lock = request.closure
      ? await this.names.noted({ ecosystem, actor }, () => this.resolve(ecosystem, requirements))
      : null;
    const packages = lock === null ? distinctIds(requirements.map(exactPackage)) : packagesOf(lock);
    const requestId = randomUUID();
    const at = this.clock.now().toISOString();
    const receipt = await this.writer.write({
      packages,
      at,
      request: {
        id: requestId,
        ecosystem,
        requirements: requirements.map(formatRequirement),
        lock,
        packages,
        actor,
        note: note ?? null,
        at,
      },
      decide: (present) =>
        packageParts(
          {
            packages,
            transition: { action: 'request', by: actorText(actor) },
            actor,
            at,
            note,
            requestId,
          },
          present,
        ),
    });
    return { ...receipt, requestId, lock, packages };
  }

  private async resolve(ecosystem: Ecosystem, requirements: readonly Requirement[]): Promise<Lock> {
    const lock = await this.resolver.resolve(ecosystem, requirements.map(formatRequirement));
    if (lock.ecosystem === ecosystem) return lock;
    throw new DomainError(
      'internal',
      `A closure of ${ecosystem} was asked for and one of ${lock.ecosystem} came back`,
    );
  }
}

/** npm may hold one version at several places of the tree; for governance it is one package. */
function packagesOf(lock: Lock): PackageId[] {
  return distinctIds(
    lock.packages.map(({ name, version }) => ({ ecosystem: lock.ecosystem, name, version })),
  );
}
