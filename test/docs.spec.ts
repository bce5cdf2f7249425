import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as domain from '@sallyport/domain';
import { z } from 'zod';
import * as exit from '../apps/cli/src/exit-code';
import { HTTP_STATUS } from '../apps/gateway/src/adapters/rest/http-status';
import { openApiText } from '../apps/gateway/src/openapi/write';
import { CLUSTER_RULES as clusterRules, RULES as scanRules, TACTICS as tactics } from '@sallyport/analysis';
import { documents } from '../deploy/docs/documents.mjs';
import { CALL_TIMEOUT_MS } from '../libs/messaging/src/timeouts';

const ROOT = resolve(__dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as { version: string; scripts: Record<string, string> };

/** Files git knows or would take: what a clone has. */
const FILES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(ROOT, file)));
const PAGES = FILES.filter((file) => file.endsWith('.md'));

const GENERATED = documents({
  domain,
  z,
  exit,
  httpStatus: HTTP_STATUS,
  openApiText: openApiText(),
  timeouts: CALL_TIMEOUT_MS,
  scanRules,
  clusterRules,
  tactics,
  version: manifest.version,
});

/** Outside of code blocks and of code in a line, where a bracket is a bracket. */
function proseOf(page: string): string {
  return read(page)
    .replace(/^```.*?^```/gms, '')
    .replace(/`[^`\n]*`/g, '');
}

/** As GitHub makes them. */
function anchorsOf(page: string): string[] {
  const headings = read(page)
    .replace(/^```.*?^```/gms, '')
    .matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

function isBroken(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, file))) return true;
  return anchor !== undefined && !anchorsOf(file).includes(anchor);
}

describe('test/docs', () => {
  it.each(Object.keys(GENERATED))('%s is what `npm run docs` writes', (path) => {
    expect(read(path)).toBe(GENERATED[path]);
  });

  it.each(PAGES)('%s has no broken link', (page) => {
    const targets = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target as string)
      .filter((target) => !/^[a-z]+:/.test(target));

    expect(targets.filter((target) => isBroken(page, target))).toEqual([]);
  });

  it.each(PAGES)('%s names only files that are there', (page) => {
    const named = [
      ...read(page).matchAll(/`((?:apps|libs|deploy|test|docs|bench|\.ci)\/[\w./-]*[\w/-])`/g),
    ].map(([, path]) => path as string);

    expect(named.filter((path) => !path.includes('/dist/') && !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it.each(PAGES)('%s names only scripts that are there', (page) => {
    const named = [...read(page).matchAll(/`?npm run (?:--silent )?([a-z][\w:-]*)/g)].map(
      ([, script]) => script as string,
    );

    expect(named.filter((script) => !Object.hasOwn(manifest.scripts, script))).toEqual([]);
  });

  it.each(PAGES)('%s names only commands that are there', (page) => {
    const named = [...read(page).matchAll(/(?:^|`|: )sallyport ([a-z]+)/gm)].map(
      ([, command]) => command as string,
    );

    expect(named.filter((command) => !existsSync(join(ROOT, `apps/cli/src/commands/${command}.ts`)))).toEqual(
      [],
    );
  });

  it('mentions every error code, reason code, scan rule, subject and event', () => {
    const everything = PAGES.map(read).join('\n');
    const names = [
      ...Object.keys(domain.ERROR_CODES),
      ...domain.REASON_CODES,
      ...[...scanRules, ...clusterRules].map(({ code }) => code),
      ...domain.ENDPOINTS.map(({ subject }) => subject),
      ...domain.EVENT_TYPES.map(({ subject }) => subject),
    ];

    expect(names.filter((name) => !everything.includes(`\`${name}\``))).toEqual([]);
  });

  it('explains every setting of every service', () => {
    const operations = read('docs/operations.md');
    const settings = FILES.filter((file) =>
      /^(apps|libs)\/[^/]+\/src\/(\w+-)?config\.ts$|^deploy\/dev\/services\.mjs$/.test(file),
    ).flatMap((file) => [...read(file).matchAll(/^\s+([A-Z][A-Z0-9]*_[A-Z0-9_]+):/gm)]);
    const names = new Set(settings.map(([, name]) => name as string));

    expect(names.size).toBeGreaterThan(10);
    // How Node.js itself is run is not ours to explain.
    expect([...names].filter((name) => name !== 'NODE_ENV' && !operations.includes(`\`${name}\``))).toEqual(
      [],
    );
  });

  it('lists every decision once, in order', () => {
    const files = FILES.filter((file) => /^docs\/adr\/\d{4}-/.test(file)).sort();
    const listed = [...read('docs/adr/README.md').matchAll(/\]\((\d{4}-[^)]+)\)/g)].map(
      ([, file]) => `docs/adr/${file}`,
    );

    expect(listed).toEqual(files);
    expect(files.map((file) => Number(file.slice(9, 13)))).toEqual(files.map((_, index) => index + 1));
  });

  it.each(['docs/api/asyncapi.json', 'docs/api/openapi.json'])('%s refers only to what it has', (path) => {
    const document: unknown = JSON.parse(read(path));
    const references = [...read(path).matchAll(/"\$ref": "([^"]+)"/g)].map(([, target]) => target as string);
    const resolves = (target: string): boolean =>
      target.startsWith('#/') &&
      target
        .slice(2)
        .split('/')
        .reduce<unknown>(
          (part, key) => (part as Record<string, unknown> | undefined)?.[key.replace(/~1/g, '/')],
          document,
        ) !== undefined;

    expect(references.length).toBeGreaterThan(0);
    expect([...new Set(references)].filter((target) => !resolves(target))).toEqual([]);
  });
});
