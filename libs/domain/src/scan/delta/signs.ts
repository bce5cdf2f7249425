import { SEVERITIES, type Severity } from '../report';
import type { ProfileDependency } from '../profile';
import type { ArtifactDelta } from './artifact-delta';
import { notableHooks } from './hook-changes';

/** Codes of what in a delta deserves a reviewer's eye; what a delta shows beside these is what updates are made of. */
export const DELTA_SIGNS = [
  'capability-gained',
  'hook-added',
  'hook-changed',
  'finding-gained',
  'native-code-gained',
  'young-dependency',
  'unnamed-dependency',
  'not-whole',
] as const;
export type DeltaSignCode = (typeof DELTA_SIGNS)[number];

export interface DeltaSign {
  readonly code: DeltaSignCode;
  /** One sentence, with names that are foreign text. */
  readonly text: string;
}

export interface DeltaSurroundings {
  /** Days that the package had existed when this release came; null: not known. */
  ageOf(dependency: string): number | null;
}

/**
 * Packages that attacks bring in are hours or days old when they do (axios, March 2026; event-stream's came a month
 * after its first release); honest projects take up what has proved itself.
 */
const YOUNG_DAYS = 60;
/** A dependency that nothing uses is there for its own hooks; one that has stood for a year is more likely forgotten. */
const UNNAMED_DAYS = 365;
const ACCUSING: Severity = 'high';

/** What stands out in the difference, in the order of `DELTA_SIGNS`; empty for what an honest update usually is. */
export function deltaSigns(delta: ArtifactDelta, { ageOf }: DeltaSurroundings): DeltaSign[] {
  const hooks = notableHooks({ added: delta.hooks.added.first, changed: delta.hooks.changed.first });
  return [
    ...delta.capabilities.gained
      .filter((capability) => capability !== 'native-code')
      .map((capability) => sign('capability-gained', `What runs by itself can now do this: ${capability}.`)),
    ...hooks.added.map(({ name, command }) => sign('hook-added', `${name} starts by itself: ${command}`)),
    ...hooks.changed.map(({ what, before, after }) =>
      sign(
        'hook-changed',
        what === 'command'
          ? `${after.name} starts ${after.command} instead of ${before.command}`
          : `${after.name} does more than build`,
      ),
    ),
    ...delta.findings.first
      .filter(({ severity }) => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(ACCUSING))
      .map(({ rule, severity }) =>
        sign('finding-gained', `The scan's rule ${rule} (${severity}) speaks now.`),
      ),
    ...(delta.capabilities.gained.includes('native-code')
      ? [
          sign(
            'native-code-gained',
            `Machine code where there was none: ${delta.files.native.first[0]?.path ?? 'built or loaded'}.`,
          ),
        ]
      : []),
    ...delta.dependencies.added.first.flatMap((dependency) => dependencySigns(dependency, ageOf)),
    ...partsNotSeen(delta).map((what) => sign('not-whole', `Not all of it could be compared: ${what}.`)),
  ];
}

/** What is hidden behind the end of a list, or was too much for a profile, may be anything. */
function partsNotSeen({ hooks, findings, dependencies, cut }: ArtifactDelta): string[] {
  const lists = { 'new hooks': hooks.added, 'changed hooks': hooks.changed, 'new findings': findings };
  return [
    ...Object.entries({ ...lists, 'new dependencies': dependencies.added })
      .filter(([, { count, first }]) => count > first.length)
      .map(([what, { count }]) => `${count} ${what}`),
    ...cut,
  ];
}

function dependencySigns(dependency: ProfileDependency, ageOf: DeltaSurroundings['ageOf']): DeltaSign[] {
  const { section, isNamed } = dependency;
  const name = packageOf(dependency);
  // Neither is fetched with the package.
  if (section === 'extra' || section === 'peer') return [];
  const age = ageOf(name);
  const told = age === null ? 'of unknown age' : `${age} days old when it came`;
  return [
    ...(age !== null && age < YOUNG_DAYS
      ? [sign('young-dependency', `A new dependency, ${name}, was ${told}.`)]
      : []),
    ...(!isNamed && section !== 'build' && (age === null || age < UNNAMED_DAYS)
      ? [sign('unnamed-dependency', `A new dependency, ${name}, ${told}, is named by no file.`)]
      : []),
  ];
}

/** npm: `npm:other@range` installs another package under this name (npm-package-arg, `alias`). */
export function packageOf({ name, range }: Pick<ProfileDependency, 'name' | 'range'>): string {
  return /^npm:((?:@[^/]+\/)?[^@]+)/.exec(range)?.[1] ?? name;
}

function sign(code: DeltaSignCode, text: string): DeltaSign {
  return { code, text };
}
