import { sharedObject } from '@sallyport/analysis/testing';
import { casesOf, type Facts } from '../case';
import { npm, wheelOf } from '../packages';

const IMPORTS = [
  'gethostname',
  'getenv',
  'opendir',
  'readdir',
  'fopen',
  'fread',
  'gethostbyname',
  'socket',
  'sendto',
  'nftw',
];

const stealer = (host: string) =>
  sharedObject({
    imports: IMPORTS,
    exports: ['triton_init'],
    strings: [
      '/etc/hosts',
      '/etc/passwd',
      '/etc/resolv.conf',
      '%s/.gitconfig',
      '%s/.ssh/id_rsa',
      '%s/.ssh/known_hosts',
      'HOME',
      'LANG',
      `%s.%s.${host}`,
      'wheezy',
    ],
  });

/** Strings as the binary itself would decode them; only imports and the missing plain text show. */
const quiet = (host: string) =>
  sharedObject({
    imports: [...IMPORTS, 'dlopen', 'dlsym', 'ptrace'],
    exports: ['init_kernels'],
    strings: ['/etc/passwd', '%s/.ssh/id_rsa', '%s/.aws/credentials', `%s.%s.${host}`].map((each) =>
      [...Buffer.from(each)].map((byte) => String.fromCharCode(byte ^ 0x15)).join(''),
    ),
  });

const launch = (file: string) => String.raw`

def _init_runtime():
    import os
    import subprocess

    path = os.path.join(os.path.dirname(__file__), "runtime", "${file}")
    try:
        os.chmod(path, 0o755)
        subprocess.Popen([path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        pass


_init_runtime()
`;

const load = (file: string, entry: string) => String.raw`
import ctypes as _ct
import os as _os

_lib = _ct.CDLL(_os.path.join(_os.path.dirname(__file__), "${file}"))
_lib.${entry}()
`;

const FACTS: Facts = {
  now: '2022-12-26T12:00:00Z',
  publishedAt: '2022-12-25T09:00:00Z',
  firstPublishedAt: '2022-12-25T09:00:00Z',
  publisher: 'fresh-account',
  internalName: true,
};

const TAG = 'py3-none-manylinux2014_x86_64';

export const torchtriton = casesOf({
  id: 'torchtriton',
  incident: 'torchtriton',
  kind: 'native-binary',
  seen: 'a native binary in the wheel is started at import; its text names SSH keys and a DNS name to leak to; the name shadows a private index with a high version',
  replica: {
    sample: wheelOf('tensor-triton', '3.0.0', {
      about: 'Kernels for tensors.',
      tag: TAG,
      init: (honest) => honest + launch('triton'),
      files: { 'tensor_triton/runtime/triton': stealer('h4ck-cfd.invalid') },
    }),
    facts: FACTS,
  },
  renamed: wheelOf('flash-kernels', '9.9.1', {
    about: 'Attention kernels.',
    tag: TAG,
    init: (honest) => honest + launch('kernelsvc').replace(/_init_runtime/g, '_prime'),
    files: { 'flash_kernels/runtime/kernelsvc': stealer('kd-resolve.invalid') },
  }),
  reObfuscated: wheelOf('tensor-triton', '3.0.1', {
    about: 'Kernels for tensors.',
    tag: TAG,
    init: (honest) => load('_kernels.so', 'init_kernels') + honest,
    files: { 'tensor_triton/_kernels.so': quiet('h4ck-cfd.invalid') },
  }),
  otherStage: {
    kind: 'install-hook',
    seen: 'postinstall loads a prebuilt addon whose text names SSH keys and a DNS name to leak to',
    sample: npm('tensor-triton', '3.0.2', {
      about: 'Kernels for tensors.',
      manifest: { scripts: { postinstall: 'node -e "require(\'./prebuilds/linux-x64/triton.node\')"' } },
      files: { 'prebuilds/linux-x64/triton.node': stealer('h4ck-cfd.invalid') },
    }),
  },
});
