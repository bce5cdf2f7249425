import { printable, worstVerdict, type Ecosystem, type Finding } from '@sallyport/domain';
import { pickRegistry } from 'npm-registry-fetch';
import { sourceOf, type ArchiveSource } from '../archive/archive-source';
import { nestedArchives } from '../archive/nested-archives';
import { readFolder, type FolderPart } from '../archive/read-folder';
import { fingerprints } from '../facts/fingerprints/fingerprints';
import { npmKinship, pypiKinship } from '../facts/fingerprints/kinship';
import { recordShapes } from '../facts/fingerprints/record-shapes';
import { profileOf } from '../facts/profile/profile-of';
import { readTarball } from '../archive/read-tarball';
import { readWheel } from '../archive/read-wheel';
import { guarded } from '../ast/guarded';
import { namesACapability } from '../ast/javascript/names-a-capability';
import { withEvaluatedSettings } from '../ast/javascript/evaluated-settings';
import { readJavascript } from '../ast/javascript/read-javascript';
import { pythonReady } from '../ast/python/grammar';
import { readPython } from '../ast/python/read-python';
import { remembered } from '../ast/remembered';
import { hasAgentConfiguration } from '../facts/agent-configuration';
import type { ArchiveContents } from '../facts/archive-contents';
import type { ArtifactAnalysis, RunsByItself, Unread, UntoldAnalysis } from '../facts/artifact-analysis';
import type { ArtifactFacts } from '../facts/artifact-facts';
import type { CodeReaders } from '../facts/follow/code-readers';
import { npmFacts } from '../facts/npm/npm-facts';
import { DATA_FOLDER, pypiFacts } from '../facts/pypi/pypi-facts';
import { toldEcosystems, withoutFirstFolder } from '../facts/told-ecosystem';
import { RULES } from '../rules';
import { judge } from '../rules/judge';
import { distinct } from '../rules/worst-first';

const GZIP = Buffer.from('1f8b', 'hex');
/** npm's own default, from npm's own code. */
const REGISTRY_HOST = new URL(pickRegistry('any', {})).host;
/** Rules about who an artifact is and whether it is whole; code that is no artifact need not say it. */
const OF_ARTIFACTS = new Set([
  'manifest-missing',
  'record-missing',
  'record-mismatch',
  'record-unlisted-file',
]);
const RULES_OF_CODE = RULES.filter(({ code }) => !OF_ARTIFACTS.has(code));
/** What is told of one artifact; a hostile one may have a hook for each file. */
const MAX_RUNS = 50;
const MAX_FILES_NAMED = 20;
const MAX_UNREAD = 100;

/** Looks at the bytes of one artifact. Pure but for its time: nothing is run, written or fetched. */
export async function analyzeArtifact(
  ecosystem: Ecosystem,
  artifact: Buffer | ArchiveSource,
): Promise<ArtifactAnalysis> {
  const source = Buffer.isBuffer(artifact) ? sourceOf(artifact) : artifact;
  const isTarball = ecosystem === 'npm' || (await isGzip(source));
  return analyzed(ecosystem, await contentsOf(source, isTarball), RULES);
}

/** The same for an archive that says itself of which ecosystem it is. */
export async function analyzeUntold(artifact: Buffer | ArchiveSource): Promise<UntoldAnalysis> {
  const source = Buffer.isBuffer(artifact) ? sourceOf(artifact) : artifact;
  const contents = await contentsOf(source, await isGzip(source));
  const told = toldEcosystems(contents);
  if (told.length > 0) return together(contents, told, true);
  // An sdist may be a zip, which is read as it is because a wheel has no folder of its own.
  const inner = withoutFirstFolder(contents);
  return together(inner, toldEcosystems(inner), true);
}

/** Code that lies unpacked in a folder: a package, an installed distribution, or a skill's own code. */
export async function analyzeFolder(
  folder: string,
  part: FolderPart,
  ecosystem?: Ecosystem,
): Promise<UntoldAnalysis> {
  await pythonReady();
  const { contents: outer, unread, isWhole } = await readFolder(folder, part);
  const contents = { ...outer, ...(await nestedArchives(outer)) };
  const isArtifact = part.kind === 'package' || part.kind === 'distribution';
  const told = ecosystem === undefined ? toldEcosystems(contents) : [ecosystem];
  const analysis = together(contents, told, isArtifact);
  return {
    ...analysis,
    verdict: worstVerdict([analysis.verdict, isWhole ? 'clean' : 'unknown']),
    unread: [...unread, ...(analysis.unread ?? [])].slice(0, MAX_UNREAD),
  };
}

async function contentsOf(source: ArchiveSource, isTarball: boolean): Promise<ArchiveContents> {
  await pythonReady();
  const outer = isTarball ? await readTarball(source) : await readWheel(source);
  return { ...outer, ...(await nestedArchives(outer)) };
}

/** As each ecosystem that it says it is of; the first one has a say in who it is. */
function together(
  contents: ArchiveContents,
  told: readonly Ecosystem[],
  isArtifact: boolean,
): UntoldAnalysis {
  // What is of no ecosystem is held to the rules of code, which are the same for both.
  const [first = 'npm', ...others] = told;
  const whole = analyzed(first, contents, isArtifact ? RULES : RULES_OF_CODE);
  const more = others.map((each) => analyzed(each, contents, RULES_OF_CODE));
  const all = [whole, ...more];
  return {
    ...whole,
    ecosystem: told[0] ?? null,
    verdict: worstVerdict(all.map(({ verdict }) => verdict)),
    findings: distinct(all.flatMap(({ findings }) => findings)),
    capabilities: [...new Set(all.flatMap(({ capabilities }) => capabilities))].sort(),
    runs: all.flatMap(({ runs = [] }) => runs).filter(isFirstOf(({ kind, entry }) => `${kind} ${entry}`)),
    unread: all.flatMap(({ unread = [] }) => unread).filter(isFirstOf(({ file, why }) => `${file} ${why}`)),
  };
}

function analyzed(ecosystem: Ecosystem, contents: ArchiveContents, rules: typeof RULES): ArtifactAnalysis {
  const { readers, shapes } = recordShapes(remembered(readersOf(contents)));
  const surroundings = { readers, registryHost: REGISTRY_HOST };
  const facts = ecosystem === 'npm' ? npmFacts(contents, surroundings) : pypiFacts(contents, surroundings);
  const judgement = judge(facts, rules);
  const profile = profileOf(facts, judgement);
  return {
    ...judgement,
    agentConfiguration: hasAgentConfiguration(contents),
    files: contents.files.size,
    unpackedBytes: contents.unpackedBytes,
    identity: facts.identity ?? null,
    runs: runsOf(facts),
    unread: unreadOf(facts),
    fingerprints: fingerprints(facts, shapes, judgement.findings.filter(isDamning)),
    kinship: ecosystem === 'npm' ? npmKinship(contents) : pypiKinship(contents),
    // More than are kept: what is missing from a list could not be told from what is not there.
    ...(profile.cut.includes('hooks') ? {} : { hooks: profile.hooks }),
    profile,
  };
}

/** Readers that know what else lies in the package: code may evaluate what it reads there. */
function readersOf({ files, nested }: ArchiveContents): CodeReaders {
  const all = new Map(
    [...files, ...(nested ?? [])].map(([path, file]) => [path.replace(DATA_FOLDER, ''), file]),
  );
  return guarded({
    javascript: (file, text, shape, textOf) =>
      withEvaluatedSettings(readJavascript(file, text, shape, textOf), file, all),
    javascriptActs: namesACapability,
    python: (file, text, shape) =>
      readPython(file, text, shape, (path) => all.get(path)?.content ?? undefined),
  });
}

function runsOf({ traces }: ArtifactFacts): RunsByItself[] {
  return traces.slice(0, MAX_RUNS).map(({ entry, kind, command, files }) => ({
    entry: printable(entry, 300),
    kind,
    command: printable(command, 300),
    files: files.slice(0, MAX_FILES_NAMED).map((file) => printable(file, 300)),
    filesCount: files.length,
  }));
}

function unreadOf({ traces, unread }: ArtifactFacts): Unread[] {
  const gaps = traces.flatMap(({ entry, gaps: own }) =>
    own.map(({ what, file }) => ({ what: `${entry}: ${what}`, ...(file === undefined ? {} : { file }) })),
  );
  return [...gaps, ...unread].slice(0, MAX_UNREAD).map(({ what, file }) => ({
    why: printable(what, 300),
    ...(file === undefined ? {} : { file: printable(file, 300) }),
  }));
}

function isFirstOf<Item>(keyOf: (item: Item) => string): (item: Item) => boolean {
  const seen = new Set<string>();
  return (item) => {
    const key = keyOf(item);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  };
}

const DAMNING: ReadonlySet<string> = new Set(
  RULES.filter(({ verdict }) => verdict === 'malicious').map(({ code }) => code),
);

/** Of a rule that calls an artifact malicious: what a merely suspicious one names may be honest elsewhere. */
function isDamning({ rule }: Finding): boolean {
  return DAMNING.has(rule);
}

/** An sdist is a gzipped tar (PEP 625), a wheel a zip (PEP 427). */
async function isGzip(source: ArchiveSource): Promise<boolean> {
  return (await source.read(0, 2)).equals(GZIP);
}
