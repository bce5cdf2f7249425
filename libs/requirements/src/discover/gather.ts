import type { Mark } from '../model/discovery';
import { fencesOf, withoutPrompts } from '../documents/fences';
import { readNotebook } from '../documents/read-notebook';
import type { SpecifierUse } from '../javascript/javascript-reading';
import { readJavascript } from '../javascript/read-javascript';
import { readInlineMetadata, type ManifestReading } from '../manifests';
import type { FoundCommand, ModuleUse, OpenEnd, PythonReading } from '../python/python-reading';
import { readPython } from '../python/read-python';
import { shellWords } from '../shell/shell-words';
import { codeKindOf, codeKindOfShebang, hasNoEnding, isDevelopment, type CodeKind } from '../skill/file-kind';
import type { SkillFiles } from '../skill/skill-files';

/** What one file of code says. */
export interface CodeFile {
  file: string;
  language: 'python' | 'javascript' | 'shell';
  modules: readonly ModuleUse[];
  specifiers: readonly SpecifierUse[];
  commands: readonly FoundCommand[];
  open: readonly OpenEnd[];
  unseen: readonly OpenEnd[];
  paths: PythonReading['paths'];
  /** PEP 723: then these are all that the script may import. */
  inline?: ManifestReading;
}

const NOTHING = { modules: [], specifiers: [], commands: [], open: [], unseen: [], paths: [] };

/** Reads every file of code; what cannot be read is among the problems of `files`. */
export function gatherCode(files: SkillFiles): CodeFile[] {
  const code: CodeFile[] = [];
  for (const path of files.paths) {
    const kind = codeKindOf(path) ?? (hasNoEnding(path) ? codeKindOfShebang(files.shebang(path)) : undefined);
    if (kind !== undefined) {
      const read = withinStack(files, path, () => readCode(files, path, kind));
      if (read !== undefined) code.push(marked(read, isDevelopment(path) ? ['development'] : []));
    } else if (/(?:^|\/)skill\.md$/i.test(path)) {
      const text = files.text(path, 'code');
      if (text !== undefined) code.push(...readInstructions(path, text));
    }
  }
  return code;
}

/** Nesting is the author's to choose; what is deeper than our stack is a problem of the file. */
function withinStack<Result>(files: SkillFiles, path: string, read: () => Result): Result | undefined {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    files.say('too-large', path, 'nested too deeply to be walked');
    return undefined;
  }
}

function readCode(files: SkillFiles, file: string, kind: CodeKind): CodeFile | undefined {
  if (kind === 'unread') {
    files.say('unread-language', file, 'code in a form that is not read');
    return undefined;
  }
  const text = files.text(file, kind === 'python' || kind === 'stub' ? 'python' : 'code');
  if (text === undefined) return undefined;
  switch (kind) {
    case 'notebook': {
      const read = readNotebook(text);
      if ('reading' in read) return pythonFile(files, file, read.reading);
      files.say(
        /not read$/.test(read.message) ? 'unread-language' : 'syntax-error',
        file,
        read.message,
        read.line,
      );
      return undefined;
    }
    case 'python':
    case 'stub': {
      const inline = readInlineMetadata({ path: file, text, exists: (path) => files.exists(path) });
      files.problems.push(...inline.problems);
      const hasBlock =
        inline.declared.length > 0 || inline.python !== undefined || /^# \/\/\/ script\s*$/m.test(text);
      const read = pythonFile(files, file, readPython(text, kind === 'stub' ? ['type-only'] : []));
      return hasBlock ? { ...read, inline } : read;
    }
    case 'javascript':
      return javascriptFile(files, file, text);
    case 'shell':
      return { ...NOTHING, file, language: 'shell', commands: shellCommands(text, 1) };
    case 'dockerfile':
      return { ...NOTHING, file, language: 'shell', commands: shellCommands(dockerRuns(text), 1) };
  }
}

function pythonFile(files: SkillFiles, file: string, reading: PythonReading): CodeFile {
  for (const line of reading.broken.slice(0, 1))
    files.say('syntax-error', file, 'not Python that can be parsed', line);
  if (reading.isCut) files.say('too-large', file, 'too much code to walk');
  const { uses, commands, open, unseen, paths } = reading;
  return { file, language: 'python', modules: uses, specifiers: [], commands, open, unseen, paths };
}

function javascriptFile(files: SkillFiles, file: string, text: string): CodeFile {
  // Node.js leaves the first line to the shell.
  const reading = readJavascript(hasNoEnding(file) ? `${file}.js` : file, text);
  if (reading.broken !== undefined)
    files.say('syntax-error', file, 'not JavaScript or TypeScript that can be parsed', reading.broken);
  if (reading.isCut) files.say('too-large', file, 'too much code to walk');
  return {
    ...NOTHING,
    file,
    language: 'javascript',
    specifiers: reading.uses,
    commands: reading.commands,
    open: reading.open,
  };
}

/** Code in the instructions is an example that the agent may run: broken or open ends of it are nobody's fault. */
function readInstructions(file: string, text: string): CodeFile[] {
  return fencesOf(text).map((fence): CodeFile => {
    const shift = <Item extends { line: number }>(item: Item): Item => ({
      ...item,
      line: item.line + fence.line - 1,
    });
    if (fence.language === 'shell')
      return {
        ...NOTHING,
        file,
        language: 'shell',
        commands: shellCommands(withoutPrompts(fence.text), fence.line).filter(
          ({ words }) => !words.includes(null),
        ),
      };
    const base =
      fence.language === 'python'
        ? { ...NOTHING, file, language: 'python' as const, modules: readPython(fence.text).uses.map(shift) }
        : {
            ...NOTHING,
            file,
            language: 'javascript' as const,
            specifiers: readJavascript('SKILL.tsx', fence.text).uses.map(shift),
          };
    return marked(base, ['optional']);
  });
}

/** Lines that end in a backslash go on; a here-document only makes words that install nothing. */
function shellCommands(text: string, first: number): FoundCommand[] {
  const lines = text.split(/\r\n|\r|\n/);
  const commands: FoundCommand[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = first + at;
    let joined = lines[at] as string;
    while (joined.endsWith('\\') && at + 1 < lines.length) {
      at += 1;
      joined = `${joined.slice(0, -1)}${lines[at]}`;
    }
    for (const words of shellWords(joined)) commands.push({ words, line, marks: [] });
  }
  return commands;
}

/** The shell form of `RUN`; other instructions become empty lines. */
function dockerRuns(text: string): string {
  let isRun = false;
  return text
    .split('\n')
    .map((line) => {
      const isContinued = isRun;
      const run = /^\s*RUN\s+((?:--\S+\s+)*)(.*)$/i.exec(line);
      const body = run?.[2] ?? (isContinued ? line : '');
      isRun = (run !== null || isContinued) && /\\\s*$/.test(line);
      return body.replace(/\\\s+$/, '\\');
    })
    .join('\n');
}

function marked(code: CodeFile, marks: readonly Mark[]): CodeFile {
  if (marks.length === 0) return code;
  const add = <Item extends { marks: readonly Mark[] }>(item: Item): Item => ({
    ...item,
    marks: [...new Set([...item.marks, ...marks])],
  });
  return {
    ...code,
    modules: code.modules.map(add),
    specifiers: code.specifiers.map(add),
    commands: code.commands.map(add),
    open: code.open.map(add),
  };
}
