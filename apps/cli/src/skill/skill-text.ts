import { describePackage } from '@sallyport/domain';
import type { Discovery, FoundRequirement, Place } from '@sallyport/requirements';
import { factsLines } from '../review/facts-text';
import { decisionMark, decisionSummary } from '../screen/decision-text';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';
import { scanText } from '../scan/scan-text';
import type { SkillScan } from './scan-skill';

/** So many rows of a list are shown; `--json` has all. */
const SHOWN = 50;

/** Everything in it comes from the skill, which is hostile, or from outside. */
export function skillText(scan: SkillScan, screen: Screen): string {
  const { discovery } = scan;
  const { paint } = screen;
  const { files, requirements, locked, complete } = discovery;
  return [
    scanText(scan.scan, screen),
    '',
    `${complete ? paint.green('whole') : paint.red('not whole')}  ${requirements.length} requirements, ${locked.length} packages locked; read: ${files.code} files of code, ${files.manifests} manifests`,
    ...table(screen, requirements, ['requirement', 'need', 'version', 'from'], requirementRow),
    ...section(
      screen,
      paint.red('unresolved'),
      discovery.unresolved,
      ['at', 'kind', 'text', 'candidates'],
      ({ place, kind, text, candidates }) => [
        at(place),
        kind,
        foreign(text),
        candidates.length === 0 ? '' : `one of ${foreign(candidates.join(', '))}`,
      ],
    ),
    ...section(
      screen,
      paint.red('not read'),
      discovery.problems,
      ['at', 'kind', 'why'],
      ({ place, kind, message }) => [at(place), kind, foreign(message)],
    ),
    ...section(
      screen,
      paint.yellow('imported, not declared'),
      discovery.undeclared,
      ['at', 'package'],
      difference,
    ),
    ...section(screen, paint.dim('declared, not imported'), discovery.unused, ['at', 'package'], difference),
    ...section(screen, paint.dim('notes'), discovery.notes, ['at', 'note'], ({ place, message }) => [
      at(place),
      foreign(message),
    ]),
    ...(discovery.vendored.length === 0
      ? []
      : [paint.yellow(`other people's code, not read: ${foreign(discovery.vendored.join(', '), 500)}`)]),
    ...decisionText(scan, screen),
    ...factsText(scan, screen),
  ].join('\n');
}

function requirementRow({
  ecosystem,
  name,
  extras,
  need,
  certainty,
  versions,
  ranges,
  sources,
}: FoundRequirement): string[] {
  const named = `${ecosystem}:${name}${extras.length === 0 ? '' : `[${extras.join(',')}]`}`;
  // People look for the line of code first.
  const first = sources.find(({ how }) => how === 'import') ?? sources[0];
  const more = sources.length - 1;
  return [
    foreign(named),
    certainty === 'assumed' ? `${need} (name assumed)` : need,
    foreign(versions.length > 0 ? versions.join(', ') : ranges.length > 0 ? ranges.join(' ') : 'any'),
    `${first === undefined ? '' : at(first)}${more > 0 ? ` and ${more} more` : ''}`,
  ];
}

function decisionText({ decisions, unpinned }: SkillScan, { paint, table: tableOf }: Screen): string[] {
  if (!decisions.asked) return [`decisions: ${paint.yellow('not asked')}, ${foreign(decisions.why, 300)}`];
  const { refused, checked, agentId } = decisions;
  return [
    refused.length === 0
      ? `decisions: ${paint.green('allowed')}  all ${checked} pinned packages for ${foreign(agentId)}`
      : `decisions: ${paint.red('denied')}  ${refused.length} of ${checked} pinned packages for ${foreign(agentId)}`,
    ...(refused.length === 0
      ? []
      : [
          tableOf(
            ['package', 'answer', 'why'],
            refused
              .slice(0, SHOWN)
              .map(({ decision, alternative, ...pinned }) => [
                foreign(describePackage(pinned)),
                decisionMark(decision, paint),
                decisionSummary(decision, alternative, paint),
              ]),
          ),
        ]),
    ...(unpinned.length === 0
      ? []
      : [paint.yellow(`not decided, as no version is pinned: ${foreign(unpinned.join(', '), 500)}`)]),
  ];
}

function factsText({ facts }: SkillScan, { paint }: Screen): string[] {
  if (!facts.asked) return [`findings: ${paint.yellow('not asked')}, ${foreign(facts.why, 300)}`];
  const unknown = facts.packages.filter(({ facts: known }) => known === null);
  const noted = facts.packages.filter(({ facts: known }) => (known?.advisories.matches.length ?? 0) > 0);
  return [
    `findings: ${facts.packages.length - unknown.length} pinned packages are known, ${noted.length} with advisories`,
    ...(facts.advisoriesLoaded
      ? []
      : [
          paint.yellow(
            'advisories: none loaded, so known vulnerabilities were NOT looked for (sallyport advisories import PATH|URL)',
          ),
        ]),
    ...noted.flatMap(({ facts: known, ...pinned }) => [
      paint.bold(foreign(describePackage(pinned))),
      ...factsLines(known, paint).map((line) => `   ${line}`),
    ]),
    ...(unknown.length === 0
      ? []
      : [
          paint.yellow(
            `nothing is known of ${unknown.length} pinned packages, which have not been scanned: that is not "nothing found"`,
          ),
        ]),
    ...(facts.leftOut === 0
      ? []
      : [paint.yellow(`${facts.leftOut} pinned packages more were not asked for`)]),
  ];
}

function section<Item>(
  screen: Screen,
  title: string,
  items: readonly Item[],
  head: readonly string[],
  row: (item: Item) => string[],
): string[] {
  return items.length === 0 ? [] : [`${title}: ${items.length}`, ...table(screen, items, head, row)];
}

function table<Item>(
  screen: Screen,
  items: readonly Item[],
  head: readonly string[],
  row: (item: Item) => string[],
): string[] {
  if (items.length === 0) return [];
  const more = items.length - SHOWN;
  return [
    screen.table(head, items.slice(0, SHOWN).map(row)),
    ...(more > 0 ? [screen.paint.dim(`and ${more} more (--json)`)] : []),
  ];
}

const difference = ({ ecosystem, name, place }: Discovery['unused'][number]): string[] => [
  at(place),
  foreign(`${ecosystem}:${name}`),
];

function at({ file, line }: Place): string {
  return foreign(line === undefined ? file : `${file}:${line}`, 120);
}
