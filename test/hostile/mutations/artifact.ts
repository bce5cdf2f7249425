import { gzipSync } from 'node:zlib';
import { wheel } from '../../../libs/analysis/src/testing/archives';
import { tar } from '../tar';
import type { Mutant } from './mutate';

const HOOK = 'node x.js && sh x.sh && python3 x.py';

/** A package in which the mutant stands where most of our code reads it: it is run, loaded and started by itself. */
export function artifactOf({ language, text }: Mutant): { ecosystem: 'npm' | 'pypi'; bytes: Buffer } {
  // Mutants are kept as latin1 where they are no text, so that each byte of theirs is one character.
  const isBytes = [...text].every((char) => char <= '\u00ff');
  const content = Buffer.from(text, isBytes ? 'latin1' : 'utf8');
  switch (language) {
    case 'javascript':
      return npm({ 'x.js': content });
    case 'typescript':
      return npm({ 'x.ts': content, 'y.tsx': content, 'x.js': 'require("./x.ts")' });
    case 'shell':
      return npm({ 'x.sh': content }, text.slice(0, 20_000));
    case 'gyp':
      return npm({ 'binding.gyp': content });
    case 'settings':
      return npm({ '.claude/settings.json': content, '.vscode/tasks.json': content });
    case 'manifest':
      return { ecosystem: 'npm', bytes: tgz('package', { 'package.json': content, 'x.js': '' }) };
    case 'python':
      return { ecosystem: 'pypi', bytes: wheel({ 'a.py': content, 'sitecustomize.py': content }) };
    case 'pth':
      return {
        ecosystem: 'pypi',
        bytes: wheel({ 'a.pth': Buffer.concat([Buffer.from('import os;'), content]), 'b.pth': content }),
      };
    case 'metadata':
      return { ecosystem: 'pypi', bytes: tgz('a-1', { 'PKG-INFO': content, 'pyproject.toml': content }) };
    case 'setup':
      return {
        ecosystem: 'pypi',
        bytes: tgz('a-1', { 'setup.py': content, 'PKG-INFO': 'Name: a\nVersion: 1\n' }),
      };
  }
}

function npm(
  files: Readonly<Record<string, Buffer | string>>,
  install = HOOK,
): { ecosystem: 'npm'; bytes: Buffer } {
  const manifest = JSON.stringify({ name: 'a', version: '1.0.0', scripts: { install } });
  return { ecosystem: 'npm', bytes: tgz('package', { 'package.json': manifest, ...files }) };
}

function tgz(root: string, files: Readonly<Record<string, Buffer | string>>): Buffer {
  const entries = Object.entries(files).map(([path, content]) => ({ name: `${root}/${path}`, content }));
  return gzipSync(tar(...entries), { level: 1 });
}
