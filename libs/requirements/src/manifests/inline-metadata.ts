import { Lines, placeAt } from './lines';
import { emptyReading, listOf, textOf, type ManifestFile, type ManifestReading } from './manifest';
import { addRequirement } from './python-requirement';
import { readToml } from './toml';

/** PEP 723: `# /// script`, lines of comment, `# ///`; the pattern is the one of the PEP. */
const BLOCK = /^# \/\/\/ ([a-zA-Z0-9-]+)$\s((?:^#(?:| .*)$\s)+)^# \/\/\/$/gm;

/** The requirements that a script states about itself; an empty reading where it has no such block. */
export function readInlineMetadata(file: ManifestFile): ManifestReading {
  const reading = emptyReading();
  const text = file.text.replace(/\r\n/g, '\n');
  const blocks = [...text.matchAll(BLOCK)].filter(([, type]) => type === 'script');
  const [block] = blocks;
  if (block === undefined) return reading;
  const lines = new Lines(text);
  const start = lines.at(block.index);
  const problem = (message: string): void => {
    reading.problems.push({ kind: 'malformed-manifest', message, place: { file: file.path, line: start } });
  };
  if (blocks.length > 1) problem('more than one block of script metadata');
  const content = (block[2] as string)
    .split('\n')
    .map((line) => (line.startsWith('# ') ? line.slice(2) : line.slice(1)))
    .join('\n');
  const parsed = readToml(content);
  if ('message' in parsed) {
    problem(`script metadata that is ${parsed.message}`);
    return reading;
  }
  const python = textOf(parsed.data['requires-python']);
  if (python !== undefined) reading.python = python;
  const dependencies = parsed.data['dependencies'];
  if (dependencies !== undefined && !Array.isArray(dependencies)) problem('dependencies that are no list');
  for (const each of listOf(dependencies)) {
    if (typeof each !== 'string') problem('a requirement that is no text');
    else
      addRequirement(reading, file, each, {
        place: placeAt(file.path, lines.of([`"${each}"`, `'${each}'`], block.index) ?? start),
      });
  }
  return reading;
}
