import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENIGN } from '../../attacks/benign';
import { ATTACKS } from '../../attacks/replicas';

export const LANGUAGES = [
  'javascript',
  'typescript',
  'python',
  'shell',
  'gyp',
  'settings',
  'manifest',
  'metadata',
  'pth',
  'setup',
] as const;
export type Language = (typeof LANGUAGES)[number];
export type Seeds = Readonly<Record<Language, readonly string[]>>;

const ROOT = join(__dirname, '../../..');
/** Characters of one seed: what is wrong with a parser shows in little text as well, and more of it is tried. */
const MOST = 6_000;
const LANGUAGE_OF: readonly (readonly [RegExp, Language])[] = [
  [/(?:^|\/)package\.json$/, 'manifest'],
  [/(?:^|\/)setup\.py$/, 'setup'],
  [/\.pth$/, 'pth'],
  [/\.py$/, 'python'],
  [/\.gypi?$/, 'gyp'],
  [/\.(?:sh|bash)$/, 'shell'],
  [/\.[cm]?js$/, 'javascript'],
  [/\.tsx?$/, 'typescript'],
  [/\.json$/, 'settings'],
  [/(?:METADATA|PKG-INFO)$/, 'metadata'],
];

/** Sources of our own: the cases of the gate, and this repository. */
export function seeds(): Seeds {
  const found = Object.fromEntries(LANGUAGES.map((language) => [language, new Set<string>()])) as Record<
    Language,
    Set<string>
  >;
  for (const sample of [...ATTACKS, ...BENIGN])
    for (const [path, content] of Object.entries(sample.files()))
      if (typeof content === 'string') add(path, content);
  for (const folder of ['libs/analysis/src', 'libs/domain/src/policy', 'deploy/dev', 'test/flows'])
    for (const path of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }))
      if (/\.(?:ts|mjs|cjs|json)$/.test(path)) add(path, readFileSync(join(ROOT, folder, path), 'utf8'));
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, [...found[language]]]),
  ) as unknown as Seeds;

  function add(path: string, content: string): void {
    const language = LANGUAGE_OF.find(([pattern]) => pattern.test(path))?.[1];
    if (language !== undefined && content.trim() !== '') found[language].add(content.slice(0, MOST));
  }
}
