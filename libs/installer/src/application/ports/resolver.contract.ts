import {
  formatRequirement,
  Lock,
  parseRequirement,
  type Ecosystem,
  type Requirement,
} from '@sallyport/domain';
import { codeOf, errorOf } from '../../testing/code-of';
import type { Resolver } from './resolver';

export interface ResolverSamples {
  ecosystem: Ecosystem;
  /** Requirements that resolve together to more packages than they name. */
  good: string[];
  /** Legal, and no registry has it. */
  unknownPackage: string;
  /** The package is there, the version is not. */
  unknownVersion: string;
  /** Each exists; together they cannot be met. `blamed` is in the explanation. */
  conflict: { requirements: string[]; blamed: string };
}

/** What every resolver holds to; `make` is asked once, so that a real one can use its cache. */
export function resolverContract(name: string, samples: ResolverSamples, make: () => Resolver): void {
  describe(`${name} holds to the resolver contract`, () => {
    let resolver: Resolver;
    let requirements: Requirement[];
    const parse = (texts: string[]) => texts.map((text) => parseRequirement(samples.ecosystem, text));
    beforeAll(() => {
      resolver = make();
      requirements = parse(samples.good);
    });

    it('answers a lock', async () => {
      const lock = await resolver.resolve(requirements);

      expect(Lock.safeParse(lock).error).toBeUndefined();
      expect(lock.ecosystem).toBe(samples.ecosystem);
      expect(lock.packages.length).toBeGreaterThan(requirements.length);
    });

    it('has a root for each requirement, and roots and edges lead to packages of the lock', async () => {
      const lock = await resolver.resolve(requirements);
      const byPath = new Map(lock.packages.map((entry) => [entry.path, entry]));

      const named = lock.roots.map((root) => byPath.get(root)?.name);
      const dangling = lock.packages.flatMap((entry) => entry.dependencies.filter((to) => !byPath.has(to)));

      expect(named.sort()).toEqual(requirements.map((requirement) => requirement.name).sort());
      expect(dangling).toEqual([]);
      expect(byPath.size).toBe(lock.packages.length);
    });

    it('leads from the roots to everything', async () => {
      const lock = await resolver.resolve(requirements);
      const byPath = new Map(lock.packages.map((entry) => [entry.path, entry]));

      const reached = new Set(lock.roots);
      for (const path of reached) for (const to of byPath.get(path)?.dependencies ?? []) reached.add(to);

      expect([...reached].sort()).toEqual([...byPath.keys()].sort());
    });

    it('answers the same twice', async () => {
      const [first, second] = [await resolver.resolve(requirements), await resolver.resolve(requirements)];

      expect(second).toEqual(first);
    });

    it.each([
      ['package-not-found', () => [samples.unknownPackage]],
      ['version-not-found', () => [samples.unknownVersion]],
      ['version-conflict', () => samples.conflict.requirements],
    ])('answers %s', async (code, texts) => {
      expect(await codeOf(resolver.resolve(parse(texts())))).toBe(code);
    });

    it('explains a conflict by what is in it', async () => {
      const error = await errorOf(resolver.resolve(parse(samples.conflict.requirements)));

      expect(error?.message).toContain(samples.conflict.blamed);
    });

    it('takes requirements in any order', async () => {
      const forth = await resolver.resolve(requirements);
      const back = await resolver.resolve([...requirements].reverse());

      const pins = (lock: Lock) => lock.packages.map((entry) => `${entry.path} ${entry.version}`).sort();
      expect(pins(back)).toEqual(pins(forth));
      expect(requirements.map(formatRequirement)).toHaveLength(samples.good.length);
    });
  });
}
