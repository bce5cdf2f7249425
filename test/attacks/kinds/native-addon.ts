import { sharedObject } from '@sallyport/analysis/testing';
import { casesOf } from '../case';
import { npm, wheelOf } from '../packages';

const addon = (host: string, plain = true) =>
  sharedObject({
    imports: [
      'napi_module_register',
      'socket',
      'connect',
      'getaddrinfo',
      'execve',
      'fork',
      'dup2',
      'getpwuid',
      'fopen',
      'dlopen',
    ],
    exports: ['napi_register_module_v1'],
    strings: plain
      ? [
          '/bin/sh',
          '-c',
          `https://${host}/stage2`,
          '%s/.config/google-chrome/Default/Login Data',
          '%s/.ssh/id_ed25519',
          '/proc/self/exe',
          'LD_PRELOAD=%s',
        ]
      : [
          Buffer.from(`https://${host}/stage2 /.ssh/id_ed25519 /bin/sh`).toString('base64'),
          'UPX!',
          'LD_PRELOAD=%s',
        ],
  });

const load = (path: string) =>
  `\nlet native = null;\ntry {\n  native = require('${path}');\n} catch (unsupported) {}\nmodule.exports.native = native;\n`;
const ABOUT = 'Fast checksums.';

export const nativeAddon = casesOf({
  id: 'kind-native-binary',
  incident: 'kind',
  kind: 'native-binary',
  seen: 'an addon without a source is loaded at require; its imports and text name a shell, a second stage, browser data and keys',
  replica: npm('quick-sum', '2.0.4', {
    about: ABOUT,
    index: (honest) => honest + load('./prebuilds/linux-x64/node.napi.node'),
    files: { 'prebuilds/linux-x64/node.napi.node': addon('sum-stage.invalid') },
  }),
  renamed: npm('image-probe-fast', '1.0.9', {
    about: 'Sizes of pictures.',
    index: (honest) => honest + load('./build/probe.node'),
    files: { 'build/probe.node': addon('probe-update.invalid') },
  }),
  reObfuscated: npm('quick-sum', '2.0.5', {
    about: ABOUT,
    index: (honest) =>
      `${honest}\nconst target = { exports: {} };\ntry {\n  process.dlopen(target, require('path').join(__dirname, 'data', 'table.dat'));\n} catch (unsupported) {}\nmodule.exports.native = target.exports;\n`,
    files: { 'data/table.dat': addon('sum-stage.invalid', false) },
  }),
  otherStage: {
    seen: 'a .pth file loads a library of the wheel whose text names a shell, a second stage, browser data and keys',
    kind: 'pth',
    sample: wheelOf('quick-sum', '2.0.6', {
      about: ABOUT,
      tag: 'py3-none-manylinux2014_x86_64',
      files: {
        'quick_sum.pth': `import ctypes, os, sysconfig; p = os.path.join(sysconfig.get_paths()['platlib'], 'quick_sum', '_sum.so'); os.path.exists(p) and ctypes.CDLL(p)\n`,
        'quick_sum/_sum.so': addon('sum-stage.invalid'),
      },
    }),
  },
});
