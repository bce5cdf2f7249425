import type { ContainerCreateOptions } from 'dockerode';
import { HOST_PROFILE } from '@sallyport/sandbox';
import seccomp from '../../../../deploy/seccomp.json';
import type { Machine } from './environments';

const MEBIBYTE = 1024 ** 2;
/** linux/sched.h: a process that was started with it is not followed by whoever watches its parent. */
const CLONE_UNTRACED = 0x0080_0000;

/** Files of the host that the cage sees, read-only. */
export interface MountedFiles {
  readonly passwd: string;
  readonly group: string;
  readonly resolver: string;
  readonly certificate: string;
  /** What shifts the clock; null on a machine whose clock is not shifted. */
  readonly clock: { readonly library: string; readonly preload: string; readonly offset: string } | null;
}

/** Where the run's authority lies, by the names that Node.js, OpenSSL and Python's clients look under. */
const CERTIFICATE = '/usr/local/share/ca-certificates/acme.crt';
export const TRUST_VARIABLES = {
  NODE_EXTRA_CA_CERTS: CERTIFICATE,
  SSL_CERT_FILE: CERTIFICATE,
  REQUESTS_CA_BUNDLE: CERTIFICATE,
};

/**
 * The sandbox's cage (libs/sandbox/src/profile.ts) with these differences, each of which lets the code show more and reach
 * no further: a home that can be written to and run from, shared memory, the machine's names, an IPv6 loopback. And one
 * that lets it hide less: no process may be started so that it is not followed.
 */
export function cageOptions(
  machine: Machine,
  { imageId, files, labels }: { imageId: string; files: MountedFiles; labels: Record<string, string> },
): ContainerCreateOptions {
  const owner = `uid=${machine.uid},gid=${machine.uid}`;
  return {
    Image: imageId,
    // Ends when the cage does; whoever wants something done in here starts it from outside.
    Entrypoint: ['sleep', '3600'],
    Cmd: [],
    User: `${machine.uid}:${machine.uid}`,
    Hostname: machine.hostname,
    NetworkDisabled: true,
    WorkingDir: '/tmp',
    Healthcheck: { Test: ['NONE'] },
    Labels: labels,
    HostConfig: {
      ...HOST_PROFILE,
      SecurityOpt: ['no-new-privileges', `seccomp=${JSON.stringify(followed(seccomp))}`],
      Sysctls: { 'net.ipv6.conf.all.disable_ipv6': '0', 'net.ipv6.conf.lo.disable_ipv6': '0' },
      Memory: 768 * MEBIBYTE,
      MemorySwap: 768 * MEBIBYTE,
      PidsLimit: 256,
      NanoCpus: 1e9,
      Tmpfs: {
        '/tmp': `rw,exec,nosuid,nodev,mode=1777,size=${128 * MEBIBYTE},nr_inodes=32768`,
        '/dev/shm': `rw,noexec,nosuid,nodev,mode=1777,size=${4 * MEBIBYTE},nr_inodes=1024`,
        [machine.home]: `rw,exec,nosuid,nodev,mode=700,size=${256 * MEBIBYTE},nr_inodes=65536,${owner}`,
      },
      Binds: bindsOf(files),
    },
  };
}

function bindsOf({ passwd, group, resolver, certificate, clock }: MountedFiles): string[] {
  return [
    `${passwd}:/etc/passwd:ro`,
    `${group}:/etc/group:ro`,
    `${resolver}:/etc/resolv.conf:ro`,
    `${certificate}:${CERTIFICATE}:ro`,
    ...(clock === null
      ? []
      : [
          `${clock.library}:${CLOCK_LIBRARY}:ro`,
          `${clock.preload}:/etc/ld.so.preload:ro`,
          `${clock.offset}:/etc/faketimerc:ro`,
        ]),
  ];
}

/** Under a name that says nothing. */
export const CLOCK_LIBRARY = '/usr/lib/libresolve-ext.so.1';

function followed(profile: typeof seccomp): typeof seccomp {
  return {
    ...profile,
    syscalls: profile.syscalls.map((rule) =>
      rule.names.includes('clone') && 'args' in rule
        ? { ...rule, args: rule.args?.map((arg) => ({ ...arg, value: (arg.value | CLONE_UNTRACED) >>> 0 })) }
        : rule,
    ) as typeof profile.syscalls,
  };
}
