import type { Ecosystem } from '@sallyport/domain';
import { pickRegistry } from 'npm-registry-fetch';
import type { ArtifactAnalysis } from '../facts/artifact-analysis';
import { hasAgentConfiguration } from '../facts/agent-configuration';
import { profileOf } from '../facts/profile/profile-of';
import { npmFacts } from '../facts/npm/npm-facts';
import { pypiFacts } from '../facts/pypi/pypi-facts';
import { judge } from '../rules/judge';
import { readTarball } from '../archive/read-tarball';
import { readWheel } from '../archive/read-wheel';
import { readJavascript } from '../ast/javascript/read-javascript';
import { readPython } from '../ast/python/read-python';

const READERS = { javascript: readJavascript, python: readPython };
/** npm's own default, from npm's own code. */
const REGISTRY_HOST = new URL(pickRegistry('any', {})).host;

/** Looks at the bytes of one artifact. Pure but for its time: nothing is run, written or fetched. */
export async function analyzeArtifact(ecosystem: Ecosystem, bytes: Buffer): Promise<ArtifactAnalysis> {
  const contents = isGzip(bytes) || ecosystem === 'npm' ? await readTarball(bytes) : await readWheel(bytes);
  const surroundings = { readers: READERS, registryHost: REGISTRY_HOST };
  const facts = ecosystem === 'npm' ? npmFacts(contents, surroundings) : pypiFacts(contents, surroundings);
  const judgement = judge(facts);
  const profile = profileOf(facts, judgement);
  return {
    ...judgement,
    agentConfiguration: hasAgentConfiguration(contents),
    files: contents.files.size,
    unpackedBytes: contents.unpackedBytes,
    identity: facts.identity ?? null,
    hooks: profile.hooks,
    profile,
  };
}

/** An sdist is a gzipped tar (PEP 625), a wheel a zip (PEP 427). */
function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
