import { DEFAULT_LIMITS } from '@sallyport/domain';
import seccomp from '../../../deploy/seccomp.json';
import { containerOptions } from './profile';

const asked = containerOptions({
  imageId: 'sha256:1',
  ecosystem: 'pypi',
  limits: DEFAULT_LIMITS,
  labels: { a: 'b' },
});
const allowed = seccomp.syscalls
  .filter(({ action }) => action === 'SCMP_ACT_ALLOW')
  .flatMap((rule) => rule.names.map((name) => ({ name, conditional: 'args' in rule })));

describe('libs/sandbox/profile', () => {
  it.each([
    ['NetworkMode', 'none'],
    ['ReadonlyRootfs', true],
    ['CapDrop', ['ALL']],
    ['Privileged', false],
    ['IpcMode', 'none'],
    ['OomKillDisable', false],
    ['Memory', DEFAULT_LIMITS.memoryBytes],
    ['MemorySwap', DEFAULT_LIMITS.memoryBytes],
    ['PidsLimit', DEFAULT_LIMITS.pids],
    ['NanoCpus', 1e9],
    ['LogConfig', { Type: 'none', Config: {} }],
    ['Init', false],
  ])('asks the engine for %s: %j', (key, value) => {
    expect(asked.HostConfig).toHaveProperty(key, value);
  });

  it.each([
    'Binds',
    'Mounts',
    'Devices',
    'VolumesFrom',
    'CapAdd',
    'PortBindings',
    'GroupAdd',
    'PidMode',
    'UTSMode',
  ])('never asks for %s', (key) => {
    expect(asked.HostConfig).not.toHaveProperty(key);
  });

  it('passes the runtime only where one is chosen', () => {
    const base = { imageId: 'i', ecosystem: 'npm' as const, limits: DEFAULT_LIMITS, labels: {} };

    expect(containerOptions({ ...base, runtime: 'runsc' }).HostConfig?.Runtime).toBe('runsc');
    expect(containerOptions(base).HostConfig).not.toHaveProperty('Runtime');
  });

  it.each([
    ...[
      'ptrace',
      'mount',
      'umount2',
      'pivot_root',
      'chroot',
      'setns',
      'unshare',
      'keyctl',
      'add_key',
      'bpf',
      'mknod',
    ],
    ...[
      'userfaultfd',
      'perf_event_open',
      'io_uring_setup',
      'process_vm_readv',
      'memfd_create',
      'init_module',
    ],
    ...[
      'kexec_load',
      'open_by_handle_at',
      'fanotify_init',
      'clone3',
      'pidfd_getfd',
      'reboot',
      'swapon',
      'mq_open',
    ],
  ])('does not allow the system call %s', (call) => {
    expect(allowed.map(({ name }) => name)).not.toContain(call);
  });

  it.each(['clone', 'socket', 'personality'])('allows %s under conditions only', (call) => {
    const rules = allowed.filter(({ name }) => name === call);

    expect(rules).not.toHaveLength(0);
    expect(rules.every(({ conditional }) => conditional)).toBe(true);
  });

  it('denies what it does not name', () => {
    expect(seccomp.defaultAction).toBe('SCMP_ACT_ERRNO');
  });
});
