import { textOf, type ArchiveContents } from '../archive-contents';
import { fieldsOf } from '../fields-of';
import { pyprojectOf } from '../pypi/pyproject';
import { equalText } from './equal-text';
import type { Stated, StatedDependency } from './npm-manifest';

const METADATA = /^[^/]+\.dist-info\/METADATA$|^PKG-INFO$/;
const ENTRY_POINTS = /\.(?:dist|egg)-info\/entry_points\.txt$/;
/** PEP 508: a name, then extras, a range or an address, and a marker. */
const REQUIREMENT = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*([^;]*?)\s*(?:;\s*(.*))?$/;

/** What the core metadata and pyproject.toml of a wheel or an sdist say. */
export function statedByPython({ files }: ArchiveContents): Stated {
  const paths = [...files.keys()];
  const metadata = textOf(files.get(paths.find((path) => METADATA.test(path)) ?? '')) ?? '';
  const headers = metadata.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const project = pyprojectOf(textOf(files.get('pyproject.toml')) ?? '') ?? {};
  const runtime = [...headers.matchAll(/^Requires-Dist:[ \t]*(.+)$/gim)].map(([, text]) => text ?? '');
  return {
    dependencies: [
      ...runtime.flatMap((text) => requirement(text, 'required')),
      ...textsOf(fieldsOf(project['build-system'])['requires']).flatMap((text) => requirement(text, 'build')),
    ],
    entryPoints: [
      ...paths
        .filter((path) => ENTRY_POINTS.test(path))
        .flatMap((path) => iniEntries(textOf(files.get(path)) ?? '')),
      ...Object.entries(fieldsOf(fieldsOf(project['project'])['scripts'])).map(
        ([name, target]) => `console_scripts:${name}=${String(target)}`,
      ),
    ].map(equalText),
  };
}

function requirement(text: string, section: 'required' | 'build'): StatedDependency[] {
  const [, name, range = '', marker = ''] = REQUIREMENT.exec(text.trim()) ?? [];
  if (name === undefined) return [];
  const isExtra = /\bextra\s*==/.test(marker);
  return [
    {
      section: isExtra ? 'extra' : section,
      // One spelling (PEP 503).
      name: equalText(name.toLowerCase().replace(/[-_.]+/g, '-')),
      range: equalText(range.replace(/^\((.*)\)$/, '$1')),
    },
  ];
}

/** The entry points specification: sections of `name = module:attribute`. */
function iniEntries(text: string): string[] {
  let group = '';
  return text.split(/\r?\n/).flatMap((line) => {
    const section = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    if (section !== undefined) group = section.trim();
    const [, name, target] = /^\s*([^#;=[\s][^=]*?)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    return section !== undefined || name === undefined ? [] : [`${group}:${name}=${target}`];
  });
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
