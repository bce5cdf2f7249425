import { type Files } from './archives';

/** The kinds that are scored separately. A case has the kind of the stage at which its own code starts. */
export const KINDS = [
  'install-hook',
  'binding-gyp',
  'setup-py',
  'import-time',
  'pth',
  'asset',
  'dependency-only',
  'native-binary',
  'agent-config',
  'name',
  'trust-change',
] as const;
export type Kind = (typeof KINDS)[number];

export const WAYS = ['renamed', 're-obfuscated', 'other-stage'] as const;
/** How a variant differs from its replica. */
export type Way = (typeof WAYS)[number];

/** What a case can be recognised from, beside the artifact itself. */
export type JudgedBy = 'artifact' | 'delta' | 'names' | 'facts';

/** One artifact that a real archive can be built from. */
export interface Sample {
  ecosystem: 'npm' | 'pypi';
  format: 'tarball' | 'wheel' | 'sdist';
  name: string;
  version: string;
  filename: string;
  /** Every file of the archive, by its path below the archive's root; generated content is made when asked for. */
  files(): Files;
}

/** What a package registry states about a release or about a package it depends on. Times are ISO 8601, UTC. */
export interface Facts {
  /** When the question is asked; ages are counted from here. */
  now: string;
  publishedAt: string;
  /** When the first version of the package appeared. */
  firstPublishedAt: string;
  /** When the version before this one appeared. */
  previousPublishedAt?: string;
  publisher: string;
  previousPublisher?: string;
  /** Whether a valid attestation exists, for this version and for the one before it. */
  provenance?: { now: boolean; before: boolean; builder?: string; builderBefore?: string };
  weeklyDownloads?: number;
  /** How many agents asked for the name while it did not exist. */
  askedForWhileAbsent?: number;
  /** The established name that this one can be taken for. */
  takenFor?: string;
  /** An internal package of the organisation, never published before. */
  internalName?: boolean;
  /** Facts of packages this one depends on, by name. */
  dependencies?: Readonly<Record<string, { firstPublishedAt: string; publisher: string; versions: number }>>;
}

export interface AttackCase extends Sample {
  /** `event-stream` for a replica, `event-stream.renamed` for a variant. */
  id: string;
  /** The row of the list of incidents, or `kind` for a replica made for its kind alone. */
  incident: string;
  kind: Kind;
  role: 'replica' | 'variant';
  variantOf?: string;
  how?: Way;
  judgedBy: JudgedBy;
  /** The observable technique that must be seen. */
  seen: string;
  previous?: Sample;
  facts?: Facts;
}

export interface Telling {
  sample: Sample;
  /** Where it differs from the replica: a variant at another stage is often of another kind. */
  kind?: Kind;
  judgedBy?: JudgedBy;
  seen?: string;
  previous?: Sample;
  facts?: Facts;
}

export interface Incident {
  id: string;
  incident: string;
  kind: Kind;
  judgedBy?: JudgedBy;
  seen: string;
  replica: Sample | Telling;
  renamed: Sample | Telling;
  reObfuscated: Sample | Telling;
  otherStage: Sample | Telling;
}

/** A replica and its three variants, in that order. */
export function casesOf(told: Incident): AttackCase[] {
  const shared = { incident: told.incident, kind: told.kind, judgedBy: told.judgedBy ?? 'artifact' };
  const variant = (how: Way, given: Sample | Telling): AttackCase => ({
    ...shared,
    seen: told.seen,
    ...flat(given),
    id: `${told.id}.${how}`,
    role: 'variant',
    variantOf: told.id,
    how,
  });
  return [
    { ...shared, seen: told.seen, ...flat(told.replica), id: told.id, role: 'replica' },
    variant('renamed', told.renamed),
    variant('re-obfuscated', told.reObfuscated),
    variant('other-stage', told.otherStage),
  ];
}

function flat(given: Sample | Telling): Sample & Omit<Telling, 'sample'> {
  if (!('sample' in given)) return given;
  const { sample, ...own } = given;
  return { ...sample, ...own };
}
