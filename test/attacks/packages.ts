import { wheelName, type Files } from './archives';
import { type Sample } from './case';
import { JS_POOL } from './honest/javascript';
import { PY_POOL } from './honest/python';
import { type Piece } from './honest/piece';
import { drawn, seeded } from './seeded';

/** Text, or what makes it from the honest text of that file. */
export type Change = string | ((honest: string) => string);
type Content = string | Buffer;

export interface NpmParts {
  about?: string;
  /** Merged into package.json. */
  manifest?: Readonly<Record<string, unknown>>;
  /** `index.js`, the CommonJS entry. */
  index?: Change;
  /** A second, ES module entry beside it. */
  esm?: Change;
  files?: Readonly<Record<string, Content>>;
}

export interface PythonParts {
  about?: string;
  /** The import package; the name in snake case unless told. */
  module?: string;
  init?: Change;
  requires?: readonly string[];
  /** More files, by their path in a wheel; in an sdist they lie below `src/` when they belong to the module. */
  files?: Readonly<Record<string, Content>>;
  /** For sdists. */
  setup?: Change;
  pyproject?: Change;
  /** For wheels: the tag of a build for one platform. */
  tag?: string;
}

const LICENSE = `MIT License

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED.
`;

/** A plausible npm package; which honest functions it has depends on its name. */
export function npm(name: string, version: string, parts: NpmParts | (() => NpmParts) = {}): Sample {
  return {
    ecosystem: 'npm',
    format: 'tarball',
    name,
    version,
    filename: `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`,
    files: () => npmFiles(name, version, typeof parts === 'function' ? parts() : parts),
  };
}

/** A plausible wheel, with METADATA, WHEEL and top_level.txt. */
export function wheelOf(
  name: string,
  version: string,
  parts: PythonParts | (() => PythonParts) = {},
): Sample {
  const tag = (typeof parts === 'object' && parts.tag) || 'py3-none-any';
  return {
    ecosystem: 'pypi',
    format: 'wheel',
    name,
    version,
    filename: `${wheelName(name)}-${version}-${tag}.whl`,
    files: () => wheelFiles(name, version, tag, typeof parts === 'function' ? parts() : parts),
  };
}

/** A plausible source distribution with PKG-INFO, pyproject.toml and, unless `setup` is empty, setup.py. */
export function sdistOf(
  name: string,
  version: string,
  parts: PythonParts | (() => PythonParts) = {},
): Sample {
  return {
    ecosystem: 'pypi',
    format: 'sdist',
    name,
    version,
    filename: `${wheelName(name)}-${version}.tar.gz`,
    files: () => sdistFiles(name, version, typeof parts === 'function' ? parts() : parts),
  };
}

function npmFiles(name: string, version: string, parts: NpmParts): Files {
  const pieces = drawn(JS_POOL, 7, seeded(name));
  const [own, inner] = [pieces.slice(0, 4), pieces.slice(4)];
  const about = parts.about ?? own[0]!.about;
  const names = pieces.map((piece) => piece.name);
  const index = `'use strict';

const { ${inner.map((piece) => piece.name).join(', ')} } = require('./lib/support');
${own.map((piece) => piece.code).join('\n')}

module.exports = { ${names.join(', ')} };
`;
  const esm = `${pieces.map((piece) => piece.code).join('\n')}

export { ${names.join(', ')} };
`;
  return {
    'package.json': `${JSON.stringify(
      {
        name,
        version,
        description: about.replace(/\.$/, ''),
        main: 'index.js',
        ...(parts.esm === undefined
          ? {}
          : { module: 'index.mjs', exports: { '.': { import: './index.mjs', require: './index.js' } } }),
        types: 'index.d.ts',
        license: 'MIT',
        author: 'Robin Ferrand <robin@example.org>',
        repository: { type: 'git', url: `git+https://git.example.org/${name.replace('@', '')}.git` },
        keywords: names.slice(0, 4).map((each) => each.toLowerCase()),
        engines: { node: '>=14' },
        ...parts.manifest,
      },
      undefined,
      2,
    )}\n`,
    'README.md': readme(
      name,
      about,
      pieces,
      `npm install ${name}`,
      `const { ${names[0]} } = require('${name}');`,
    ),
    LICENSE,
    'CHANGELOG.md': `# Changelog\n\n## ${version}\n\n- Fixes for ${names[1]}.\n\n## 0.1.0\n\n- First release.\n`,
    'index.js': changed(parts.index, index),
    ...(parts.esm === undefined ? {} : { 'index.mjs': changed(parts.esm, esm) }),
    'index.d.ts': `${names.map((each) => `export const ${each}: (...args: any[]) => any;`).join('\n')}\n`,
    'lib/support.js': `'use strict';\n${inner.map((piece) => piece.code).join('\n')}\n\nmodule.exports = { ${inner.map((piece) => piece.name).join(', ')} };\n`,
    ...parts.files,
  };
}

interface PythonBody {
  module: string;
  about: string;
  init: string;
  support: string;
  info: string;
}

function pythonBody(name: string, version: string, parts: PythonParts): PythonBody {
  const pieces = drawn(PY_POOL, 6, seeded(name));
  const [own, inner] = [pieces.slice(0, 3), pieces.slice(3)];
  const about = parts.about ?? own[0]!.about;
  const module = parts.module ?? wheelName(name);
  const names = pieces.map((piece) => piece.name);
  const init = `"""${about}"""

from ._support import ${inner.map((piece) => piece.name).join(', ')}

__version__ = "${version}"
__all__ = [${names.map((each) => `"${each}"`).join(', ')}]

${own.map((piece) => piece.code).join('\n')}`;
  const info = [
    'Metadata-Version: 2.1',
    `Name: ${name}`,
    `Version: ${version}`,
    `Summary: ${about}`,
    `Home-page: https://git.example.org/${name}`,
    'Author: Robin Ferrand',
    'Author-email: robin@example.org',
    'License: MIT',
    'Requires-Python: >=3.8',
    ...(parts.requires ?? []).map((requirement) => `Requires-Dist: ${requirement}`),
    'Description-Content-Type: text/markdown',
    '',
    readme(name, about, pieces, `pip install ${name}`, `from ${module} import ${names[0]}`),
  ].join('\n');
  return {
    module,
    about,
    init: changed(parts.init, init),
    support: `"""Functions that the package builds on."""\n\n${inner.map((piece) => piece.code).join('\n')}`,
    info,
  };
}

function wheelFiles(name: string, version: string, tag: string, parts: PythonParts): Files {
  const { module, init, support, info } = pythonBody(name, version, parts);
  const folder = `${wheelName(name)}-${version}.dist-info`;
  return {
    [`${module}/__init__.py`]: init,
    [`${module}/_support.py`]: support,
    [`${module}/py.typed`]: '',
    ...parts.files,
    [`${folder}/LICENSE`]: LICENSE,
    [`${folder}/METADATA`]: info,
    [`${folder}/WHEEL`]: `Wheel-Version: 1.0\nGenerator: setuptools (75.1.0)\nRoot-Is-Purelib: ${tag.endsWith('none-any')}\nTag: ${tag}\n\n`,
    [`${folder}/top_level.txt`]: `${module}\n`,
  };
}

function sdistFiles(name: string, version: string, parts: PythonParts): Files {
  const { module, about, init, support, info } = pythonBody(name, version, parts);
  const requires = (parts.requires ?? []).map((each) => `"${each}"`).join(', ');
  const setup = changed(
    parts.setup,
    `from setuptools import find_packages, setup

setup(
    name="${name}",
    version="${version}",
    description="${about}",
    author="Robin Ferrand",
    author_email="robin@example.org",
    packages=find_packages("src"),
    package_dir={"": "src"},
    install_requires=[${requires}],
    python_requires=">=3.8",
)
`,
  );
  const pyproject = changed(
    parts.pyproject,
    `[build-system]\nrequires = ["setuptools>=61"]\nbuild-backend = "setuptools.build_meta"\n`,
  );
  const [, readmeText = ''] = /\n\n([\s\S]*)$/.exec(info) ?? [];
  return {
    'PKG-INFO': info,
    'README.md': readmeText,
    LICENSE,
    'pyproject.toml': pyproject,
    ...(setup === '' ? {} : { 'setup.py': setup }),
    'setup.cfg': '[egg_info]\ntag_build = \ntag_date = 0\n',
    [`src/${module}/__init__.py`]: init,
    [`src/${module}/_support.py`]: support,
    ...Object.fromEntries(
      Object.entries(parts.files ?? {}).map(([path, content]) => [
        path.startsWith(`${module}/`) ? `src/${path}` : path,
        content,
      ]),
    ),
  };
}

function readme(name: string, about: string, pieces: readonly Piece[], install: string, use: string): string {
  return `# ${name}

${about}

    ${install}

## Use

    ${use}

${pieces.map((piece) => `- \`${piece.name}\`: ${piece.about}`).join('\n')}

## Licence

MIT
`;
}

function changed(change: Change | undefined, honest: string): string {
  if (change === undefined) return honest;
  return typeof change === 'string' ? change : change(honest);
}
