import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { toPurl, type Digest, type FetchedLock, type FetchedPackage } from '@sallyport/domain';

const HASH_ALGORITHMS: Readonly<Record<string, Enums.HashAlgorithm>> = {
  sha256: Enums.HashAlgorithm['SHA-256'],
  sha384: Enums.HashAlgorithm['SHA-384'],
  sha512: Enums.HashAlgorithm['SHA-512'],
};

/**
 * CycloneDX 1.6 of a closure: purl, hashes of the artifact that was fetched, the dependency graph, and by its digest
 * the signed decision that allowed it. Without time or serial number, so that a lock and a decision have one SBOM.
 */
export function closureSbom(lock: FetchedLock, lockDigest: Digest, decisionDigest: Digest): unknown {
  const bom = new Models.Bom();
  const root = new Models.Component(Enums.ComponentType.Application, 'closure', {
    version: lockDigest,
    bomRef: lockDigest,
    description: `${lock.requirements.join(', ')} on ${lock.target}`,
  });
  root.externalReferences.add(attestation(decisionDigest));
  bom.metadata.component = root;
  const components = new Map(lock.packages.map((entry) => [entry.path, componentOf(lock, entry)]));
  for (const path of lock.roots) link(root, components.get(path));
  for (const entry of lock.packages) {
    const component = components.get(entry.path) as Models.Component;
    for (const dependency of entry.dependencies) link(component, components.get(dependency));
    bom.components.add(component);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return JSON.parse(serializer.serialize(bom, { sortLists: true }));
}

function componentOf({ ecosystem }: FetchedLock, entry: FetchedPackage): Models.Component {
  const scoped = /^(@[^/]+)\/(.+)$/.exec(entry.name);
  return new Models.Component(Enums.ComponentType.Library, scoped?.[2] ?? entry.name, {
    ...(scoped?.[1] === undefined ? {} : { group: scoped[1] }),
    version: entry.version,
    bomRef: entry.path,
    purl: toPurl({ ecosystem, name: entry.name, version: entry.version }),
    hashes: new Models.HashDictionary(hashesOf(entry)),
  });
}

/** In the artifact store, under this digest. */
function attestation(digest: Digest): Models.ExternalReference {
  return new Models.ExternalReference(digest, Enums.ExternalReferenceType.Attestation, {
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], digest.slice('sha256:'.length)]]),
    comment: 'Signed decision of governance (JWS compact) that allowed this closure',
  });
}

function hashesOf({ digest, artifact }: FetchedPackage): [Enums.HashAlgorithm, string][] {
  const [name = '', encoded = ''] = artifact.integrity.split(/-(.*)/s);
  const algorithm = HASH_ALGORITHMS[name];
  const stated: [Enums.HashAlgorithm, string][] =
    algorithm === undefined ? [] : [[algorithm, Buffer.from(encoded, 'base64').toString('hex')]];
  return [[Enums.HashAlgorithm['SHA-256'], digest.slice('sha256:'.length)], ...stated];
}

function link(from: Models.Component, to: Models.Component | undefined): void {
  if (to) from.dependencies.add(to.bomRef);
}
