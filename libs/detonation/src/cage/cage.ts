import { chown, mkdir, mkdtemp, readFile, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';
import { DomainError } from '@sallyport/domain';
import { asked } from '@sallyport/sandbox';
import type { Planted } from '../canary/canaries';
import { cageOptions, CLOCK_LIBRARY, TRUST_VARIABLES, type MountedFiles } from './cage-options';
import { PROJECT, type Machine } from './environments';

/** A container that outlived its run so far that whoever watched it must be gone. */
const STALE_AFTER_MS = 900_000;
const DETACHED_MS = 5_000;
/** Bytes of what a trusted step in the cage may print. */
const MAX_OUTPUT = 1024 ** 2;

export interface CagePlan {
  readonly docker: Dockerode;
  readonly imageId: string;
  readonly stackId: string;
  readonly machine: Machine;
  readonly planted: Planted;
  /** PEM. */
  readonly certificate: string;
  /** Path of libfaketime on this machine; needed where the machine's clock is shifted. */
  readonly clockLibrary: string | undefined;
}

/** A command that waits at its start until it is let go. */
export interface Waiting {
  /** As the host counts. */
  readonly pid: number;
  letGo(): void;
  /** Exit status; null while it still runs. */
  status(): Promise<number | null>;
  /** Forgets it, whether or not it has ended. */
  release(): void;
}

/** One machine, with a lived-in home and nothing running. */
export class Cage {
  private constructor(
    readonly machine: Machine,
    private readonly container: Dockerode.Container,
    private readonly mounted: string,
    readonly pid: number,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  static async open(plan: CagePlan): Promise<Cage> {
    const { docker, machine, planted, imageId, stackId } = plan;
    const mounted = await mkdtemp(join(tmpdir(), 'sallyport-cage-'));
    let container: Dockerode.Container | undefined;
    try {
      const files = await mountedFiles(mounted, plan);
      const labels = {
        'sallyport.stack': stackId,
        'sallyport.kind': 'detonation',
        'sallyport.stale-at': String(Date.now() + STALE_AFTER_MS),
      };
      container = await asked(
        docker.createContainer(cageOptions(machine, { imageId, files, labels })),
        'create',
      );
      await asked(container.start(), 'start');
      const { State } = await asked(container.inspect(), 'inspect');
      const variables = {
        ...{
          PATH: '/usr/local/bin:/usr/bin:/bin',
          HOME: machine.home,
          USER: machine.user,
          LOGNAME: machine.user,
        },
        // What Python compiles would lie beside the code of others, and look like a change of it.
        PYTHONDONTWRITEBYTECODE: '1',
        ...TRUST_VARIABLES,
        ...machine.variables,
        ...planted.variables,
      };
      const cage = new Cage(machine, container, mounted, State.Pid, variables);
      for (const [path, text] of [...planted.files, ...planted.documents])
        await cage.put(path, Buffer.from(text));
      return cage;
    } catch (error) {
      if (container !== undefined) await removed(container);
      await rm(mounted, { recursive: true, force: true });
      throw error;
    }
  }

  /**
   * Writes below the home, or below /tmp where the path begins so, from outside. Only before anything of the package
   * has run: afterwards a path may lead anywhere.
   */
  async put(path: string, bytes: Buffer): Promise<void> {
    const { home, uid } = this.machine;
    const root = `/proc/${this.pid}/root`;
    const base = join(root, home);
    const full = path.startsWith('/tmp/') ? join(root, path) : join(base, path);
    await mkdir(dirname(full), { recursive: true, mode: 0o700 });
    for (let folder = dirname(full); folder.startsWith(`${base}/`); folder = dirname(folder)) {
      await chown(folder, uid, uid);
    }
    // Nothing that an archive has left there is followed or written to.
    await writeFile(full, bytes, { mode: 0o600, flag: 'wx' });
    await chown(full, uid, uid);
  }

  /** Starts a command that waits before it becomes what it is, so that it can be watched from its first call. */
  async waiting(
    argv: readonly string[],
    cwd: string,
    variables: Record<string, string> = {},
  ): Promise<Waiting> {
    const gate = ['/bin/sh', '-c', 'read -r _; exec "$@" </dev/null >/dev/null 2>&1', 'sh', ...argv];
    const { exec, stream } = await this.start(gate, cwd, variables);
    stream.resume();
    for (const end = Date.now() + DETACHED_MS; Date.now() < end;) {
      // The client's types leave the process id out.
      const { Pid } = (await asked(exec.inspect(), 'inspect')) as { Pid?: number };
      if (Pid) {
        return {
          pid: Pid,
          letGo: () => void stream.write('\n'),
          release: () => void stream.destroy(),
          status: async () => {
            const { Running, ExitCode } = await asked(exec.inspect(), 'inspect');
            return Running ? null : ExitCode;
          },
        };
      }
    }
    throw new DomainError('scan-failed', 'The detonation could not be set up: a command did not start');
  }

  /**
   * Runs one of our own steps to its end, unwatched, and returns what it printed. Only before anything of the package has
   * run.
   * @throws DomainError `scan-failed` where it fails
   */
  async step(argv: readonly string[], cwd = this.machine.home): Promise<string> {
    const { exec, stream } = await this.start(['timeout', '-s', 'KILL', '60', ...argv], cwd, {});
    const parts: Buffer[] = [];
    const errors: Buffer[] = [];
    let size = 0;
    const keep = (list: Buffer[]) => ({
      write: (bytes: Buffer) => {
        size += bytes.length;
        if (size <= MAX_OUTPUT) list.push(bytes);
      },
    });
    this.container.modem.demuxStream(
      stream,
      keep(parts) as unknown as NodeJS.WritableStream,
      keep(errors) as unknown as NodeJS.WritableStream,
    );
    await new Promise<void>((resolve) => stream.on('end', resolve).on('error', resolve).on('close', resolve));
    stream.destroy();
    const { ExitCode } = await asked(exec.inspect(), 'inspect');
    if (ExitCode === 0 && size <= MAX_OUTPUT) return Buffer.concat(parts).toString('utf8');
    const why = Buffer.concat(errors).toString('utf8').slice(-300).replace(/\s+/g, ' ');
    throw new DomainError('scan-failed', `The artifact could not be laid out (status ${ExitCode}): ${why}`);
  }

  /**
   * Process ids of everything that runs in here but its first process, as the host counts. What has ended and waits for
   * its parent to ask runs no more.
   */
  async running(): Promise<number[]> {
    const namespace = await readlink(`/proc/${this.pid}/ns/pid`);
    const all = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== this.pid);
    const inside = await Promise.all(
      // Gone between the list and the look.
      all.map(
        async (pid) =>
          (await readlink(`/proc/${pid}/ns/pid`).catch(() => '')) === namespace &&
          !/\) [ZX] /.test(await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => ') X ')),
      ),
    );
    return all.filter((_, index) => inside[index]);
  }

  get project(): string {
    return join(this.machine.home, PROJECT);
  }

  async close(): Promise<void> {
    await removed(this.container);
    await rm(this.mounted, { recursive: true, force: true });
  }

  private async start(
    Cmd: readonly string[],
    WorkingDir: string,
    variables: Record<string, string>,
  ): Promise<{ exec: Dockerode.Exec; stream: Duplex }> {
    const Env = Object.entries({ ...this.variables, ...variables }).map(
      ([name, value]) => `${name}=${value}`,
    );
    const attached = { AttachStdin: true, AttachStdout: true, AttachStderr: true };
    const exec = await asked(this.container.exec({ ...attached, Cmd: [...Cmd], Env, WorkingDir }), 'exec');
    const stream: Duplex = await asked(exec.start({ hijack: true, stdin: true }), 'exec');
    // A broken connection is no news: the engine's word on how it ended decides.
    stream.on('error', () => undefined);
    return { exec, stream };
  }
}

async function mountedFiles(
  folder: string,
  { machine, certificate, clockLibrary }: CagePlan,
): Promise<MountedFiles> {
  const { user, uid, home, daysAhead } = machine;
  const write = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o644 });
    return path;
  };
  const root = 'root:x:0:0:root:/root:/bin/bash\n';
  if (daysAhead !== 0 && clockLibrary === undefined) {
    throw new DomainError('scan-failed', 'No clock can be shifted here', { hint: 'Install libfaketime.' });
  }
  const clock =
    daysAhead === 0 || clockLibrary === undefined
      ? null
      : {
          library: clockLibrary,
          preload: await write('preload', `${CLOCK_LIBRARY}\n`),
          offset: await write('offset', `+${daysAhead}d\n`),
        };
  return {
    passwd: await write('passwd', `${root}${user}:x:${uid}:${uid}:${user}:${home}:/bin/bash\n`),
    group: await write('group', `root:x:0:\n${user}:x:${uid}:\n`),
    resolver: await write('resolv.conf', 'nameserver 10.0.0.2\n'),
    certificate: await write('authority.crt', certificate),
    clock,
  };
}

async function removed(container: Dockerode.Container): Promise<void> {
  await asked(container.remove({ force: true, v: true }), 'remove', 60_000, [404, 409]);
}
