import { isBuiltin } from '../tables/node-builtins';
import { standingOf } from '../tables/python-standard-library';
import type { SampleSkill } from './skills';

const PYTHON = /^\s*(?:import\s+([\w., ]+)|from\s+([\w.]+)\s+import\b)/gm;
const JAVASCRIPT = /(?:from\s+|import\s+|import\s*\(\s*|require\s*\(\s*)['"]([^'"]+)['"]/g;
const LINE = /^\s*([A-Za-z0-9][\w.-]*)/;

/**
 * What a short script would do, for comparison: a pattern for each language, the standard libraries left out, names as they
 * stand, `requirements.txt` by lines and `package.json` by its keys.
 */
export function regexRequirements(sample: SampleSkill): string[] {
  const found = new Set<string>();
  for (const { path, content } of sample.files) {
    if (!Buffer.isBuffer(content)) continue;
    const text = content.toString('utf8');
    if (/\.(?:py|ipynb)$/.test(path)) for (const name of pythonNames(text)) found.add(`pypi:${name}`);
    if (/\.(?:[cm]?[jt]s|[jt]sx)$/.test(path)) for (const name of npmNames(text)) found.add(`npm:${name}`);
    if (/requirements.*\.txt$/.test(path))
      for (const line of text.split('\n')) {
        const name = LINE.exec(line)?.[1];
        if (name !== undefined) found.add(`pypi:${spelled(name)}`);
      }
    if (/package\.json$/.test(path))
      for (const [, name] of text.matchAll(/"(@?[\w./-]+)"\s*:\s*"[\^~]?\d[^"]*"/g)) found.add(`npm:${name}`);
  }
  return [...found];
}

function pythonNames(text: string): string[] {
  return [...text.matchAll(PYTHON)]
    .flatMap(([, plain, from]) => (from === undefined ? (plain ?? '').split(',') : [from]))
    .map((module) => module.trim().split(/[\s.]/, 1)[0] as string)
    .filter((module) => module !== '' && standingOf(module, { from: 9, to: 14 }).kind === 'foreign')
    .map(spelled);
}

function npmNames(text: string): string[] {
  return [...text.matchAll(JAVASCRIPT)]
    .map(([, specifier]) => specifier as string)
    .filter((specifier) => !/^[./#]/.test(specifier) && !isBuiltin(specifier))
    .map((specifier) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}

function spelled(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
