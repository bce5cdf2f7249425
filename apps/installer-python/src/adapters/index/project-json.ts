import { DomainError, normalizeVersion } from '@sallyport/domain';
import { z } from 'zod';
import { metadataOf, type CoreMetadata } from './core-metadata';

const perhaps = <Value extends z.ZodType>(value: Value) => value.nullish().catch(null);
const Text = z.string().max(10_000);

/** The part of PyPI's JSON API that we use: `info` is of the newest version, `ownership` (since 2025) of the project. */
const Project = z.object({
  info: perhaps(
    z.object({
      version: z.string().max(128),
      requires_dist: perhaps(z.array(Text).max(5_000)),
      license_expression: perhaps(Text),
      license: perhaps(z.string()),
      classifiers: perhaps(z.array(Text).max(1_000)),
      project_urls: perhaps(z.custom<Record<string, unknown>>((value) => typeof value === 'object')),
      home_page: perhaps(Text),
    }),
  ),
  ownership: perhaps(
    z.object({
      roles: z.array(z.object({ user: z.string().min(1).max(200) })).max(1_000),
      organization: perhaps(z.string().min(1).max(200)),
    }),
  ),
});

export interface ProjectJson {
  /** Who owns or maintains the project; null: the answer does not say. */
  readonly owners: string[] | null;
  /** What is said of one version; undefined: nothing that can be read. */
  readonly newest: { readonly version: string; readonly metadata: CoreMetadata } | undefined;
}

/** Of an answer that is no project: nothing is known. */
export function readProjectJson(body: unknown): ProjectJson {
  const { info, ownership } = Project.safeParse(body).data ?? {};
  const users = ownership?.roles.map(({ user }) => user) ?? [];
  const owners = [...users, ...(ownership?.organization ? [ownership.organization] : [])];
  const version = info ? versionIn(info.version) : undefined;
  return {
    owners: ownership ? [...new Set(owners)].sort() : null,
    newest:
      info && version !== undefined
        ? {
            version,
            metadata: metadataOf({
              requiresDist: info.requires_dist ?? [],
              expression: info.license_expression ?? null,
              licence: info.license ?? null,
              classifiers: info.classifiers ?? [],
              projectUrls: Object.entries(info.project_urls ?? {}).flatMap(([label, url]) =>
                typeof url === 'string' ? [`${label}, ${url}`] : [],
              ),
              homePage: info.home_page ?? null,
            }),
          }
        : undefined,
  };
}

function versionIn(spelled: string): string | undefined {
  try {
    return normalizeVersion('pypi', spelled);
  } catch (cause) {
    if (!DomainError.is(cause)) throw cause;
    return undefined;
  }
}
