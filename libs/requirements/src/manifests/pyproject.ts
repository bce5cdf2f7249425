import type { Mark } from '../model/discovery';
import { insideOf } from './inside';
import { Lines, placeAt } from './lines';
import {
  emptyReading,
  listOf,
  malformed,
  recordOf,
  textOf,
  type ManifestFile,
  type ManifestReading,
} from './manifest';
import { addPoetry } from './poetry-dependencies';
import { addRequirement } from './python-requirement';
import { readToml } from './toml';

const MAX_GROUP_DEPTH = 10;

/** `pyproject.toml`: PEP 518 (build), PEP 621 (project), PEP 735 (groups), and tables of poetry, pdm, uv and hatch. */
export function readPyproject(file: ManifestFile): ManifestReading {
  const parsed = readToml(file.text);
  if ('message' in parsed) return malformed(file, parsed.message, parsed.line);
  return new Reader(file, parsed.data).read();
}

class Reader {
  private readonly reading = emptyReading();
  private readonly lines: Lines;

  constructor(
    private readonly file: ManifestFile,
    private readonly data: Record<string, unknown>,
  ) {
    this.lines = new Lines(file.text);
  }

  read(): ManifestReading {
    const project = recordOf(this.data['project']);
    const tool = recordOf(this.data['tool']);
    const python = textOf(project['requires-python']);
    if (python !== undefined) this.reading.python = python;
    this.list(project['dependencies'], []);
    for (const extra of Object.values(recordOf(project['optional-dependencies'])))
      this.list(extra, ['optional']);
    const groups = recordOf(this.data['dependency-groups']);
    for (const name of Object.keys(groups)) this.group(groups, name, 0);
    this.list(recordOf(this.data['build-system'])['requires'], ['development']);
    for (const group of Object.values(recordOf(recordOf(tool['pdm'])['dev-dependencies'])))
      this.list(group, ['development']);
    this.list(recordOf(tool['uv'])['dev-dependencies'], ['development']);
    for (const env of Object.values(recordOf(recordOf(tool['hatch'])['envs'])))
      this.list(recordOf(env)['dependencies'], ['development']);
    addPoetry(this.reading, this.file, recordOf(tool['poetry']), this.lines);
    this.dynamic(project, recordOf(recordOf(tool['setuptools'])['dynamic']));
    this.sources(recordOf(recordOf(tool['uv'])['sources']));
    return this.reading;
  }

  private list(value: unknown, marks: readonly Mark[]): void {
    if (value === undefined) return;
    if (!Array.isArray(value)) return this.problem('a list of requirements that is none');
    for (const text of listOf(value)) {
      if (typeof text !== 'string') this.problem('a requirement that is no text');
      else
        addRequirement(this.reading, this.file, text, {
          place: placeAt(this.file.path, this.lines.of([`"${text}"`, `'${text}'`, text])),
          marks,
        });
    }
  }

  /** PEP 735: a group has requirements, and includes of other groups. */
  private group(groups: Readonly<Record<string, unknown>>, name: string, depth: number): void {
    const entries = groups[name];
    if (depth > MAX_GROUP_DEPTH) return this.problem('groups that include each other');
    if (!Array.isArray(entries)) return this.problem(`no dependency group "${name}"`);
    for (const entry of entries) {
      const included = textOf(recordOf(entry)['include-group']);
      // What a group includes is read at its own name.
      if (included !== undefined && groups[included] === undefined)
        this.problem(`no dependency group "${included}"`);
      else if (included === undefined) this.list([entry], ['development']);
    }
  }

  /** setuptools can take the list from files. */
  private dynamic(
    project: Readonly<Record<string, unknown>>,
    dynamic: Readonly<Record<string, unknown>>,
  ): void {
    if (!listOf(project['dynamic']).includes('dependencies')) return;
    const files = recordOf(dynamic['dependencies'])['file'];
    const named =
      typeof files === 'string' ? [files] : listOf(files).filter((each) => typeof each === 'string');
    // Without it, a build script says what is required; it is read as code if it is `setup.py`.
    if (named.length === 0 && dynamic['dependencies'] === undefined) {
      const place = placeAt(this.file.path, this.lines.of(['dynamic']));
      const known = ['setup.py', 'setup.cfg'].map((name) => insideOf(this.file.path, name));
      if (!known.some((path) => path !== undefined && this.file.exists(path)))
        this.reading.problems.push({
          kind: 'malformed-manifest',
          message: 'dependencies are dynamic, and nothing that is read says what they are',
          place,
        });
    }
    for (const target of named) {
      const place = placeAt(this.file.path, this.lines.of([target]));
      const path = insideOf(this.file.path, target);
      if (path === undefined || !this.file.exists(path))
        this.reading.problems.push({
          kind: 'missing-file',
          message: `names ${target}, which is not in the skill`,
          place,
        });
      else this.reading.includes.push({ path, line: place.line ?? 1, isConstraint: false, place });
    }
  }

  /** `[tool.uv.sources]`: a requirement that the registry has no part in. */
  private sources(sources: Readonly<Record<string, unknown>>): void {
    for (const [name, given] of Object.entries(sources)) {
      for (const source of Array.isArray(given) ? given : [given]) {
        const entry = recordOf(source);
        if (entry['workspace'] === true) this.drop(name);
        const path = textOf(entry['path']);
        const inside = path === undefined ? undefined : insideOf(this.file.path, path);
        if (inside !== undefined && this.file.exists(inside)) this.drop(name);
        else if (path !== undefined || entry['git'] !== undefined || entry['url'] !== undefined) {
          this.drop(name);
          const place = placeAt(this.file.path, this.lines.of([`${name} =`, `${name}=`]));
          this.reading.unresolved.push({
            kind: 'foreign-source',
            ecosystem: 'pypi',
            text: name,
            candidates: [],
            marks: [],
            place,
          });
        }
      }
    }
  }

  private drop(name: string): void {
    const spelled = name.toLowerCase().replace(/[-_.]+/g, '-');
    this.reading.declared = this.reading.declared.filter((declared) => declared.name !== spelled);
  }

  private problem(message: string): void {
    this.reading.problems.push({ kind: 'malformed-manifest', message, place: { file: this.file.path } });
  }
}
