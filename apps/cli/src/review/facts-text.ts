import type { PackageFacts, ProvenanceSource, Verdict } from '@sallyport/domain';
import { foreign } from '../screen/foreign';
import type { Paint } from '../screen/paint';
import { VERDICT_TONE } from '../screen/verdict-tone';
import { oddRegistryLines } from './registry-text';

/** So many files or advisories are shown for one package; `--json` has all. */
const SHOWN = 5;

/** What is known of one package version, a line a fact. Everything in it comes from outside. */
export function factsLines(facts: PackageFacts | null, paint: Paint): string[] {
  if (facts === null) return [paint.yellow('nothing is known of it: it has not been scanned')];
  return [
    ...(facts.scanFailed === null
      ? []
      : [
          paint.red(
            `the newest scan failed (${facts.scanFailed.at}): ${foreign(facts.scanFailed.message, 300)}`,
          ),
        ]),
    ...(facts.artifacts.length === 0 ? [paint.yellow('no file of it has been scanned')] : []),
    ...bounded(
      facts.artifacts.map((artifact) => artifactLine(artifact, paint)),
      'files',
    ),
    ...bounded(
      facts.advisories.matches.map((match) => advisoryLine(match, paint)),
      'advisories',
    ),
    ...(facts.advisories.data.loaded
      ? []
      : [paint.yellow('advisories: none were loaded, so none were looked for')]),
    ...releaseLines(facts.release, paint),
    ...oddRegistryLines(facts.release.registry, paint),
  ];
}

function artifactLine(artifact: PackageFacts['artifacts'][number], paint: Paint): string {
  const { capabilities, runsByItself, agentConfiguration, verdict, digest, kind, detonated } = artifact;
  return [
    `${kind} ${foreign(digest.slice(0, 19))}… ${paint[VERDICT_TONE[verdict]](verdict)}`,
    capabilities.length === 0 ? 'no capability seen' : `can: ${capabilities.join(', ')}`,
    ...(runsByItself.length === 0
      ? []
      : [paint.red(`runs by itself: ${runsByItself.map((each) => foreign(each, 60)).join(', ')}`)]),
    ...(detonated === undefined ? [] : [runText(detonated, paint)]),
    ...(agentConfiguration ? [paint.red('has files that agents or editors obey')] : []),
  ].join('; ');
}

/** null: a second look was wanted, and there was none. */
function runText(detonated: Verdict | null, paint: Paint): string {
  return detonated === null
    ? paint.yellow('not run, though the policy wants it')
    : `run: ${paint[VERDICT_TONE[detonated]](detonated)}`;
}

function advisoryLine(match: PackageFacts['advisories']['matches'][number], paint: Paint): string {
  const { id, severity, malware, summary, fixedIn } = match;
  const tone = malware || severity === 'critical' || severity === 'high' ? paint.red : paint.yellow;
  const fixed =
    fixedIn.length === 0
      ? 'no fix'
      : `fixed in ${fixedIn
          .slice(0, SHOWN)
          .map((each) => foreign(each, 60))
          .join(', ')}`;
  return `${tone(`${malware ? 'MALWARE' : severity} ${foreign(id, 60)}`)}: ${foreign(summary, 300)} (${fixed})`;
}

function releaseLines(
  { publishedAt, yanked, publisher, licence, ...release }: PackageFacts['release'],
  paint: Paint,
): string[] {
  const lost =
    release.provenanceBefore === 'verified' &&
    release.provenance !== null &&
    release.provenance !== 'verified';
  const known = [
    ...(publishedAt === null ? [] : [`published ${publishedAt}`]),
    ...(publisher === null ? [] : [`by ${foreign(publisher, 100)}`]),
    ...(licence === null ? [] : [`licence ${foreign(licence, 100)}`]),
    ...(release.provenance === null ? [] : [`provenance ${release.provenance}`]),
    ...(release.provenanceSource ? [`built from ${sourceText(release.provenanceSource)}`] : []),
    ...(lost ? [paint.red('the release before had verified provenance')] : []),
    ...(release.provenanceChange === 'changed' ? [paint.red('earlier releases were built elsewhere')] : []),
    ...(yanked === true ? [paint.red('yanked')] : []),
    ...(release.buildScripts === true ? [paint.yellow('has build scripts (never run here)')] : []),
  ];
  return known.length === 0 ? [] : [known.join(', ')];
}

function bounded(lines: readonly string[], what: string): string[] {
  const more = lines.length - SHOWN;
  return [...lines.slice(0, SHOWN), ...(more > 0 ? [`and ${more} more ${what} (--json)`] : [])];
}

function sourceText({ repository, subject, workflow, issuer }: ProvenanceSource): string {
  return [repository ?? subject ?? issuer, workflow]
    .filter((part) => part !== null)
    .map((part) => foreign(part, 200))
    .join(' ');
}
