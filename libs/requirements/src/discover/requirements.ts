import type { Ecosystem } from '@sallyport/domain';
import type { Certainty, FoundRequirement, Mark, Need, Source } from '../model/discovery';
import type { Declared } from '../manifests';

const NEEDS: readonly Need[] = ['required', 'conditional', 'optional', 'types', 'development'];
const CERTAINTIES: readonly Certainty[] = ['declared', 'known', 'assumed'];
const MAX_SOURCES = 200;

/** Puts together what imports, commands and manifests say of each package. */
export class RequirementList {
  private readonly found = new Map<string, FoundRequirement>();

  add(ecosystem: Ecosystem, name: string, source: Source, certainty: Certainty): void {
    const requirement = this.of(ecosystem, name, certainty);
    if (source.how === 'import') requirement.imported = true;
    if (requirement.sources.length < MAX_SOURCES && !requirement.sources.some((each) => isSame(each, source)))
      requirement.sources.push(source);
    requirement.need = stronger(requirement.need, needOf(source.marks));
    if (CERTAINTIES.indexOf(certainty) < CERTAINTIES.indexOf(requirement.certainty))
      requirement.certainty = certainty;
  }

  declare({ ecosystem, name, extras, range, version, marks, text, place }: Declared): void {
    this.add(ecosystem, name, { ...place, how: 'manifest', marks: [...marks], text }, 'declared');
    const requirement = this.of(ecosystem, name, 'declared');
    requirement.declared = true;
    addTo(requirement.ranges, range === '' ? [] : [range]);
    addTo(requirement.extras, extras);
    addTo(requirement.versions, version === undefined ? [] : [version]);
  }

  /** Versions of what is required; a lock alone requires nothing. */
  pin(ecosystem: Ecosystem, name: string, version: string): void {
    const requirement = this.found.get(keyOf(ecosystem, name));
    if (requirement !== undefined) addTo(requirement.versions, [version]);
  }

  list(): FoundRequirement[] {
    return [...this.found.values()].sort((a, b) =>
      compare(keyOf(a.ecosystem, a.name), keyOf(b.ecosystem, b.name)),
    );
  }

  private of(ecosystem: Ecosystem, name: string, certainty: Certainty): FoundRequirement {
    const key = keyOf(ecosystem, name);
    const present = this.found.get(key);
    if (present !== undefined) return present;
    const requirement: FoundRequirement = {
      ecosystem,
      name,
      need: 'development',
      certainty,
      extras: [],
      ranges: [],
      versions: [],
      imported: false,
      declared: false,
      sources: [],
    };
    this.found.set(key, requirement);
    return requirement;
  }
}

/** What one place makes of a package. A function that runs later, and a name given to a call, take nothing away. */
export function needOf(marks: readonly Mark[]): Need {
  if (marks.includes('development')) return 'development';
  if (marks.includes('type-only')) return 'types';
  if (marks.includes('guarded') || marks.includes('optional')) return 'optional';
  return marks.includes('conditional') ? 'conditional' : 'required';
}

function stronger(one: Need, other: Need): Need {
  return NEEDS.indexOf(one) <= NEEDS.indexOf(other) ? one : other;
}

/** Members of one import are of one package mostly: it is one place. */
function isSame(one: Source, other: Source): boolean {
  return (
    one.file === other.file && one.line === other.line && one.how === other.how && one.text === other.text
  );
}

function keyOf(ecosystem: Ecosystem, name: string): string {
  return JSON.stringify([ecosystem, name]);
}

function addTo(list: string[], items: readonly string[]): void {
  for (const item of items) if (!list.includes(item)) list.push(item);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
