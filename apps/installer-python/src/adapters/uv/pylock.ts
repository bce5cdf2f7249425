import { DomainError, normalizeName } from '@sallyport/domain';
import { parse as parseToml } from 'smol-toml';
import { z } from 'zod';

/** The part of PEP 751's lock file that we use. Everything in it was said by an index. */
const Pylock = z.object({
  packages: z
    .array(
      z.object({
        name: z.string().max(214),
        version: z.string().max(128).optional(),
        wheels: z
          .array(
            z.object({
              name: z.string().max(512).optional(),
              url: z.string().max(2_048).optional(),
              size: z.number().int().nonnegative().optional(),
              'upload-time': z.unknown().optional(),
              hashes: z.record(z.string(), z.string()).default({}),
            }),
          )
          .max(2_000)
          .default([]),
      }),
    )
    .max(10_000)
    .default([]),
});

export interface CandidateWheel {
  filename: string;
  url: string;
  /** Lower-case hex; absent where the index states none. */
  sha256?: string;
  size?: number;
  publishedAt?: string;
}

export interface PinnedPackage {
  name: string;
  version: string;
  wheels: CandidateWheel[];
}

/** @throws DomainError `internal` where it is no pylock */
export function readPylock(text: string): PinnedPackage[] {
  const parsed = Pylock.safeParse(tomlOf(text));
  if (!parsed.success)
    throw new DomainError('internal', "The resolver's lock cannot be read", { cause: parsed.error });
  return parsed.data.packages.map(({ name, version = '', wheels }) => ({
    name: normalizeName('pypi', name),
    version,
    wheels: wheels.flatMap((wheel) => candidate(wheel)),
  }));
}

function tomlOf(text: string): unknown {
  try {
    return parseToml(text);
  } catch (cause) {
    throw new DomainError('internal', "The resolver's lock is not TOML", { cause });
  }
}

type RawWheel = z.infer<typeof Pylock>['packages'][number]['wheels'][number];

function candidate({ name, url, size, hashes, 'upload-time': uploaded }: RawWheel): CandidateWheel[] {
  if (url === undefined || !URL.canParse(url)) return [];
  const sha256 = hashes['sha256']?.toLowerCase();
  return [
    {
      filename: name ?? decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? ''),
      url,
      ...(sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) ? { sha256 } : {}),
      ...(size === undefined ? {} : { size }),
      ...(uploaded instanceof Date && !Number.isNaN(uploaded.getTime())
        ? { publishedAt: new Date(uploaded).toISOString() }
        : {}),
    },
  ];
}
