import { verdictOf, type LocalScan, type LookedAt, type RunsByItself } from '@sallyport/analysis';
import { toPurl, VERDICTS, type Finding } from '@sallyport/domain';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';
import { VERDICT_TONE } from '../screen/verdict-tone';

/** So much is shown of one thing, so that a reviewer reads it in a minute; `--json` has all. */
const ARTIFACTS = 12;
const RULES_SHOWN = 8;
const PLACES = 3;
const RUNS = 6;
const UNREAD = 6;
const NOT_LOOKED_AT = 15;
const CLEAN_NAMED = 6;
/** Characters of a command; a hidden payload may stand in it. */
const COMMAND = 100;

type Paint = Screen['paint'];

/** The verdict, what runs by itself, why, what it can do, and what nobody looked at. Everything in it is foreign. */
export function scanText(scan: LocalScan, { paint }: Screen): string {
  const { artifacts, notLookedAt } = scan;
  const [only] = artifacts;
  const isOne = artifacts.length === 1 && notLookedAt.length === 0 && only !== undefined;
  const told = isOne ? artifacts : artifacts.filter((each) => each.verdict !== 'clean');
  const more = told.length - ARTIFACTS;
  return [
    ...(isOne ? [] : [headline(scan, paint), '']),
    ...told.slice(0, ARTIFACTS).flatMap((artifact) => [...artifactLines(artifact, paint), '']),
    ...(more > 0 ? [paint.yellow(`and ${more} more with something to say (--json)`), ''] : []),
    ...notLookedAtLines(scan, paint),
    ...(isOne ? [] : cleanLines(artifacts, paint)),
  ]
    .join('\n')
    .trimEnd();
}

function headline({ verdict, artifacts, notLookedAt, otherArtifacts }: LocalScan, paint: Paint): string {
  // "No" is said first, even where much could not be judged.
  const worst = artifacts.some((each) => each.verdict === 'suspicious') && verdict === 'unknown';
  const word = worst ? 'suspicious' : verdict;
  const counts = [...VERDICTS]
    .reverse()
    .map((each) => [each, artifacts.filter((artifact) => artifact.verdict === each).length] as const)
    .filter(([, count]) => count > 0)
    .map(([each, count]) => `${count} ${each}`);
  return [
    `${paint[VERDICT_TONE[word]](word.toUpperCase())}  ${artifacts.length} looked at${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`,
    ...(notLookedAt.length === 0 ? [] : [paint.yellow(`${notLookedAt.length} NOT looked at`)]),
    ...(otherArtifacts === 0
      ? []
      : [
          paint.yellow(`${otherArtifacts} artifacts of the same packages, for other machines, not looked at`),
        ]),
  ].join('; ');
}

function artifactLines(artifact: LookedAt, paint: Paint): string[] {
  const { verdict, digest, source, files, unpackedBytes, capabilities, undecided } = artifact;
  const from = `${source.replace('-', ' ')}${digest === null ? '' : `, ${digest}`}`;
  return [
    `${paint[VERDICT_TONE[verdict]](verdict.toUpperCase())}  ${paint.bold(foreign(nameOf(artifact)))}`,
    `  ${foreign(artifact.what, 300)} (${from}; ${files} files, ${unpackedBytes} bytes)`,
    ...(undecided === null
      ? []
      : [`  ${paint.yellow(`undecided: ${undecided.code}`)}  ${foreign(undecided.evidence, 500)}`]),
    ...runsLines(artifact.runs, paint),
    ...findingLines(artifact.findings, paint),
    `  can do    ${capabilities.length === 0 ? 'nothing by itself, as far as was read' : capabilities.join(', ')}${artifact.agentConfiguration ? '; has settings that agents or editors obey' : ''}`,
    ...unreadLines(artifact, paint),
  ];
}

function runsLines(runs: readonly RunsByItself[], paint: Paint): string[] {
  if (runs.length === 0) return ['  runs      nothing by itself'];
  return listed(
    '  runs      ',
    runs.map(({ entry, command, files, filesCount }) => {
      const what = foreign(command === entry ? entry : `${entry}: ${command}`, COMMAND);
      const more = filesCount > 4 ? ` and ${filesCount - 4} more files` : '';
      return foreign(`${what}${files.length === 0 ? '' : ` > ${files.slice(0, 4).join(', ')}${more}`}`, 240);
    }),
    RUNS,
    paint,
  );
}

/** One block for each rule, worst first, with its places. */
function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  // A rule whose places have all been shown with a worse one says nothing new but its name.
  const shown = new Set<string>();
  const rules: Finding[][] = [];
  const also: string[] = [];
  for (const own of byRule.values()) {
    const places = own.map(({ file, line }) => `${file}:${line}`);
    if (places.every((place) => shown.has(place))) also.push((own[0] as Finding).rule);
    else rules.push(own);
    for (const place of places) shown.add(place);
  }
  const more = rules.length - RULES_SHOWN;
  return [
    ...rules.slice(0, RULES_SHOWN).flatMap((own) => ruleLines(own, paint)),
    ...(also.length === 0 ? [] : [`  ${paint.dim('at the same places')}  ${foreign(also.join(', '), 400)}`]),
    ...(more > 0 ? [`  ${paint.dim(`and ${more} more rules that spoke (--json)`)}`] : []),
  ];
}

function ruleLines(findings: readonly Finding[], paint: Paint): string[] {
  const [first] = findings as readonly [Finding, ...Finding[]];
  const verdict = verdictOf(first);
  const more = findings.length - PLACES;
  return [
    `  ${paint[VERDICT_TONE[verdict]](first.severity.toUpperCase())}  ${foreign(first.rule)}: ${foreign(first.message, 300)}`,
    ...findings.slice(0, PLACES).flatMap((finding) => placeLines(finding, paint)),
    ...(more > 0 ? [`      ${paint.dim(`and ${more} more places (--json)`)}`] : []),
  ];
}

function placeLines({ file, line, evidence, path = [] }: Finding, paint: Paint): string[] {
  const place = file === undefined ? '' : line === undefined ? file : `${file}:${line}`;
  const excerpt = evidence === undefined ? '' : `  | ${evidence}`;
  const isTold = path.length > 1 || (path.length === 1 && path[0] !== file);
  return [
    ...(place === '' && excerpt === '' ? [] : [`      ${foreign(`${place}${excerpt}`, 300)}`]),
    ...(isTold
      ? [`      ${paint.dim('by')}  ${foreign(path.map((step) => foreign(step, COMMAND)).join(' > '), 400)}`]
      : []),
  ];
}

function unreadLines({ unread }: LookedAt, paint: Paint): string[] {
  if (unread.length === 0) return [];
  return listed(
    '  not read  ',
    unread.map(({ file, why }) => foreign(file === undefined ? why : `${file}: ${why}`, 240)),
    UNREAD,
    paint,
  );
}

function notLookedAtLines({ notLookedAt }: LocalScan, paint: Paint): string[] {
  if (notLookedAt.length === 0) return [];
  return [
    paint.yellow(`not looked at, so nobody knows: ${notLookedAt.length}`),
    ...listed(
      '  ',
      notLookedAt.map(({ what, why, file, line }) =>
        foreign(
          `${what}: ${why}${file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`}`,
          300,
        ),
      ),
      NOT_LOOKED_AT,
      paint,
    ),
    ...[...new Set(notLookedAt.flatMap(({ error }) => error?.hint ?? []))].map(
      (hint) => `  ${paint.dim('try')}  ${hint}`,
    ),
  ];
}

function cleanLines(artifacts: readonly LookedAt[], paint: Paint): string[] {
  const clean = artifacts.filter(({ verdict }) => verdict === 'clean');
  if (clean.length === 0) return [];
  const named = clean.slice(0, CLEAN_NAMED).map((each) => foreign(nameOf(each), 80));
  const more = clean.length - named.length;
  return [
    `${paint.green('clean')}: ${clean.length}, ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  ];
}

/** The first line begins with the title, the others are indented as far. */
function listed(title: string, lines: readonly string[], most: number, paint: Paint): string[] {
  const indent = ' '.repeat(title.length);
  const more = lines.length - most;
  return [
    ...lines.slice(0, most).map((line, at) => `${at === 0 ? title : indent}${line}`),
    ...(more > 0 ? [`${indent}${paint.dim(`and ${more} more (--json)`)}`] : []),
  ];
}

function nameOf({ ecosystem, name, version, what }: LookedAt): string {
  if (ecosystem === null || name === null || version === null) return what;
  try {
    return toPurl({ ecosystem, name, version });
  } catch {
    // It may call itself anything, also what no purl can say.
    return `${ecosystem}:${name}@${version}`;
  }
}
