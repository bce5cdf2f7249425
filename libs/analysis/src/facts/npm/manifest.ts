import { z } from 'zod';

/** A part of a wrong shape counts as absent: npm itself is that lenient with published manifests. */
const StringRecord = z.unknown().transform((value) => {
  const strings: Record<string, string> = {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return strings;
  // Not by zod, key by key: a hostile manifest has a million of them.
  for (const [key, text] of Object.entries(value))
    if (typeof text === 'string' && key !== '__proto__') strings[key] = text;
  return strings;
});

const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  scripts: StringRecord.default({}),
  dependencies: StringRecord.default({}),
  optionalDependencies: StringRecord.default({}),
  peerDependencies: StringRecord.default({}),
  exports: z.unknown().optional(),
  main: z.unknown().optional(),
  module: z.unknown().optional(),
  browser: z.unknown().optional(),
  bin: z.unknown().optional(),
  repository: z
    .union([z.string(), z.object({ url: z.string() })])
    .optional()
    .catch(undefined),
});
export type Manifest = z.infer<typeof Manifest>;

/** Nothing where it is no manifest. A byte order mark is allowed, as npm allows it. */
export function parseManifest(text: string | undefined): Manifest | undefined {
  return Manifest.safeParse(jsonOf(text)).data;
}

/** Of a package that lies in another one, npm asks for no name or version: the folder says who it is. */
const Brought = Manifest.extend({
  name: z.string().optional().catch(undefined),
  version: z.string().optional().catch(undefined),
});

export function parseBrought(text: string | undefined): z.infer<typeof Brought> | undefined {
  return Brought.safeParse(jsonOf(text)).data;
}

/** Nothing where it cannot be parsed: npm refuses it as well. */
export function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** Scripts that npm runs when it installs a package out of a registry, in that order. */
export const INSTALL_HOOKS = ['preinstall', 'install', 'postinstall'] as const;
/** Scripts that look like it and are run for git dependencies or for the author only. */
export const OTHER_HOOKS = ['prepare', 'prepublish', 'preprepare', 'postprepare'] as const;

const PLATFORM =
  /(?:linux|darwin|win32|windows|freebsd|android|wasm32?)[-_]?(?:x64|x86_64|arm64|arm|ia32|x86|gnu|musl|amd64|aarch64)?/;

/** At least three optional packages named after platforms, all at exactly the package's own version. */
export function hasPlatformPackages(manifest: Manifest): boolean {
  const platform = Object.entries(manifest.optionalDependencies).filter(([name]) => PLATFORM.test(name));
  return platform.length >= 3 && platform.every(([, version]) => version === manifest.version);
}

/** npm-package-arg: `remote`, and `git` in all its spellings, the short `owner/repository` of a forge among them. */
const ADDRESS =
  /^(?:https?|ftp|ssh|git(?:\+[a-z]+)?|github|gitlab|bitbucket|gist):|^git@|^[\w-][\w.-]*\/[\w.-]+(?:#.*)?$/i;

/** Dependencies that npm fetches from an address, as `name@address`. */
export function addressedOf({ dependencies, optionalDependencies, peerDependencies }: Manifest): string[] {
  return [dependencies, optionalDependencies, peerDependencies].flatMap((each) =>
    Object.entries(each)
      .filter(([, spec]) => ADDRESS.test(spec.trim()))
      .map(([name, spec]) => `${name}@${spec.trim()}`),
  );
}
