import { listOf, recordOf, textOf } from '../manifests/manifest';
import { readJson } from '../manifests/json';
import type { PythonReading } from '../python/python-reading';
import { readPython } from '../python/read-python';
import { shellWords } from '../shell/shell-words';

/** Cells whose first line hands the whole cell to something else than Python. */
const SHELL_CELL = /^%%(?:bash|sh|script|cmd)\b/;
const FOREIGN_CELL = /^%%(?:html|javascript|js|latex|markdown|svg|perl|ruby|writefile|file|sql|R|cython)\b/;

export type NotebookReading = { reading: PythonReading } | { message: string; line?: number };

/** The code cells of a Jupyter notebook (nbformat 3 and 4) as one program; its lines are those of the file. */
export function readNotebook(text: string): NotebookReading {
  const document = readJson(text);
  if ('message' in document)
    return {
      message: `a notebook that is ${document.message}`,
      ...(document.line === undefined ? {} : { line: document.line }),
    };
  const data = recordOf(document.data);
  const metadata = recordOf(data['metadata']);
  const language =
    textOf(recordOf(metadata['kernelspec'])['language']) ??
    textOf(recordOf(metadata['language_info'])['name']) ??
    'python';
  if (!/^i?python\d*$/i.test(language)) return { message: `a notebook in ${language}, which is not read` };
  if (!Array.isArray(data['cells']) && !Array.isArray(data['worksheets']))
    return { message: 'a notebook without cells' };
  const code: string[] = [];
  const shell: { text: string; line: number }[] = [];
  const lines: number[] = [];
  listOf(data['cells']).forEach((given, cell) => {
    const entry = recordOf(given);
    if (entry['cell_type'] !== 'code') return;
    const source = entry['source'];
    const parts =
      typeof source === 'string'
        ? source.split(/(?<=\n)/)
        : listOf(source).filter((each) => typeof each === 'string');
    const first = (parts[0] ?? '').trim();
    parts.forEach((part, index) => {
      const line =
        document.lineOf(
          typeof source === 'string' ? ['cells', cell, 'source'] : ['cells', cell, 'source', index],
        ) ?? 1;
      const bare = part.replace(/\r?\n$/, '');
      const { python, command } = SHELL_CELL.test(first)
        ? { python: '', command: index === 0 ? undefined : bare }
        : FOREIGN_CELL.test(first)
          ? { python: '', command: undefined }
          : withoutMagic(bare);
      code.push(python);
      lines.push(line);
      if (command !== undefined) shell.push({ text: command, line });
    });
  });
  const reading = readPython(code.join('\n'));
  const at = <Item extends { line: number }>(item: Item): Item => ({
    ...item,
    line: lines[item.line - 1] ?? 1,
  });
  return {
    reading: {
      ...reading,
      uses: reading.uses.map(at),
      open: reading.open.map(at),
      unseen: reading.unseen.map(at),
      broken: reading.broken.map((line) => lines[line - 1] ?? 1),
      commands: [
        ...reading.commands.map(at),
        ...shell.flatMap(({ text: command, line }) =>
          shellWords(command).map((words) => ({ words, line, marks: [] })),
        ),
      ],
    },
  };
}

/** IPython's own syntax is no Python: `!pip install x`, `%pip install x`, `x = !ls`, `name?`. */
function withoutMagic(line: string): { python: string; command: string | undefined } {
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const rest = line.slice(indent.length);
  // A statement has to stay where one was, as it may be all that a block has.
  if (/^!/.test(rest)) return { python: `${indent}pass`, command: rest.replace(/^!+/, '') };
  if (/^%(?:pip|conda|sx|system)\b/.test(rest))
    return { python: `${indent}pass`, command: rest.slice(1).replace(/^(?:sx|system)\s+/, '') };
  if (/^%%/.test(rest)) return { python: '', command: undefined };
  if (/^%/.test(rest) || /^\?|\?\s*$/.test(rest)) return { python: `${indent}pass`, command: undefined };
  const assigned = /^([\w., ]+=\s*)([!%])(.*)$/.exec(rest);
  return assigned === null
    ? { python: line, command: undefined }
    : { python: `${indent}${assigned[1]}None`, command: assigned[2] === '!' ? assigned[3] : undefined };
}
