import type { Ecosystem } from '@sallyport/domain';
import type { Busiest as BusiestFigures, CountedCheck } from '../ports/decision-counters';

/** How many are told. */
const TOLD = 100;
/**
 * How many are kept before the least busy are forgotten, down to half. Far more than are told, so that what is told
 * was hardly ever forgotten; and bounded, whatever names callers invent.
 */
export const KEPT = 2_000;

interface Count {
  total: number;
  refused: number;
}

/** Who asks most, and for what. Exact until more than `KEPT` different ones come; after that a lower bound. */
export class Busiest {
  private readonly agents = new Map<string, Count>();
  private readonly packages: Readonly<Record<Ecosystem, Map<string, Map<string, Count>>>> = {
    pypi: new Map(),
    npm: new Map(),
  };
  private packagesKept = 0;

  add({ agentId, allowed, packages }: CountedCheck): void {
    this.addAgent(agentId, allowed);
    for (const { id, allowed: isAllowed } of packages) {
      const { ecosystem, name, version } = id;
      const known = this.packages[ecosystem].get(name)?.get(version);
      if (known !== undefined) addTo(known, isAllowed);
      else this.addPackage(ecosystem, name, version, isAllowed);
    }
  }

  figures(): BusiestFigures {
    return {
      byAgent: [...this.agents]
        .map(([agentId, { total, refused }]) => ({ agentId, total, refused }))
        .sort(byTotal)
        .slice(0, TOLD),
      byPackage: [...this.allPackages()]
        .map(({ count: { total, refused }, ...id }) => ({ ...id, total, refused }))
        .sort(byTotal)
        .slice(0, TOLD),
    };
  }

  private addAgent(agentId: string, allowed: boolean): void {
    let count = this.agents.get(agentId);
    if (count === undefined) {
      if (this.agents.size >= KEPT) {
        const least = [...this.agents].sort(([, a], [, b]) => a.total - b.total).slice(0, KEPT / 2);
        for (const [forgotten] of least) this.agents.delete(forgotten);
      }
      this.agents.set(agentId, (count = { total: 0, refused: 0 }));
    }
    addTo(count, allowed);
  }

  private addPackage(ecosystem: Ecosystem, name: string, version: string, allowed: boolean): void {
    if (this.packagesKept >= KEPT) this.forgetPackages();
    let versions = this.packages[ecosystem].get(name);
    if (versions === undefined) this.packages[ecosystem].set(name, (versions = new Map()));
    const count = { total: 0, refused: 0 };
    addTo(count, allowed);
    versions.set(version, count);
    this.packagesKept += 1;
  }

  private forgetPackages(): void {
    const least = [...this.allPackages()].sort((a, b) => a.count.total - b.count.total).slice(0, KEPT / 2);
    for (const { ecosystem, name, version } of least) {
      const versions = this.packages[ecosystem].get(name);
      versions?.delete(version);
      if (versions?.size === 0) this.packages[ecosystem].delete(name);
    }
    this.packagesKept -= least.length;
  }

  private *allPackages() {
    for (const ecosystem of ['pypi', 'npm'] as const)
      for (const [name, versions] of this.packages[ecosystem])
        for (const [version, count] of versions) yield { ecosystem, name, version, count };
  }
}

const byTotal = (a: Count, b: Count): number => b.total - a.total;

function addTo(count: Count, allowed: boolean): void {
  count.total += 1;
  if (!allowed) count.refused += 1;
}
