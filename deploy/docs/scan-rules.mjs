// The scan rules' part of docs/rules.md: what each looks for, and one sample of either kind.
import { code, codes, table } from './markdown.mjs';

/** @typedef {import('./documents.d.mts').Sources} Sources */
/** @typedef {Sources['scanRules'][number]} ScanRule */
/** @typedef {ScanRule['samples']['hits'][number]} Sample */

/** Characters of a sample that a table's cell has room for. */
const MAX_SHOWN = 160;

/** @param {Pick<Sources, 'scanRules' | 'clusterRules' | 'tactics'>} sources */
export function scanRulesSections({ scanRules, clusterRules, tactics }) {
  return [
    '## Scan rules',
    'Each is one file in `libs/analysis/src/rules/`, named after its code. They read an artifact; nothing of it is run. ' +
      'A rule that speaks makes a finding, and the verdict of the artifact is at least the one named here. The worst ' +
      'verdict counts. `malicious` stops an installation, and so does an artifact that could not be judged (`unknown`); ' +
      'everything else is evidence for a reviewer.',
    `Tactics are those of MITRE ATT&CK for enterprises, version 17: ${Object.entries(tactics)
      .map(([name, id]) => `${name} (${id})`)
      .join(', ')}.`,
    ...[
      ['Any artifact', 'any'],
      ['npm', 'npm'],
      ['PyPI', 'pypi'],
    ].flatMap(([title, ecosystem]) => [
      `### ${title}`,
      list(scanRules.filter((rule) => rule.ecosystem === ecosystem)),
    ]),
    '### Everything that was ever scanned',
    'Judged where it is remembered what was scanned: one artifact alone shows neither.',
    list(clusterRules),
    '## Samples of scan rules',
    'The first of the samples that each rule brings: one that it sees, and one that looks like it and is left alone. All ' +
      'are made up and do nothing; each is made a real archive and judged by `libs/analysis/src/rules/samples.spec.ts`.',
    table(
      ['Rule', 'Sees', 'Leaves alone', 'Because'],
      scanRules.map(({ code: name, samples: { hits, ignores } }) => [
        code(name),
        shown(hits[0]),
        shown(ignores[0]),
        ignores[0].why,
      ]),
    ),
  ];
}

/** @param {readonly Omit<ScanRule, 'samples' | 'pattern' | 'judge' | 'message'>[]} rules */
function list(rules) {
  return table(
    ['Rule', 'Severity', 'At least', 'Tactic', 'Capabilities', 'Languages', 'Kind', 'What it sees'],
    rules.map((rule) => [
      code(rule.code),
      rule.severity,
      code(rule.verdict),
      rule.tactic,
      codes(rule.capabilities) || '–',
      rule.languages.join(', '),
      rule.kind,
      rule.summary,
    ]),
  );
}

/** What it is, and the beginning of what is in it. @param {Sample} sample */
function shown(sample) {
  const parts = [
    ...Object.entries(sample.manifest ?? {}).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    ...Object.entries(sample.files ?? {}).map(([path, content]) => `${path}: ${textOf(content)}`),
    ...(sample.entries ?? []).map((entry) => JSON.stringify(entry)),
    ...Object.entries(sample.record ?? {}).map(([path, content]) => `RECORD lists ${path}: ${content}`),
    ...(sample.cutTo === undefined ? [] : [`${sample.cutTo} bytes of it are there`]),
  ];
  if (parts.length === 0) return sample.what;
  // A mark of code would end the code that this is shown as.
  const text = parts
    .join('; ')
    .replaceAll('`', "'")
    .replaceAll('\0', ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\p{Cc}\p{Cf}]/gu, escaped);
  return `${sample.what}: ${code(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text)}`;
}

/** What is not seen, or turns the order of what is, would do that to readers of the document. @param {string} char */
function escaped(char) {
  return `\\u{${char.codePointAt(0)?.toString(16)}}`;
}

/** @param {NonNullable<Sample['files']>[string]} content */
function textOf(content) {
  if (typeof content === 'string') return content;
  return `${headOf(content)}${content.then ?? ''}`;
}

/** @param {Exclude<NonNullable<Sample['files']>[string], string>} content */
function headOf(content) {
  if ('hex' in content) return `(${content.hex} in hex)`;
  if ('repeat' in content) return `(${content.times} times) ${content.repeat}`;
  const { format, ...tables } = content.machineCode;
  const told = Object.entries(tables).map(([table, names]) => `, ${table}: ${names.join(' ')}`);
  return `(machine code, ${format}${told.join('')})`;
}
