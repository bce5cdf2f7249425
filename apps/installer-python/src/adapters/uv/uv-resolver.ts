import {
  DomainError,
  formatRequirement,
  type Lock,
  type LockedPackage,
  type Requirement,
} from '@sallyport/domain';
import { Resolver } from '@sallyport/installer';
import { readAnnotatedPins, type Pin } from './annotated-pins';
import { failureOf, mayMissVersion } from './explain-failure';
import { readPylock, type PinnedPackage } from './pylock';
import { runUv, type UvOptions, type UvOutcome } from './run-uv';
import { chooseWheel, supportedTags, type WheelTarget } from './wheel-tags';

/** What the base image has: Debian 12's Python and glibc. Pulled bases are the same or newer. */
const PYTHON_MINOR = 11;
const GLIBC_MINOR = 36;

/** Resolves with uv, from wheels only: their metadata is read, and no code of any package runs. */
export class UvResolver extends Resolver {
  private readonly target: WheelTarget = {
    pythonMinor: PYTHON_MINOR,
    glibcMinor: GLIBC_MINOR,
    arch: process.arch === 'arm64' ? 'aarch64' : 'x86_64',
  };
  private readonly tags = supportedTags(this.target);

  constructor(private readonly options: UvOptions) {
    super();
  }

  async resolve(requirements: readonly Requirement[]): Promise<Lock> {
    const compile = this.compiler();
    const lines = requirements.map(formatRequirement);
    const pins = readAnnotatedPins(await annotated(compile, lines, requirements));
    // The same pins again, for the artifacts: without dependencies nothing else can come in.
    const outcome = await compile(
      pins.map(({ name, version }) => `${name}==${version}`),
      ['--no-deps', '--format', 'pylock.toml'],
    );
    if (outcome.exitCode !== 0) throw failureOf(outcome);
    const pinned = readPylock(outcome.stdout);
    return {
      ecosystem: 'pypi',
      target: `cpython-3.${PYTHON_MINOR}-manylinux_2_${GLIBC_MINOR}_${this.target.arch}`,
      requirements: [...lines].sort(),
      roots: [...new Set(requirements.map(({ name }) => name))].sort(),
      packages: this.lockedOf(pins, pinned),
    };
  }

  private lockedOf(pins: readonly Pin[], pinned: readonly PinnedPackage[]): LockedPackage[] {
    const byName = new Map(pinned.map((entry) => [entry.name, entry]));
    return pins.map((pin) => {
      const entry = byName.get(pin.name);
      if (!entry || entry.version !== pin.version || pinned.length !== pins.length) {
        throw new DomainError('internal', `The resolver gave two answers about ${pin.name}`);
      }
      return this.locked(entry, pins);
    });
  }

  private locked({ name, version, wheels }: PinnedPackage, pins: readonly Pin[]): LockedPackage {
    const wheel = chooseWheel(wheels, this.tags);
    if (!wheel) {
      throw new DomainError(
        'no-installable-artifact',
        `${name}==${version} has no wheel for ${this.tags[0]}`,
        {
          hint: 'Only wheels are taken: building from source runs code of the package. Choose a version that has wheels.',
        },
      );
    }
    if (wheel.sha256 === undefined) {
      throw new DomainError('no-installable-artifact', `The index states no SHA-256 for ${wheel.filename}`, {
        hint: 'Use an index that states digests; without one nothing can be fetched by digest.',
      });
    }
    return {
      ...{ name, version, path: name },
      artifact: {
        ...{ kind: 'wheel', filename: wheel.filename, url: wheel.url },
        integrity: `sha256-${Buffer.from(wheel.sha256, 'hex').toString('base64')}`,
        ...(wheel.size === undefined ? {} : { size: wheel.size }),
      },
      // An extra asks for its own package (`fastapi[all]` for `fastapi[standard]`): no edge.
      dependencies: pins
        .filter((pin) => pin.askedBy.includes(name) && pin.name !== name)
        .map((pin) => pin.name),
      ...(wheel.publishedAt === undefined ? {} : { publishedAt: wheel.publishedAt }),
    };
  }

  /** `uv pip compile`, as often as one resolution needs it, within the time of one resolution. */
  private compiler(): Compile {
    const deadline = Date.now() + this.options.timeoutMs;
    const platform = `${this.target.arch}-manylinux_2_${GLIBC_MINOR}`;
    const fixed = [
      ...['pip', 'compile', 'requirements.in', '--quiet', '--no-header', '--no-build', '--no-sources'],
      ...['--python', this.options.pythonPath, '--python-version', `3.${PYTHON_MINOR}`],
      ...['--python-platform', platform],
    ];
    return (lines, args) => {
      const timeoutMs = Math.max(1, deadline - Date.now());
      return runUv({ ...this.options, timeoutMs }, [...fixed, ...args], {
        'requirements.in': `${lines.join('\n')}\n`,
      });
    };
  }
}

type Compile = (lines: readonly string[], args: readonly string[]) => Promise<UvOutcome>;

async function annotated(
  compile: Compile,
  lines: readonly string[],
  requirements: readonly Requirement[],
): Promise<string> {
  const outcome = await compile(lines, ['--annotation-style', 'split']);
  if (outcome.exitCode === 0) return outcome.stdout;
  if (mayMissVersion(outcome)) await assertVersionsExist(compile, requirements);
  throw failureOf(outcome);
}

/** uv's words are the same for a version that does not exist and for one that others rule out: each is asked for alone. */
async function assertVersionsExist(compile: Compile, requirements: readonly Requirement[]): Promise<void> {
  for (const requirement of requirements.filter(({ range }) => range !== '')) {
    const alone = formatRequirement({ ...requirement, extras: [] });
    const outcome = await compile([alone], ['--no-deps']);
    if (outcome.exitCode === 0) continue;
    const failure = failureOf(outcome);
    if (failure.code !== 'version-conflict') throw failure;
    throw new DomainError('version-not-found', `The index has no version of ${alone}`, {
      hint: 'Look at the versions that the index has, and ask for one of them.',
      details: failure.details,
    });
  }
}
