import type { ArtifactDelta, NewBehaviours } from '@sallyport/domain';
import { behaviourText } from './behaviour-text';
import { foreign } from '../screen/foreign';
import type { Paint } from '../screen/paint';
import type { Evidence } from './rank';

type Delta = NonNullable<Evidence['delta']>;
type Compared = NonNullable<Delta['artifacts']>[number];

/** So many of one list are named; `--json` has more. */
const NAMED = 4;
const WHY: Readonly<Record<string, string>> = {
  'nothing-like': 'nothing to compare with: the version before has no file of this kind',
  'not-seen': 'not compared: one of the two was not looked at since comparing began',
  'left-out': 'not compared: the answer was full',
};

/** What is new since the version before, a line a fact. Everything in it comes from outside. */
export function deltaLines(delta: Evidence['delta'], paint: Paint): string[] {
  if (delta === null) return [];
  const { artifacts = [], publisher } = delta;
  const since = `since ${foreign(delta.from)}${delta.how === 'scanned' ? ' (scanned, approved by nobody)' : ''}`;
  return [
    delta.gained.length === 0
      ? `nothing new ${since}`
      : paint.red(`new ${since}: ${delta.gained.map((each) => foreign(each, 100)).join(', ')}`),
    ...(publisher === undefined
      ? []
      : [
          paint.red(
            `publisher ${foreign(publisher.after ?? 'unknown', 100)}, before ${foreign(publisher.before ?? 'unknown', 100)}`,
          ),
        ]),
    ...artifacts.flatMap((artifact) => artifactLines(artifact, paint)),
  ];
}

function artifactLines(
  { filename, against, delta, why, behaviours, signs }: Compared,
  paint: Paint,
): string[] {
  const name = foreign(filename, 100);
  const done = behaviourLines(behaviours ?? null, paint).map((line) => `  ${line}`);
  if (delta === null) {
    const reason = WHY[why ?? ''] ?? `not compared: ${foreign(why ?? 'no reason given', 60)}`;
    return [paint.yellow(`${name}: ${reason}`), ...done];
  }
  return [
    `${name} against ${foreign(against?.filename ?? '', 100)}: ${sizeText(delta.size)}`,
    ...signs.map(({ code, text }) => `  ${paint.red(code)}: ${foreign(text, 300)}`),
    ...done,
    ...listLines(delta).map((line) => `  ${line}`),
  ];
}

/** What running both has shown; nothing where one of them was not run. */
function behaviourLines(news: NewBehaviours | null, paint: Paint): string[] {
  if (news === null) return [];
  if (news.count === 0) return ['run: does nothing that the one before did not'];
  const named = news.first.slice(0, NAMED).map((behaviour) => foreign(behaviourText(behaviour), 200));
  const rest = news.count - named.length;
  return [paint.red(`run: new ${named.join('; ')}${rest > 0 ? `; ${rest} more` : ''}`)];
}

function sizeText({ before, after, filesBefore, filesAfter }: ArtifactDelta['size']): string {
  const change = after - before;
  return `${change < 0 ? '' : '+'}${change} bytes (${after}), ${filesBefore} to ${filesAfter} files`;
}

/** What the signs do not say already, and what went. */
function listLines({ capabilities, hooks, entryPoints, dependencies, files }: ArtifactDelta): string[] {
  const { added, changed, removed, unlike, native } = files;
  return [
    ...(capabilities.lost.length === 0 ? [] : [`can no longer: ${capabilities.lost.join(', ')}`]),
    ...named('hooks gone', hooks.removed, ({ name }) => name),
    ...named('other code of hooks', codeOnly(hooks.changed), ({ after }) => after.name),
    ...named('dependencies new', dependencies.added, ({ name, range }) => `${name} ${range}`),
    ...named(
      'dependencies changed',
      dependencies.changed,
      ({ name, before, after }) => `${name} ${before} to ${after}`,
    ),
    ...named('dependencies gone', dependencies.removed, ({ name }) => name),
    ...named('entry points new', entryPoints.added, (point) => point),
    ...named('entry points gone', entryPoints.removed, (point) => point),
    ...named('machine code new', native, sized),
    ...named('code like none before', unlike, sized),
    ...named('files new', added, sized),
    ...named('files changed', changed, ({ path, before, after }) => `${path} ${before} to ${after}`),
    ...named('files gone', removed, sized),
    ...(files.restDiffers === true ? ['files that are not listed differ'] : []),
  ];
}

function codeOnly(changed: ArtifactDelta['hooks']['changed']): ArtifactDelta['hooks']['changed'] {
  const first = changed.first.filter(({ what }) => what === 'code');
  return { count: first.length, first };
}

function sized({ path, size }: { path: string; size: number }): string {
  return `${path} (${size})`;
}

function named<Item>(
  what: string,
  { count, first }: { count: number; first: readonly Item[] },
  text: (item: Item) => string,
): string[] {
  if (count === 0) return [];
  const shown = first.slice(0, NAMED).map((item) => foreign(text(item), 120));
  const more = count - shown.length;
  return [`${what}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}
