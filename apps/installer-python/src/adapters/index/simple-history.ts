import {
  DomainError,
  normalizeName,
  normalizeVersion,
  UNSAID,
  type HistoryVersion,
  type PackageHistory,
} from '@sallyport/domain';
import { z } from 'zod';
import { parseWheelName } from '../uv/wheel-tags';

/** No project has a tenth of it. */
const MAX_FILES = 500_000;
export const MAX_VERSIONS = 50_000;

const perhaps = <Value extends z.ZodType>(value: Value) => value.optional().catch(undefined);

/** The part of PEP 691's answer that we use, with PEP 700 (`upload-time`) and PEP 792 (`project-status`). */
const Simple = z.object({
  files: z.array(z.unknown()).max(MAX_FILES),
  'project-status': perhaps(
    z.object({ status: z.string().max(64), reason: perhaps(z.string().max(10_000)) }),
  ),
});
const File = z.object({
  filename: z.string().max(512),
  url: perhaps(z.string().max(2_048)),
  'upload-time': perhaps(z.string().max(64)),
  /** PEP 592: true, or why. */
  yanked: perhaps(z.union([z.boolean(), z.string().max(10_000)])),
});

export interface SimpleHistory {
  history: PackageHistory;
  /** By version: where a wheel of it lies; of many the one whose name comes first. */
  wheels: ReadonlyMap<string, string>;
}

interface VersionFiles {
  times: string[];
  /** Of each file. */
  yanked: (boolean | string)[];
  wheel: { filename: string; url: string } | undefined;
}

/**
 * What an index says of a project by PEP 691. A version is as old as its first file, and yanked where all its files are.
 * @throws DomainError `registry-unreachable` where it is no such answer
 */
export function simpleHistory(name: string, body: unknown, asOf: string): SimpleHistory {
  const simple = Simple.safeParse(body);
  if (!simple.success) throw unreadable(name, 'is no project by PEP 691', simple.error);
  const versions = new Map<string, VersionFiles>();
  for (const raw of simple.data.files) {
    const file = File.safeParse(raw).data;
    const version = file && versionIn(name, file.filename);
    if (file === undefined || version === undefined) continue;
    const files = versions.get(version) ?? { times: [], yanked: [], wheel: undefined };
    versions.set(version, withFile(files, file));
  }
  if (versions.size > MAX_VERSIONS) throw unreadable(name, `lists more than ${MAX_VERSIONS} versions`);
  const status = simple.data['project-status'];
  return {
    history: {
      ...{ ecosystem: 'pypi', name, source: 'PyPI simple API', asOf },
      versions: [...versions].map(([version, files]) => historyVersion(version, files, status)),
      ...{ maintainers: null, weeklyDownloads: null },
    },
    wheels: new Map([...versions].flatMap(([version, { wheel }]) => (wheel ? [[version, wheel.url]] : []))),
  };
}

function withFile(files: VersionFiles, file: z.infer<typeof File>): VersionFiles {
  const { filename, url, yanked = false } = file;
  const time = isoTime(file['upload-time']);
  if (time !== undefined) files.times.push(time);
  files.yanked.push(yanked);
  const isBetter = files.wheel === undefined || filename < files.wheel.filename;
  if (url !== undefined && filename.endsWith('.whl') && isBetter) files.wheel = { filename, url };
  return files;
}

function historyVersion(
  version: string,
  { times, yanked, wheel }: VersionFiles,
  status: { status: string; reason?: string | undefined } | undefined,
): HistoryVersion {
  const reasons = yanked.filter((each) => typeof each === 'string' && each !== '');
  return {
    ...{ ...UNSAID, version, publishedAt: [...times].sort()[0] ?? null },
    // A wheel runs nothing when it is installed (PEP 427), and nothing else is installed here.
    installScripts: wheel === undefined ? null : false,
    yanked: {
      // An empty reason is a reason (PEP 592): the file is yanked.
      yanked: yanked.every((each) => each !== false),
      reason: (reasons[0] as string | undefined) ?? null,
    },
    // An index of before PEP 792 says nothing of it.
    deprecated:
      status === undefined
        ? null
        : { deprecated: status.status !== 'active', message: status.reason ?? status.status },
  };
}

/** The version in a file name of this project: PEP 427 for wheels, PEP 625 and what was usual before for sdists. */
function versionIn(name: string, filename: string): string | undefined {
  const spelled = filename.endsWith('.whl')
    ? parseWheelName(filename)?.version
    : sdistVersion(name, filename);
  return spelled === undefined ? undefined : tried(() => normalizeVersion('pypi', spelled));
}

function sdistVersion(name: string, filename: string): string | undefined {
  const [, stem] = /^(.+?)\.(?:tar\.gz|zip|tar\.bz2|tgz)$/.exec(filename) ?? [];
  if (stem === undefined) return undefined;
  // Names may hold hyphens, and so may old versions: the shortest beginning that is the name.
  for (let at = stem.indexOf('-'); at !== -1; at = stem.indexOf('-', at + 1))
    if (tried(() => normalizeName('pypi', stem.slice(0, at))) === name) return stem.slice(at + 1);
  return undefined;
}

function isoTime(text: string | undefined): string | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function tried<Value>(attempt: () => Value): Value | undefined {
  try {
    return attempt();
  } catch (cause) {
    if (!DomainError.is(cause)) throw cause;
    return undefined;
  }
}

export function unreadable(name: string, why: string, cause?: unknown): DomainError {
  return new DomainError('registry-unreachable', `What the index answers for ${name} ${why}`, {
    hint: 'Nothing is known of its releases; a policy that asks for such facts leaves them undecided.',
    cause,
  });
}
