import type { Ecosystem } from '@sallyport/domain';
import { placeAt, Lines } from './lines';
import { emptyReading, malformed, recordOf, type ManifestFile, type ManifestReading } from './manifest';
import { addNpmRequirement } from './npm-requirement';
import { addRequirement } from './python-requirement';
import { readYaml } from './yaml';

const FENCE = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
/** Keys under which authors of skills list packages, and of which ecosystem, where the key says it. */
const KEYS: Readonly<Record<string, Ecosystem | undefined>> = {
  requirements: undefined,
  dependencies: undefined,
  packages: undefined,
  requires: undefined,
  python_packages: 'pypi',
  'python-packages': 'pypi',
  python_dependencies: 'pypi',
  'python-dependencies': 'pypi',
  python: 'pypi',
  pip: 'pypi',
  pypi: 'pypi',
  node_packages: 'npm',
  'node-packages': 'npm',
  npm_packages: 'npm',
  'npm-packages': 'npm',
  node_dependencies: 'npm',
  node: 'npm',
  npm: 'npm',
  javascript: 'npm',
};
/** Programs, variables and settings that a skill wants, beside its packages. */
const NO_PACKAGES = /^(?:bins?|anybins|env|config|os|tools|commands|services|system|skills|apt|brew)$/;
const MAX_DEPTH = 4;

/** The YAML head of a `SKILL.md`; an empty reading where it has none. */
export function readFrontMatter(file: ManifestFile): ManifestReading {
  const block = FENCE.exec(file.text)?.[1];
  if (block === undefined)
    return /^\ufeff?---[ \t]*\r?\n/.test(file.text)
      ? malformed(file, 'front matter that does not end', 1)
      : emptyReading();
  const parsed = readYaml(block);
  if ('message' in parsed)
    return malformed(file, `front matter that is ${parsed.message}`, (parsed.line ?? 1) + 1);
  const reading = emptyReading();
  new Reader(reading, file, new Lines(file.text)).table(recordOf(parsed.data), 0);
  return reading;
}

class Reader {
  constructor(
    private readonly reading: ManifestReading,
    private readonly file: ManifestFile,
    private readonly lines: Lines,
  ) {}

  /** `metadata` may have the same keys one level down. */
  table(data: Readonly<Record<string, unknown>>, depth: number): void {
    for (const [key, value] of Object.entries(data)) {
      const name = key.toLowerCase();
      if (name === 'install' && Array.isArray(value))
        for (const each of value) this.installer(recordOf(each));
      else if (Object.hasOwn(KEYS, name)) this.value(value, KEYS[name], depth + 1);
      else if (/^(?:metadata|openclaw|install|runtime)$/.test(name) && depth < MAX_DEPTH)
        this.table(recordOf(value), depth + 1);
    }
  }

  /** `install` of OpenClaw: one entry for each way to install a program. */
  private installer(entry: Readonly<Record<string, unknown>>): void {
    const { kind, package: name } = entry;
    if (typeof kind !== 'string' || typeof name !== 'string') return;
    const ecosystem = KEYS[kind] ?? (kind === 'uv' ? 'pypi' : undefined);
    if (ecosystem !== undefined) this.one(name, ecosystem);
  }

  private value(value: unknown, ecosystem: Ecosystem | undefined, depth: number): void {
    if (depth > MAX_DEPTH || value === null) return;
    if (typeof value === 'string') {
      for (const each of value.split(/[\n]|,(?=\s*[A-Za-z@])/))
        if (each.trim() !== '') this.one(each.trim(), ecosystem);
    } else if (Array.isArray(value)) {
      for (const each of value) {
        if (typeof each === 'string') this.one(each, ecosystem);
        else this.value(each, ecosystem, depth + 1);
      }
    } else {
      for (const [key, inner] of Object.entries(recordOf(value))) {
        const named = key.toLowerCase();
        if (NO_PACKAGES.test(named)) continue;
        const own = Object.hasOwn(KEYS, named) ? KEYS[named] : undefined;
        if (own !== undefined && typeof inner !== 'string') this.value(inner, own, depth + 1);
        else if (ecosystem !== undefined && (typeof inner === 'string' || typeof inner === 'number'))
          this.named(key, String(inner), ecosystem);
        else if (typeof inner === 'object') this.value(inner, ecosystem, depth + 1);
      }
    }
  }

  private one(text: string, given: Ecosystem | undefined): void {
    const prefixed = /^(pypi|pip|npm|python|node):\s*(.+)$/i.exec(text);
    const ecosystem: Ecosystem | undefined =
      prefixed === null ? given : /^(?:npm|node)$/i.test(prefixed[1] as string) ? 'npm' : 'pypi';
    const spec = prefixed?.[2] ?? text;
    const place = placeAt(this.file.path, this.lines.of([text]));
    // Programs and systems stand in the same lists: "python>=3.10", "node", "git", "docker".
    if (
      /^(?:python3?|node(?:\.?js)?|npm|pip|uv|git|docker|bash|curl|ffmpeg|jq)\b(?![-_.][a-z])(?:\s*[><=~^].*)?$/i.test(
        spec,
      )
    )
      return;
    if (ecosystem === 'npm' || (ecosystem === undefined && /^@[\w.-]+\/[\w.-]+|^[\w.-]+@[\d^~*]/.test(spec)))
      return this.npm(spec, place);
    if (ecosystem === 'pypi' || /^[\w.-]+(?:\[[^\]]*\])?\s*(?:[><=!~]=?|===).+$/.test(spec))
      return addRequirement(this.reading, this.file, spec, { place });
    if (/\s/.test(spec)) return;
    // A name alone may be of either ecosystem, or of none.
    this.reading.unresolved.push({
      kind: 'ambiguous',
      ecosystem: 'pypi',
      text: spec,
      candidates: [`pypi:${spec}`, `npm:${spec}`],
      marks: [],
      place,
    });
  }

  private npm(spec: string, place: { file: string; line?: number }): void {
    const at = spec.indexOf('@', 1);
    const name = at === -1 ? spec : spec.slice(0, at);
    addNpmRequirement(this.reading, this.file, {
      name,
      spec: at === -1 ? '' : spec.slice(at + 1),
      marks: [],
      place,
    });
  }

  private named(name: string, range: string, ecosystem: Ecosystem): void {
    const place = placeAt(this.file.path, this.lines.of([`${name}:`, `"${name}"`, `'${name}'`]));
    if (ecosystem === 'npm')
      return addNpmRequirement(this.reading, this.file, { name, spec: range, marks: [], place });
    const specifier = /^[><=!~]/.test(range)
      ? range
      : range === '*' || range === 'latest'
        ? ''
        : `==${range}`;
    addRequirement(this.reading, this.file, `${name}${specifier}`, { place });
  }
}
