import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PackageName } from './load';

/** What the load asks about and the writers change. Few enough that each is asked about many times a second. */
export const PACKAGES: readonly PackageName[] = Array.from({ length: 200 }, (_, n) => ({
  ecosystem: 'npm',
  name: `fresh-${n}`,
  version: '1.0.0',
}));
export const AGENTS: readonly string[] = Array.from({ length: 20 }, (_, n) => `fresh-agent-${n}`);
/** Approvals are given from here on, so that an agent brought below is allowed nothing. */
export const APPROVED_FROM = 'supervised' as const;
export const maturityOf = (agent: number) => (agent % 2 === 0 ? 'supervised' : 'autonomous');

const CLOSURE_SIZE = 5;
const CLOSURES = 40;
/** First every package by itself, then closures of neighbours. */
export const QUESTIONS: readonly (readonly number[])[] = [
  ...PACKAGES.map((_, n) => [n]),
  ...Array.from({ length: CLOSURES }, (_, n) =>
    Array.from({ length: CLOSURE_SIZE }, (_, k) => (n * CLOSURE_SIZE + k) % PACKAGES.length),
  ),
];

/** Questions that a package is part of. */
export const questionsAbout = (pkg: number): number[] => [
  pkg,
  PACKAGES.length + Math.floor(pkg / CLOSURE_SIZE),
];

const LENIENT = readFileSync(resolve(__dirname, '../../../deploy/dev/policy.yaml'), 'utf8').replace(
  /\ntests:[^]*$/,
  '\n',
);
const STRICT_NAME = 'name: strict';
/** Refuses tarballs, which all these packages are, to supervised agents. */
const STRICT = LENIENT.replace('name: development', STRICT_NAME).replace(
  'supervised: [wheel, tarball]',
  'supervised: [wheel]',
);
export const POLICIES = { lenient: LENIENT, strict: STRICT } as const;
const RANK_OF_SUPERVISED = 2;
export const refusedRankOf = (text: string): number | null =>
  text.includes(STRICT_NAME) ? RANK_OF_SUPERVISED : null;
