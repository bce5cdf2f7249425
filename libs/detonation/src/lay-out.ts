import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { DomainError, type DetonationPhase } from '@sallyport/domain';
import { z } from 'zod';
import type { Cage } from './cage/cage';
import type { DetonationSubject, LaidOutDependency } from './detonator';

/** One thing to run. */
export interface PlannedPhase {
  readonly phase: DetonationPhase;
  readonly label: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly variables?: Record<string, string>;
}

/** What is to be run next, as far as it is known: building an sdist makes a wheel, which then says what can be imported. */
export interface Plan {
  readonly phases: readonly PlannedPhase[];
  /** Folders and files of the artifact itself. */
  readonly own: readonly string[];
  readonly gaps: readonly string[];
  /** Called after the phases have run. */
  readonly next?: () => Promise<Plan>;
}

const inside = (name: string) => readFileSync(join(__dirname, '../inside', name), 'utf8');
const BUILT = '/tmp/built';

/** The artifact's bytes, which were checked to be the ones named. */
export async function checkedBytes({ file, digest }: DetonationSubject): Promise<Buffer> {
  const bytes = await readFile(file);
  const actual = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (actual === digest) return bytes;
  throw new DomainError('digest-mismatch', `Expected ${digest}, got ${actual}`, {
    details: { expected: digest, actual },
  });
}

/** Lays the artifact and its dependencies out as an installer would, running nothing of them. */
export function layOut(cage: Cage, subject: DetonationSubject, bytes: Buffer): Promise<Plan> {
  return subject.ecosystem === 'npm' ? layOutNpm(cage, subject, bytes) : layOutPython(cage, subject, bytes);
}

const NpmPlan = z.object({
  hooks: z.array(z.object({ name: z.string(), script: z.string() })),
  entries: z.array(z.object({ path: z.string(), how: z.enum(['import', 'require']) })),
  untried: z.number(),
  needsCompiler: z.boolean(),
  runsNothing: z.boolean(),
});

async function layOutNpm(cage: Cage, subject: DetonationSubject, bytes: Buffer): Promise<Plan> {
  const { project } = cage;
  const manifest = JSON.stringify({ name: 'app', version: '1.0.0', private: true });
  await cage.put(join('project', 'package.json'), Buffer.from(manifest));
  for (const dependency of subject.dependencies) {
    await unpack(cage, await readFile(dependency.file), join(project, safePath(dependency)));
  }
  const path = safePath(subject);
  const folder = join(project, path);
  // Who asks for it stands where the lock has it, and so finds this one of several versions.
  const [above = '', name = ''] = splitAtLast(path, 'node_modules/');
  const cwd = join(project, above);
  await unpack(cage, bytes, folder);
  const plan = NpmPlan.parse(JSON.parse(await cage.step(['node', '-e', inside('plan.cjs'), folder])));
  const environment = {
    PATH: `${project}/node_modules/.bin:/usr/local/bin:/usr/bin:/bin`,
    INIT_CWD: project,
    npm_package_name: subject.name,
    npm_package_version: subject.version,
    npm_config_user_agent: 'npm/11.6.2 node/v22.23.3 linux x64 workspaces/false',
    npm_command: 'install',
    npm_node_execpath: '/usr/local/bin/node',
    NODE: '/usr/local/bin/node',
  };
  return {
    own: [folder],
    gaps: [
      ...(plan.needsCompiler ? ['It is compiled when it is installed, and there is no compiler here'] : []),
      ...(plan.untried > 0 ? [`${plan.untried} of its entries were not imported`] : []),
      ...(plan.runsNothing ? [NOTHING_RUN] : []),
    ],
    phases: [
      ...plan.hooks.map(({ name, script }) => ({
        phase: 'install' as const,
        label: name,
        argv: ['sh', '-c', script],
        cwd: folder,
        variables: { ...environment, npm_lifecycle_event: name, npm_lifecycle_script: script },
      })),
      { phase: 'start', label: 'start of node', argv: ['node', '-e', '0'], cwd: project },
      ...plan.entries.map((entry) => {
        const specifier = join(name, entry.path);
        return {
          phase: 'import' as const,
          label: `${entry.how} ${specifier}`,
          argv: ['node', ...LOAD[entry.how], specifier],
          cwd,
        };
      }),
    ],
  };
}

const LOAD = {
  import: ['--input-type=module', '-e', 'await import(process.argv[1])'],
  require: ['--input-type=commonjs', '-e', 'require(process.argv[1])'],
} as const;

/** Its judgement would be that of an empty package. */
const NOTHING_RUN = 'There is code in it, and nothing that could be run';

function splitAtLast(text: string, separator: string): [string, string] {
  const at = text.lastIndexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}

/** Whatever the first folder is called; owned by who unpacks, and readable whatever the archive says. */
const UNPACK = [
  'mkdir -p "$1"',
  'tar -xzf /tmp/artifact -C "$1" --strip-components=1 --no-same-owner --no-same-permissions',
  'chmod -R u+rwX "$1"',
  'rm /tmp/artifact',
].join(' && ');

async function unpack(cage: Cage, bytes: Buffer, folder: string): Promise<void> {
  await cage.put('/tmp/artifact', bytes);
  await cage.step(['sh', '-c', UNPACK, 'sh', folder]);
}

/** The lock's path: hostile where the lock is. */
function safePath({ path }: Pick<LaidOutDependency, 'path'>): string {
  if (/^node_modules\/(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9@._~/-]+$/.test(path)) return path;
  throw new DomainError('scan-failed', 'A package is to lie outside of the project');
}

const PythonPlan = z.object({
  own: z.array(z.string()),
  modules: z.array(z.string()),
  untried: z.number(),
  runsNothing: z.boolean(),
});

/** Where Python's own user installation lies: its `.pth` files are read at every start. The interpreter of the image knows. */
async function siteOf(cage: Cage): Promise<string> {
  const printed = await cage.step(['python3', '-I', '-c', 'import site; print(site.getusersitepackages())']);
  const site = printed.trim();
  if (site.startsWith(`${cage.machine.home}/`)) return site;
  throw new DomainError('scan-failed', 'The interpreter has no place for the packages of its user');
}

async function layOutPython(cage: Cage, subject: DetonationSubject, bytes: Buffer): Promise<Plan> {
  const site = await siteOf(cage);
  await cage.step(['mkdir', '-p', site, cage.project]);
  for (const dependency of subject.dependencies) {
    if (dependency.kind !== 'wheel') continue;
    await unzip(cage, await readFile(dependency.file), site);
  }
  const known = await listing(cage, site, []);
  if (subject.kind === 'wheel') {
    await unzip(cage, bytes, site);
    return wheelPlan(cage, site, known.own);
  }
  const source = join(cage.project, 'source');
  await unpack(cage, bytes, source);
  return {
    own: [source],
    gaps: [],
    phases: [
      { phase: 'install', label: 'build', argv: ['python3', '-c', inside('build.py'), BUILT], cwd: source },
    ],
    next: async () => {
      // Code has run: from here on what lies in the cage is what that code has left.
      const made = await cage.step(['python3', '-I', '-c', UNZIP_BUILT, BUILT, site]);
      await spread(cage, site);
      const plan = await wheelPlan(cage, site, known.own);
      const gaps = made.trim() === '1' ? plan.gaps : [...plan.gaps, 'Its build made no wheel to import'];
      return { ...plan, own: [...plan.own, source], gaps };
    },
  };
}

/** Prints how many wheels it made. */
const UNZIP_BUILT = `
import glob, os, sys, zipfile
made = glob.glob(os.path.join(sys.argv[1], '*.whl'))[:1]
for path in made:
    zipfile.ZipFile(path).extractall(sys.argv[2])
print(len(made))
`;

async function spread(cage: Cage, site: string): Promise<void> {
  const prefix = join(cage.machine.home, '.local');
  await cage.step(['python3', '-I', '-c', inside('spread.py'), site, prefix]);
}

async function unzip(cage: Cage, bytes: Buffer, site: string): Promise<void> {
  await cage.put('/tmp/artifact', bytes);
  await cage.step([
    'sh',
    '-c',
    'python3 -I -m zipfile -e /tmp/artifact "$1" && rm /tmp/artifact',
    'sh',
    site,
  ]);
  await spread(cage, site);
}

async function listing(
  cage: Cage,
  site: string,
  known: readonly string[],
): Promise<z.infer<typeof PythonPlan>> {
  const printed = await cage.step(['python3', '-I', '-c', inside('plan.py'), site, JSON.stringify(known)]);
  return PythonPlan.parse(JSON.parse(printed));
}

async function wheelPlan(cage: Cage, site: string, known: readonly string[]): Promise<Plan> {
  const { own, modules, untried, runsNothing } = await listing(cage, site, known);
  const cwd = cage.project;
  const program = 'import importlib, sys; importlib.import_module(sys.argv[1])';
  return {
    own: own.map((name) => join(site, basename(name))),
    gaps: [
      ...(untried > 0 ? [`${untried} of its modules were not imported`] : []),
      ...(runsNothing ? [NOTHING_RUN] : []),
    ],
    phases: [
      { phase: 'start', label: 'start of python', argv: ['python3', '-c', 'pass'], cwd },
      ...modules.map((name) => ({
        phase: 'import' as const,
        label: `import ${name}`,
        argv: ['python3', '-c', program, name],
        cwd,
      })),
    ],
  };
}
