import { type ContainerCreateOptions } from 'dockerode';
import { type Ecosystem, type Limits } from '@sallyport/domain';
import seccomp from '../../../deploy/seccomp.json';

/** The user of every sandbox. Nobody on the host has this id, so a file that escapes belongs to nobody. */
export const SANDBOX_UID = 10001;

/** Where code finds its way around; exactly this, so nothing of the host can leak in. The engine adds HOSTNAME. */
const ENVIRONMENT = ['PATH=/usr/local/bin:/usr/bin:/bin', 'HOME=/tmp', 'TMPDIR=/tmp', 'LANG=C.UTF-8'];

/**
 * The cage: the same for every run of every skill, and nothing in it can be loosened by a caller.
 * Each line is held by a test against the real engine, in test/flows/sandbox.spec.ts.
 */
export const PROFILE = {
  // Not root, so that a hole in one of the other walls is not at once the host's root.
  User: `${SANDBOX_UID}:${SANDBOX_UID}`,
  // One name for all: code cannot tell sandboxes apart, nor learn the host's name.
  Hostname: 'sandbox',
  // Together with network mode none: no bridge, no DNS, nothing but a loopback.
  NetworkDisabled: true,
  // The only place that can be written to.
  WorkingDir: '/tmp',
  // An image may ask for a health check, a command that the engine runs inside at intervals.
  Healthcheck: { Test: ['NONE'] },
  // Code and inputs come by stdin: no mount is needed, and they are in no argument list.
  AttachStdin: true,
  AttachStdout: true,
  AttachStderr: true,
  OpenStdin: true,
  StdinOnce: true,
  // A terminal would merge stdout and stderr and interpret control characters.
  Tty: false,
} satisfies ContainerCreateOptions;

export const HOST_PROFILE = {
  // No route out and none in: what code learns it can only return.
  NetworkMode: 'none',
  // A skill's image stays what was approved, also while it runs.
  ReadonlyRootfs: true,
  // A process without capabilities is bound by every permission check of the kernel.
  CapDrop: ['ALL'],
  Privileged: false,
  SecurityOpt: [
    // setuid programs and file capabilities give nothing.
    'no-new-privileges',
    // What cannot be called cannot be exploited: a list of what is allowed, not of what is forbidden.
    `seccomp=${JSON.stringify(seccomp)}`,
  ],
  // Own IPC namespace without /dev/shm, which would be a second writable place outside of our size limit.
  IpcMode: 'none',
  // /proc/self/cgroup would otherwise tell the container's id and the host's cgroup tree.
  CgroupnsMode: 'private',
  // Over the limit, the kernel ends the code and not its neighbours; and this before anything of the host.
  OomKillDisable: false,
  OomScoreAdj: 500,
  Ulimits: [
    { Name: 'nofile', Soft: 1_024, Hard: 1_024 },
    // A core dump would write the code's memory wherever the host's core pattern says.
    { Name: 'core', Soft: 0, Hard: 0 },
    // /dev/mqueue can be written to in spite of the read-only root; with no room in it, it cannot.
    { Name: 'msgqueue', Soft: 0, Hard: 0 },
    // Locked memory cannot be reclaimed when the host runs short.
    { Name: 'memlock', Soft: 65_536, Hard: 65_536 },
  ],
  // Output is read through the attachment and bounded there; a log on the host's disk would be bounded by nothing.
  LogConfig: { Type: 'none', Config: {} },
  // We remove it ourselves: the engine's own removal races with reading how it ended.
  AutoRemove: false,
  RestartPolicy: { Name: 'no' },
  // docker-init would be a file of the host mounted inside; our harness leaves no children to reap.
  Init: false,
} satisfies ContainerCreateOptions['HostConfig'] & { CgroupnsMode: string };

const MEBIBYTE = 1024 ** 2;

/** What is left for Node.js outside of V8's heap: buffers, code, thread stacks. */
const HEAP_SHARE = 0.75;

/** How each language's harness is started. The flags of Python are explained in harness/run.py. */
export const COMMANDS: Record<Ecosystem, (limits: Limits) => string[]> = {
  pypi: () => ['python3', '-I', '-S', '-B', '-X', 'utf8', '/opt/sallyport/run.py'],
  npm: ({ memoryBytes }) => [
    'node',
    // Left alone, V8 takes a share of the host's memory for its limit and is killed where it could have collected.
    `--max-old-space-size=${Math.floor((memoryBytes / MEBIBYTE) * HEAP_SHARE)}`,
    // The harness uses one of these features, and its warning would stand in the code's stderr.
    '--disable-warning=ExperimentalWarning',
    '/opt/sallyport/run.cjs',
  ],
};

/** Everything the engine is asked for: the constant profile, and the limits of this run. */
export function containerOptions(run: {
  imageId: string;
  ecosystem: Ecosystem;
  limits: Limits;
  labels: Record<string, string>;
  runtime?: string;
}): ContainerCreateOptions {
  const { limits } = run;
  return {
    ...PROFILE,
    Image: run.imageId,
    // An entrypoint, not a command: whatever entrypoint the image has does not run.
    Entrypoint: COMMANDS[run.ecosystem](limits),
    Cmd: [],
    Env: ENVIRONMENT,
    Labels: run.labels,
    HostConfig: {
      ...HOST_PROFILE,
      Memory: limits.memoryBytes,
      // Memory and swap together: equal to memory, so no swap.
      MemorySwap: limits.memoryBytes,
      PidsLimit: limits.pids,
      NanoCpus: Math.round(limits.cpus * 1e9),
      Tmpfs: { '/tmp': tmpfsOptions(limits.tmpBytes) },
      ...(run.runtime === undefined ? {} : { Runtime: run.runtime }),
    },
  };
}

/** One inode for each 4 kB: a million empty files take kernel memory that no size limit counts. */
function tmpfsOptions(bytes: number): string {
  return `rw,noexec,nosuid,nodev,mode=1777,size=${bytes},nr_inodes=${Math.ceil(bytes / 4_096)}`;
}
