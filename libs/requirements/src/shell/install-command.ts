import type { Ecosystem } from '@sallyport/domain';
import type { Word } from './shell-words';

/** What a command installs or fetches to run. */
export interface InstallCommand {
  ecosystem: Ecosystem;
  /** Requirements as written: names, ranges, addresses, paths. */
  specs: string[];
  /** Requirement files: `-r FILE`, `-c FILE` left out. */
  files: string[];
  /** A word that only the shell or the program knows stands where a requirement could. */
  isOpen: boolean;
}

type Tool = { ecosystem: Ecosystem; verbs: RegExp; takes: RegExp; isRunner?: true };

/** Options that are followed by a value; those that need none of our attention. */
const PIP_VALUES =
  /^(?:-c|--constraint|-e|--editable|-t|--target|-d|--dest|-i|--index-url|--extra-index-url|-f|--find-links|--python|-p|--python-version|--platform|--prefix|--root|--proxy|--trusted-host|--log|--cache-dir|--timeout|--retries|--group|-G|--extra|--index|--source|--upgrade-strategy|--no-binary|--only-binary|--progress-bar|--abi|--implementation|--report|--config-settings|-C)$/;
const NPM_VALUES =
  /^(?:--prefix|-C|--registry|--tag|--cwd|--dir|--filter|-F|-w|--workspace|--omit|--include|--loglevel|--cache)$/;

const TOOLS: Readonly<Record<string, Tool>> = {
  pip: { ecosystem: 'pypi', verbs: /^(?:install|download|wheel)$/, takes: PIP_VALUES },
  uv: { ecosystem: 'pypi', verbs: /^add$/, takes: PIP_VALUES },
  poetry: { ecosystem: 'pypi', verbs: /^add$/, takes: PIP_VALUES },
  pdm: { ecosystem: 'pypi', verbs: /^add$/, takes: PIP_VALUES },
  pipenv: { ecosystem: 'pypi', verbs: /^install$/, takes: PIP_VALUES },
  pipx: { ecosystem: 'pypi', verbs: /^(?:install|run|inject)$/, takes: PIP_VALUES },
  easy_install: { ecosystem: 'pypi', verbs: /^/, takes: PIP_VALUES },
  uvx: { ecosystem: 'pypi', verbs: /^/, takes: PIP_VALUES, isRunner: true },
  npm: { ecosystem: 'npm', verbs: /^(?:i|in|install|add|exec|x)$/, takes: NPM_VALUES },
  pnpm: { ecosystem: 'npm', verbs: /^(?:i|install|add|dlx)$/, takes: NPM_VALUES },
  yarn: { ecosystem: 'npm', verbs: /^(?:add|dlx)$/, takes: NPM_VALUES },
  bun: { ecosystem: 'npm', verbs: /^(?:i|install|add|a|x)$/, takes: NPM_VALUES },
  npx: { ecosystem: 'npm', verbs: /^/, takes: NPM_VALUES, isRunner: true },
  bunx: { ecosystem: 'npm', verbs: /^/, takes: NPM_VALUES, isRunner: true },
};

const RUNNING_VERBS = /^(?:run|exec|x|dlx)$/;
const PYTHON = /^(?:.*\/)?(?:python|pypy|py)(?:\d+(?:\.\d+)*)?(?:\.exe)?$/;

/** Nothing where the command installs nothing. */
export function installOf(words: readonly Word[]): InstallCommand | undefined {
  const rest = withoutWrappers(words);
  const [first, ...others] = rest;
  if (typeof first !== 'string') return undefined;
  const name = first.replace(/^.*\//, '').replace(/^pip(?:\d+(?:\.\d+)*)$/, 'pip');
  if (name === 'uv' && others[0] === 'pip') return ofTool(TOOLS.pip as Tool, others.slice(1));
  if (name === 'uv' && others[0] === 'tool' && /^(?:run|install)$/.test(others[1] ?? ''))
    return ofTool({ ...(TOOLS.uvx as Tool), isRunner: true }, others.slice(2));
  if (name === 'uv' && others[0] === 'run') return ofWith(others.slice(1));
  if (name === 'yarn' && others[0] === 'global') return ofTool(TOOLS.yarn as Tool, others.slice(1));
  const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
  return tool === undefined ? undefined : ofTool(tool, others);
}

/** `sudo`, `env X=1`, `!` of notebooks, `python -m`. */
function withoutWrappers(words: readonly Word[]): readonly Word[] {
  let rest = words;
  for (;;) {
    const [first, second, third] = rest;
    if (typeof first !== 'string') return rest;
    if (
      /^(?:sudo|env|time|exec|command|nohup|\$|!|%|RUN|if|then|do|else)$/.test(first) ||
      /^[A-Za-z_]\w*=/.test(first)
    )
      rest = rest.slice(1);
    else if (PYTHON.test(first) && second === '-m' && typeof third === 'string') rest = rest.slice(2);
    else return rest;
  }
}

function ofTool(tool: Tool, words: readonly Word[]): InstallCommand | undefined {
  const { ecosystem } = tool;
  const at = tool.isRunner ? -1 : words.findIndex((word) => word === null || !word.startsWith('-'));
  const verb = at === -1 ? '' : words[at];
  if (verb === null || verb === undefined || !tool.verbs.test(verb)) return undefined;
  const isRunner = tool.isRunner === true || RUNNING_VERBS.test(verb);
  const command: InstallCommand = { ecosystem, specs: [], files: [], isOpen: false };
  for (let index = at + 1; index < words.length; index += 1) {
    const word = words[index] as Word;
    if (word === null) {
      command.isOpen = true;
      if (isRunner) break;
    } else if (/^(?:-r|--requirement|--requirements)$/.test(word)) {
      index += 1;
      const file = words[index];
      if (typeof file === 'string') command.files.push(file);
      else command.isOpen = true;
    } else if (/^-r./.test(word) && ecosystem === 'pypi') command.files.push(word.slice(2));
    else if (/^--requirements?=/.test(word)) command.files.push(word.slice(word.indexOf('=') + 1));
    else if (isRunner && /^(?:-p|--package|--from|--with|--spec)$/.test(word)) {
      index += 1;
      const spec = words[index];
      if (typeof spec === 'string') command.specs.push(spec);
      else command.isOpen = true;
      // What is named runs from this package, and is none itself.
      if (word !== '--with') return command;
    } else if (/^--(?:package|from|spec)=/.test(word) && isRunner) {
      command.specs.push(word.slice(word.indexOf('=') + 1));
      return command;
    } else if (word === '--') {
      if (isRunner) continue;
    } else if (tool.takes.test(word)) index += 1;
    else if (!word.startsWith('-')) {
      command.specs.push(word);
      if (isRunner) break;
    }
  }
  return command;
}

/** `uv run --with X script.py`. */
function ofWith(words: readonly Word[]): InstallCommand | undefined {
  const command: InstallCommand = { ecosystem: 'pypi', specs: [], files: [], isOpen: false };
  words.forEach((word, index) => {
    const before = words[index - 1];
    if (before === '--with' && typeof word === 'string') command.specs.push(...word.split(','));
    if (before === '--with' && word === null) command.isOpen = true;
    if (word?.startsWith('--with=')) command.specs.push(...word.slice(7).split(','));
    if (before === '--with-requirements' && typeof word === 'string') command.files.push(word);
  });
  return command.specs.length + command.files.length > 0 || command.isOpen ? command : undefined;
}
