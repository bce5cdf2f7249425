import type { Ecosystem } from '@sallyport/domain';
import { pickRegistry } from 'npm-registry-fetch';
import type { ArtifactAnalysis } from '../facts/artifact-analysis';
import { hasAgentConfiguration } from '../facts/agent-configuration';
import { npmFacts } from '../facts/npm/npm-facts';
import { pypiFacts } from '../facts/pypi/pypi-facts';
import { judge } from '../rules/judge';
import { readTarball } from '../archive/read-tarball';
import { readWheel } from '../archive/read-wheel';
import { readJavascript } from '../ast/javascript/read-javascript';
import { readPython } from '../ast/python/read-python';
import { guarded } from '../ast/guarded';
import { nestedArchives } from '../archive/nested-archives';
import { sourceOf, type ArchiveSource } from '../archive/archive-source';

const READERS = guarded({ javascript: readJavascript, python: readPython });
const GZIP = Buffer.from('1f8b', 'hex');
/** npm's own default, from npm's own code. */
const REGISTRY_HOST = new URL(pickRegistry('any', {})).host;

/** Looks at the bytes of one artifact. Pure but for its time: nothing is run, written or fetched. */
export async function analyzeArtifact(
  ecosystem: Ecosystem,
  artifact: Buffer | ArchiveSource,
): Promise<ArtifactAnalysis> {
  const source = Buffer.isBuffer(artifact) ? sourceOf(artifact) : artifact;
  const outer =
    ecosystem === 'npm' || (await isGzip(source)) ? await readTarball(source) : await readWheel(source);
  const contents = { ...outer, ...(await nestedArchives(outer)) };
  const surroundings = { readers: READERS, registryHost: REGISTRY_HOST };
  const facts = ecosystem === 'npm' ? npmFacts(contents, surroundings) : pypiFacts(contents, surroundings);
  return {
    ...judge(facts),
    agentConfiguration: hasAgentConfiguration(contents),
    files: contents.files.size,
    unpackedBytes: contents.unpackedBytes,
    identity: facts.identity ?? null,
  };
}

/** An sdist is a gzipped tar (PEP 625), a wheel a zip (PEP 427). */
async function isGzip(source: ArchiveSource): Promise<boolean> {
  return (await source.read(0, 2)).equals(GZIP);
}
