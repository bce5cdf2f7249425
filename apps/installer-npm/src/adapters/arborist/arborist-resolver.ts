import Arborist, { type ArboristNode } from '@npmcli/arborist';
import { DomainError, formatRequirement, type Lock, type Requirement } from '@sallyport/domain';
import { Resolver } from '@sallyport/installer';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmFailure } from './explain-failure';
import { npmOptions } from './npm-options';
import { PLATFORM, TARGET } from './platform';
import { treeToLock } from './tree-to-lock';

export interface ArboristResolverOptions {
  /** npm's cache of metadata; may be lost. */
  cacheDir: string;
  /** Milliseconds of one resolution. */
  timeoutMs: number;
  /** Where npm's configuration is taken from, besides its files. */
  env: NodeJS.ProcessEnv;
}

/** Resolves with npm's own resolver, from manifests of the registry only. No script runs and nothing is unpacked to be used. */
export class ArboristResolver extends Resolver {
  constructor(private readonly options: ArboristResolverOptions) {
    super();
  }

  async resolve(requirements: readonly Requirement[]): Promise<Lock> {
    assertOneRangeEach(requirements);
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-npm-'));
    try {
      const tree = await this.idealTree(folder, requirements.map(spec));
      const lock = treeToLock(tree, PLATFORM);
      return {
        ecosystem: 'npm',
        target: TARGET,
        requirements: requirements.map(formatRequirement).sort(),
        ...lock,
      };
    } catch (cause) {
      throw npmFailure(cause);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async idealTree(folder: string, add: string[]): Promise<ArboristNode> {
    const options = await npmOptions(folder, this.options.cacheDir, this.options.env);
    const arborist = new Arborist({ ...options, path: folder });
    return within(this.options.timeoutMs, arborist.buildIdealTree({ add, saveType: 'prod', prune: true }));
  }
}

/** Without a range npm would take the tag `latest`, which is what people mean. */
function spec(requirement: Requirement): string {
  return formatRequirement(requirement);
}

/** A folder has one package of a name; of two ranges npm would silently take the last. */
function assertOneRangeEach(requirements: readonly Requirement[]): void {
  const seen = new Map<string, Requirement>();
  for (const requirement of requirements) {
    const other = seen.get(requirement.name);
    if (other) {
      throw new DomainError(
        'version-conflict',
        `${formatRequirement(other)} and ${formatRequirement(requirement)} are asked for together`,
        { hint: 'Ask for each package once, with one range.' },
      );
    }
    seen.set(requirement.name, requirement);
  }
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let clock: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    const error = new DomainError('registry-unreachable', `Resolving did not end within ${timeoutMs} ms`);
    clock = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    return await Promise.race([work, tooSlow]);
  } finally {
    clearTimeout(clock);
  }
}
