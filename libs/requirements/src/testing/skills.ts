import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A self-made skill, and what discovery has to say of it. */
export interface SampleSkill {
  group: string;
  name: string;
  files: readonly { path: string; content: Buffer | { link: string } }[];
  /** `pypi:requests` to its need. */
  requirements: ReadonlyMap<string, string>;
  /** `KIND FILE:LINE`, or `KIND FILE:LINE TEXT` where one place has several. */
  unresolved: readonly string[];
  /** `KIND FILE`. */
  problems: readonly string[];
  /** Where the skill says. */
  undeclared?: readonly string[];
  unused?: readonly string[];
}

/**
 * Skills in a short form: `=== NAME`, then `--- FILE` with its content for each file (`--- base64 FILE`,
 * `--- link FILE -> TARGET`), then `--- expect` with a requirement a line (`ECOSYSTEM:NAME [NEED]`, required where no need
 * stands), `? KIND PLACE` for what is unresolved, `! KIND FILE` for problems, `undeclared:` and `unused:`.
 */
export function sampleSkills(): SampleSkill[] {
  const folder = join(__dirname, 'skills');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split(/^=== /m)
        .slice(1)
        .map((text) => readSample(name.replace('.txt', ''), text)),
    );
}

function readSample(group: string, text: string): SampleSkill {
  const [head = '', ...parts] = text.split(/^--- (?=\S.*$)/m);
  const files: { path: string; content: Buffer | { link: string } }[] = [];
  const sample = {
    requirements: new Map<string, string>(),
    unresolved: [] as string[],
    problems: [] as string[],
  };
  const compared: { undeclared?: string[]; unused?: string[] } = {};
  for (const part of parts) {
    const end = part.indexOf('\n');
    const title = part.slice(0, end);
    const body = part.slice(end + 1);
    const link = /^link (\S+) -> (\S+)$/.exec(title);
    const base64 = /^base64 (\S+)$/.exec(title);
    if (title === 'expect') {
      for (const line of body.split('\n').filter((each) => each.trim() !== '')) {
        const list = /^(undeclared|unused):\s*(.*)$/.exec(line);
        if (list !== null)
          compared[list[1] as 'undeclared' | 'unused'] = (list[2] as string)
            .split(' ')
            .filter(Boolean)
            .sort();
        else if (line.startsWith('? ')) sample.unresolved.push(line.slice(2));
        else if (line.startsWith('! ')) sample.problems.push(line.slice(2));
        else {
          const [name = '', need = 'required'] = line.split(' ');
          sample.requirements.set(name, need);
        }
      }
    } else if (link !== null) files.push({ path: link[1] as string, content: { link: link[2] as string } });
    else if (base64 !== null) files.push({ path: base64[1] as string, content: Buffer.from(body, 'base64') });
    else files.push({ path: title, content: Buffer.from(body) });
  }
  return { group, name: head.split('\n', 1)[0] as string, files, ...sample, ...compared };
}

/** Writes a skill into a folder of its own, which is taken away after `use`. */
export function withSkill<Result>(
  sample: Pick<SampleSkill, 'files'>,
  use: (folder: string) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), 'skill-'));
  const root = join(folder, 'skill');
  try {
    mkdirSync(root);
    for (const { path, content } of sample.files) {
      const target = join(root, path);
      mkdirSync(dirname(target), { recursive: true });
      if (Buffer.isBuffer(content)) writeFileSync(target, content);
      else symlinkSync(content.link, target);
    }
    return use(root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
