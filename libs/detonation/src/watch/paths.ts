import { posix } from 'node:path';

/** What the paths of one run are relative to. */
export interface Places {
  readonly home: string;
  readonly project: string;
  /** Folders and files of the artifact itself. */
  readonly own: readonly string[];
  /** Paths below the home of what was planted. */
  readonly canaries: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
}

/** As ObservedFile spells paths. */
export function speltPath(path: string, { home, project, own }: Places): string {
  const full = posix.normalize(path);
  for (const folder of own) {
    if (full === folder) return '<package>';
    if (full.startsWith(`${folder}/`)) return `<package>${full.slice(folder.length)}`;
  }
  for (const [folder, name] of [
    [project, '<project>'],
    [home, '~'],
  ] as const) {
    if (full === folder) return name;
    if (full.startsWith(`${folder}/`)) return `${name}${full.slice(folder.length)}`;
  }
  return full;
}

export function plantedAt(path: string, { home, canaries, documents }: Places): 'canary' | 'document' | null {
  const full = posix.normalize(path);
  if (!full.startsWith(`${home}/`)) return null;
  const below = full.slice(home.length + 1);
  if (canaries.has(below)) return 'canary';
  return documents.has(below) ? 'document' : null;
}

/** Where writing leaves nothing behind: devices, one's own process, and temporary files, which go with the machine. */
export function isPassing(path: string): boolean {
  return /^\/(?:dev|proc|sys|tmp)(?:\/|$)/.test(posix.normalize(path));
}
