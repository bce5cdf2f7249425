import type { Ecosystem, PackageId } from '@sallyport/domain';
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

interface PackageCount extends Count {
  readonly id: PackageId;
}

/** Who asks most, and for what. Exact until more than `KEPT` different ones come; after that a lower bound. */
export class Busiest {
  private readonly agents = new Map<string, Count>();
  private readonly packages: Readonly<Record<Ecosystem, Map<string, PackageCount>>> = {
    pypi: new Map(),
    npm: new Map(),
  };

  add({ agentId, allowed, packages }: CountedCheck): void {
    this.addAgent(agentId, allowed);
    for (const { id, allowed: isAllowed } of packages) this.addPackage(id, isAllowed);
  }

  figures(): BusiestFigures {
    const { pypi, npm } = this.packages;
    return {
      byAgent: [...this.agents]
        .map(([agentId, { total, refused }]) => ({ agentId, total, refused }))
        .sort(byTotal)
        .slice(0, TOLD),
      byPackage: [...pypi.values(), ...npm.values()]
        .map(({ id: { ecosystem, name, version }, total, refused }) => ({
          ecosystem,
          name,
          version,
          total,
          refused,
        }))
        .sort(byTotal)
        .slice(0, TOLD),
    };
  }

  private addAgent(agentId: string, allowed: boolean): void {
    let count = this.agents.get(agentId);
    if (count === undefined) {
      if (this.agents.size >= KEPT) forgetHalf([this.agents]);
      this.agents.set(agentId, (count = { total: 0, refused: 0 }));
    }
    addTo(count, allowed);
  }

  private addPackage(id: PackageId, allowed: boolean): void {
    const { pypi, npm } = this.packages;
    const counts = this.packages[id.ecosystem];
    // No version has a space in it.
    const key = `${id.version} ${id.name}`;
    let count = counts.get(key);
    if (count === undefined) {
      if (pypi.size + npm.size >= KEPT) forgetHalf([pypi, npm]);
      counts.set(key, (count = { id, total: 0, refused: 0 }));
    }
    addTo(count, allowed);
  }
}

/** The least busy, and of those that are alike the ones that came first. Where most come once, this is much of a check. */
function forgetHalf(maps: readonly Map<string, Count>[]): void {
  const totals = Float64Array.from(maps.flatMap((map) => [...map.values()].map(({ total }) => total))).sort();
  let left = Math.floor(totals.length / 2);
  const most = totals[left - 1] ?? 0;
  let alike = left - totals.findIndex((total) => total === most);
  for (const map of maps)
    for (const [key, { total }] of map) {
      if (left === 0) return;
      if (total > most || (total === most && alike === 0)) continue;
      if (total === most) alike -= 1;
      map.delete(key);
      left -= 1;
    }
}

const byTotal = (a: Count, b: Count): number => b.total - a.total;

function addTo(count: Count, allowed: boolean): void {
  count.total += 1;
  if (!allowed) count.refused += 1;
}
