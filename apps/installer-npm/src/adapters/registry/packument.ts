import {
  DomainError,
  normalizeName,
  normalizeVersion,
  UNSAID,
  type DeclaredLicence,
  type HistoryVersion,
  type PackageHistory,
} from '@sallyport/domain';
import { z } from 'zod';
import { runsOnInstall } from './install-hooks';

/** No package has half as many; more would only cost time. */
export const MAX_VERSIONS = 50_000;
/** Of one manifest. */
const MAX_DEPENDENCIES = 5_000;
const MAX_PEOPLE = 500;

const Text = z.string().max(10_000);
/** One field that cannot be read costs that field, and not the version. */
const perhaps = <Value extends z.ZodType>(value: Value) => value.optional().catch(undefined);
const Dependencies = perhaps(z.custom<Record<string, unknown>>(isRecord));
const Person = z.union([z.object({ name: Text }), Text.transform((name) => ({ name }))]);
const People = perhaps(z.array(z.unknown()).max(MAX_PEOPLE));

/** The part of a version's manifest that we use (npm's package.json, as the registry serves it). */
const Manifest = z.object({
  _npmUser: perhaps(Person),
  maintainers: People,
  deprecated: perhaps(z.union([Text, z.boolean()])),
  dependencies: Dependencies,
  optionalDependencies: Dependencies,
  peerDependencies: Dependencies,
  license: perhaps(z.union([Text, z.object({ type: Text })])),
  licenses: perhaps(z.array(z.union([Text, z.object({ type: Text })])).max(20)),
  repository: perhaps(z.union([Text, z.object({ url: Text })])),
  hasInstallScript: perhaps(z.boolean()),
  scripts: Dependencies,
});

const Packument = z.object({
  versions: z.custom<Record<string, unknown>>(isRecord),
  time: Dependencies,
  maintainers: People,
  'dist-tags': Dependencies,
});

/**
 * What npm's registry says of a package: its full packument, with `time` and every manifest.
 * @throws DomainError `registry-unreachable` where it is none
 */
export function packumentHistory(name: string, body: unknown, asOf: string): PackageHistory {
  const packument = Packument.safeParse(body);
  if (!packument.success) throw unreadable(name, 'is no packument', packument.error);
  const { versions, time = {}, maintainers } = packument.data;
  const entries = Object.entries(versions);
  if (entries.length > MAX_VERSIONS) throw unreadable(name, `lists more than ${MAX_VERSIONS} versions`);
  const found = new Map<string, HistoryVersion>();
  for (const [spelled, manifest] of entries) {
    const version = versionIn(spelled);
    // The first spelling stands: a registry that is in order has one.
    if (version !== undefined && !found.has(version))
      found.set(
        version,
        historyVersion(version, Object.hasOwn(time, spelled) ? time[spelled] : null, manifest),
      );
  }
  const latest = packument.data['dist-tags']?.['latest'];
  return {
    ...{ ecosystem: 'npm', name, source: 'npm packument', asOf },
    versions: [...found.values()],
    // Some mirrors leave the list of the package out; the newest manifest holds it as it was then.
    maintainers:
      namesOf(maintainers) ?? (typeof latest === 'string' ? found.get(latest)?.maintainers : null) ?? null,
    weeklyDownloads: null,
  };
}

function historyVersion(version: string, time: unknown, raw: unknown): HistoryVersion {
  const publishedAt = isoTime(time);
  const manifest = Manifest.safeParse(raw);
  if (!manifest.success) return { ...UNSAID, version, publishedAt };
  const { _npmUser, maintainers, deprecated, repository, hasInstallScript, scripts } = manifest.data;
  const message = typeof deprecated === 'string' ? deprecated : '';
  return {
    ...{ version, publishedAt, yanked: null },
    // A full packument has the field wherever there is something to say.
    deprecated: {
      deprecated: deprecated === true || message !== '',
      message: message === '' ? null : message,
    },
    publisher: _npmUser?.name ?? null,
    maintainers: namesOf(maintainers),
    dependencies: dependenciesOf(manifest.data),
    licence: licenceOf(manifest.data),
    repository: typeof repository === 'string' ? repository : (repository?.url ?? null),
    installScripts: hasInstallScript === true || runsOnInstall(scripts),
  };
}

/** What npm would install along: peers too (npm 7 and later). An alias is what it stands for. */
function dependenciesOf(manifest: z.infer<typeof Manifest>): string[] | null {
  const named = new Set<string>();
  for (const group of ['dependencies', 'optionalDependencies', 'peerDependencies'] as const) {
    const entries = Object.entries(manifest[group] ?? {});
    if (entries.length > MAX_DEPENDENCIES) return null;
    for (const [name, spec] of entries) {
      const known = nameIn(typeof spec === 'string' ? (ALIAS.exec(spec)?.[1] ?? name) : name);
      if (known !== undefined) named.add(known);
    }
  }
  return [...named];
}

const ALIAS = /^npm:(@?[^@]{1,300})/;

function licenceOf({ license, licenses }: z.infer<typeof Manifest>): DeclaredLicence {
  const word = (each: string | { type: string }) => (typeof each === 'string' ? each : each.type);
  // npm's documentation: an array of licences is an old way to write a choice.
  const expression = license === undefined ? (licenses ?? []).map(word).join(' OR ') : word(license);
  return { expression: expression === '' ? null : expression, text: null, classifiers: [] };
}

/** null: the registry has no such list. */
function namesOf(people: readonly unknown[] | undefined): string[] | null {
  if (people === undefined) return null;
  return people.flatMap((person) => Person.safeParse(person).data?.name ?? []);
}

function isoTime(text: unknown): string | null {
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function versionIn(spelled: string): string | undefined {
  return tried(() => normalizeVersion('npm', spelled));
}

function nameIn(spelled: string): string | undefined {
  return tried(() => normalizeName('npm', spelled));
}

function tried<Value>(attempt: () => Value): Value | undefined {
  try {
    return attempt();
  } catch (cause) {
    if (!DomainError.is(cause)) throw cause;
    return undefined;
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function unreadable(name: string, why: string, cause?: unknown): DomainError {
  return new DomainError('registry-unreachable', `What the registry answers for ${name} ${why}`, {
    hint: 'Nothing is known of its releases; a policy that asks for such facts leaves them undecided.',
    cause,
  });
}
