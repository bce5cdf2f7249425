import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ENDPOINTS, ERROR_CODES, EVENT_TYPES, SERVICE_NAMES } from '@sallyport/domain';

const ROOT = resolve(__dirname, '..');
const RULES = JSON.parse(readFileSync(join(ROOT, 'deploy/dev/dependency-rules.json'), 'utf8')) as Record<
  string,
  string[]
>;

/** Files git knows or would take: what a clone has. */
const FILES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(ROOT, file)));
const SOURCES = FILES.filter((file) => /^(apps|libs)\/[^/]+\/src\/.*\.ts$/.test(file));
const PROJECTS = ['apps', 'libs'].flatMap((kind) =>
  readdirSync(join(ROOT, kind)).map((name) => ({
    directory: `${kind}/${name}`,
    tag: `${kind.slice(0, -1)}:${name}`,
  })),
);

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from|import|require)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] as string);
}

/** Without comments and strings: the scanner speaks of `process.env` a lot and never reads it. */
function codeOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'/g, '');
}

function workspaceImports(file: string): string[] {
  return importsOf(file)
    .filter((name) => name.startsWith('@sallyport/'))
    .map((name) => name.slice('@sallyport/'.length).replace(/\/.*/, ''));
}

describe('test/architecture', () => {
  it.each(PROJECTS)('$tag is tagged, and imports only what the table allows', ({ directory, tag }) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, directory, 'package.json'), 'utf8')) as {
      nx: { tags: string[] };
      dependencies: Record<string, string>;
    };
    const declared = Object.keys(manifest.dependencies)
      .filter((name) => name.startsWith('@sallyport/'))
      .map((name) => name.slice('@sallyport/'.length));
    const used = SOURCES.filter(
      (file) => file.startsWith(`${directory}/`) && !/\.spec\.ts$/.test(file),
    ).flatMap(workspaceImports);

    expect(manifest.nx.tags).toEqual([tag]);
    expect(RULES).toHaveProperty([tag]);
    expect([...new Set([...declared, ...used])].filter((name) => !RULES[tag]?.includes(name))).toEqual([]);
    expect([...new Set(used)].filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('has no app that imports another app', () => {
    const climbing = SOURCES.flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith('.') && !/\.(spec|contract)\.ts$/.test(file))
        .map((name) => join(dirname(file), name))
        .filter((target) => /^(apps|libs)\//.test(target))
        .filter((target) => target.split('/').slice(0, 2).join('/') !== file.split('/').slice(0, 2).join('/'))
        .map((target) => `${file} -> ${target}`),
    );

    expect(climbing).toEqual([]);
  });

  it('keeps the application layer away from adapters and foreign tongues', () => {
    const foreign =
      /\/adapters\/|^(typeorm|pg|dockerode|nats|ioredis|@nestjs\/(typeorm|microservices|platform-fastify|swagger))/;
    const faults = SOURCES.filter(
      (file) => file.includes('/src/application/') && !/\.(spec|contract|fake)\.ts$/.test(file),
    ).flatMap((file) =>
      importsOf(file)
        .filter((name) => foreign.test(name))
        .map((name) => `${file} imports ${name}`),
    );

    expect(faults).toEqual([]);
  });

  it('spells subjects only in the contracts', () => {
    const subject =
      /['"`](governance\.(package|agent)|scanner\.(closure|report|advisories)|installer\.(pypi|npm)|audit\.trail|events\.(governance|scanner|installer)|jobs\.install)\./;
    const faults = SOURCES.filter(
      (file) =>
        !file.startsWith('libs/domain/src/contracts/') &&
        !file.startsWith('libs/domain/src/policy/rules/') &&
        !/\.(spec|contract|cases)\.ts$/.test(file),
    ).filter((file) => subject.test(readFileSync(join(ROOT, file), 'utf8')));

    expect(faults).toEqual([]);
  });

  it('has one service, subject and event a name', () => {
    const subjects = [...ENDPOINTS, ...EVENT_TYPES].map(({ subject }) => subject);

    expect(new Set(subjects).size).toBe(subjects.length);
    expect(ENDPOINTS.filter(({ service }) => !SERVICE_NAMES.includes(service))).toEqual([]);
    expect(
      ENDPOINTS.flatMap(({ errors }) => errors).filter((code) => !Object.hasOwn(ERROR_CODES, code)),
    ).toEqual([]);
  });

  it('reads the environment only where configuration is parsed', () => {
    const allowed =
      /config\.ts$|\/main\.ts$|libs\/messaging\/src\/(config|logger)\.ts$|\.spec\.ts$|\.contract\.ts$/;
    const faults = SOURCES.filter((file) => !allowed.test(file) && /process\.env/.test(codeOf(file)));

    expect(faults).toEqual([]);
  });

  it("names neither a registry's host nor a path of a machine", () => {
    const hosts = [
      'registry.np' + 'mjs',
      'py' + 'pi.org',
      'python' + 'hosted',
      'deb.de' + 'bian',
      'files.python',
    ];
    const paths = /(^|[^a-z.\w-])\/(work|farm|root)\/[a-z]/;
    const text = FILES.filter(
      (file) => !/package-lock\.json$/.test(file) && file !== 'test/architecture.spec.ts',
    ).filter((file) => {
      const content = readFileSync(join(ROOT, file), 'utf8');
      return hosts.some((host) => content.includes(host)) || paths.test(content);
    });

    expect(text).toEqual([]);
  });

  it('runs beside the shared stack only what has servers of its own', () => {
    const projects = JSON.parse(
      execFileSync(process.execPath, ['-p', `JSON.stringify(require('./jest.config.cjs').projects)`], {
        cwd: ROOT,
        encoding: 'utf8',
      }),
    ) as { displayName: string; testMatch: string[]; testPathIgnorePatterns?: string[] }[];
    const filesOf = (name: string) =>
      projects
        .filter(({ displayName }) => displayName === name)
        .flatMap(({ testMatch }) => testMatch.map((match) => match.replace('<rootDir>/', '')));
    const moved = [...filesOf('apart'), ...filesOf('alone')];
    const [system] = projects.filter(({ displayName }) => displayName === 'system');

    expect(moved.filter((file) => !FILES.includes(file))).toEqual([]);
    expect(system?.testPathIgnorePatterns).toEqual(
      expect.arrayContaining(moved.map((file) => `<rootDir>/${file}`)),
    );
    expect(moved.filter((file) => /\bsharedStack\b/.test(codeOf(file)))).toEqual([]);
  });

  it('keeps one idea a file', () => {
    const long = SOURCES.filter((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 350);

    expect(long).toEqual([]);
  });

  it('keeps registry addresses out of the lock file', () => {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string }>;
    };

    expect(Object.values(lock.packages).filter(({ resolved }) => resolved?.includes('://'))).toEqual([]);
  });
});
