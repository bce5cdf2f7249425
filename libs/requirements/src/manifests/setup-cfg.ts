import type { Mark } from '../model/discovery';
import { emptyReading, type ManifestFile, type ManifestReading } from './manifest';
import { insideOf } from './inside';
import { addRequirement } from './python-requirement';

interface Entry {
  section: string;
  key: string;
  values: { text: string; line: number }[];
}

/** `setup.cfg`: `install_requires` and extras in the form of Python's configparser. */
export function readSetupCfg(file: ManifestFile): ManifestReading {
  const reading = emptyReading();
  const { entries, broken } = entriesOf(file.text);
  for (const line of broken)
    reading.problems.push({
      kind: 'malformed-manifest',
      message: 'not a line of a configuration file',
      place: { file: file.path, line },
    });
  for (const { section, key, values } of entries) {
    const marks = marksOf(section, key);
    if (section === 'options' && key === 'python_requires')
      reading.python = values.map(({ text }) => text).join(',');
    if (marks === undefined) continue;
    for (const { text, line } of values) {
      const place = { file: file.path, line };
      const target = /^file:\s*(.+)$/.exec(text)?.[1];
      if (target !== undefined) {
        const path = insideOf(file.path, target.trim());
        if (path !== undefined && file.exists(path))
          reading.includes.push({ path, line, isConstraint: false, place });
        else
          reading.problems.push({
            kind: 'missing-file',
            message: `names ${target}, which is not in the skill`,
            place,
          });
      } else addRequirement(reading, file, text, { place, marks });
    }
  }
  return reading;
}

function marksOf(section: string, key: string): readonly Mark[] | undefined {
  if (section === 'options.extras_require')
    return /^(?:dev|test|tests|testing|docs?|lint)$/.test(key) ? ['development'] : ['optional'];
  if (section !== 'options') return undefined;
  if (key === 'install_requires') return [];
  return key === 'setup_requires' || key === 'tests_require' ? ['development'] : undefined;
}

/** Continued lines are indented; `;` and `#` begin comments. No interpolation, as setuptools reads it. */
function entriesOf(text: string): { entries: Entry[]; broken: number[] } {
  const entries: Entry[] = [];
  const broken: number[] = [];
  let section: string | undefined;
  let open: Entry | undefined;
  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const line = index + 1;
    if (/^\s*(?:[#;].*)?$/.test(raw)) return;
    if (/^\s/.test(raw) && open !== undefined) {
      open.values.push({ text: withoutComment(raw), line });
      return;
    }
    const header = /^\[([^\]]+)\]\s*(?:[#;].*)?$/.exec(raw);
    if (header !== null) {
      section = (header[1] as string).trim();
      open = undefined;
      return;
    }
    const pair = /^([^=:\s][^=:]*?)\s*[=:]\s*(.*)$/.exec(raw);
    if (pair === null || section === undefined) {
      broken.push(line);
      return;
    }
    const value = withoutComment(pair[2] as string);
    open = {
      section,
      key: (pair[1] as string).toLowerCase(),
      values: value === '' ? [] : [{ text: value, line }],
    };
    entries.push(open);
  });
  return { entries, broken };
}

function withoutComment(text: string): string {
  return text.replace(/\s[#;].*$/, '').trim();
}
