// Runs spec files in this process, with one source file replaced. Jest itself takes seconds to begin; there are hundreds
// of mutants, and what the decision's specs use of it is little: describe, it, it.each and expect.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import vm from 'node:vm';
import { transformSync } from '@swc/core';
import { expect } from 'expect';
import fc from 'fast-check';

const require = createRequire(import.meta.url);
// One seed: a mutant is caught or not, and not by luck.
fc.configureGlobal({ seed: 20_260_615 });

const SWC = /** @type {const} */ ({
  swcrc: false,
  sourceMaps: false,
  module: { type: 'commonjs' },
  jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
});

/** @typedef {{ exports: Record<string, unknown> }} Module */

export class Specs {
  /** @type {Map<string, vm.Script>} */ #compiled = new Map();
  /** @type {Map<string, Module>} */ #loaded = new Map();
  /** File -> files that import it. @type {Map<string, Set<string>>} */ #importers = new Map();
  /** @type {{ title: string, run: () => void }[]} */ #tests = [];
  /** @type {{ file: string, text: string } | undefined} */ #replaced;

  /**
   * The first test that fails, or undefined where all pass.
   * @param {readonly string[]} files
   * @param {{ file: string, text: string }} [replaced]
   */
  firstFailure(files, replaced) {
    this.#replaced = replaced;
    if (replaced) this.#forget(replaced.file, new Set());
    try {
      for (const file of files) {
        const failure = this.#runFile(file);
        if (failure !== undefined) return failure;
      }
      return undefined;
    } finally {
      // What was loaded with the mutant in it must not meet the next one.
      if (replaced) this.#forget(replaced.file, new Set());
      this.#replaced = undefined;
    }
  }

  /** @param {string} file */
  #runFile(file) {
    this.#tests = [];
    try {
      this.#loaded.delete(file);
      this.#load(file);
    } catch (error) {
      return `does not load: ${error}`;
    }
    if (this.#tests.length === 0) throw new Error(`${file} has no tests`);
    for (const { title, run } of this.#tests) {
      try {
        run();
      } catch {
        return title;
      }
    }
    return undefined;
  }

  /** @param {string} file @param {Set<string>} seen */
  #forget(file, seen) {
    if (seen.has(file)) return;
    seen.add(file);
    this.#loaded.delete(file);
    for (const importer of this.#importers.get(file) ?? []) this.#forget(importer, seen);
  }

  /** @param {string} file @returns {Record<string, unknown>} */
  #load(file) {
    const known = this.#loaded.get(file);
    if (known) return known.exports;
    /** @type {Module} */
    const module = { exports: {} };
    this.#loaded.set(file, module);
    const localRequire = (/** @type {string} */ name) => {
      if (!name.startsWith('.')) return require(name);
      const target = resolveSource(join(dirname(file), name));
      const importers = this.#importers.get(target) ?? new Set();
      this.#importers.set(target, importers.add(file));
      return this.#load(target);
    };
    const { describe, it } = this.#globals();
    this.#script(file).runInThisContext()(
      module,
      module.exports,
      localRequire,
      dirname(file),
      describe,
      it,
      expect,
    );
    return module.exports;
  }

  /** @param {string} file */
  #script(file) {
    if (this.#replaced?.file === file) return compile(file, this.#replaced.text);
    const kept = this.#compiled.get(file) ?? compile(file, readFileSync(file, 'utf8'));
    this.#compiled.set(file, kept);
    return kept;
  }

  #globals() {
    const describe = (/** @type {string} */ _title, /** @type {() => void} */ body) => body();
    const it = (/** @type {string} */ title, /** @type {() => void} */ run) =>
      void this.#tests.push({ title, run });
    it.each =
      (/** @type {readonly unknown[]} */ table) =>
      (/** @type {string} */ title, /** @type {(...row: unknown[]) => void} */ run) => {
        for (const row of table) it(title, () => run(...(Array.isArray(row) ? row : [row])));
      };
    return { describe, it };
  }
}

/** @param {string} file @param {string} text */
function compile(file, text) {
  const { code } = transformSync(text, { ...SWC, filename: file });
  return new vm.Script(`(function (module, exports, require, __dirname, describe, it, expect) {${code}\n})`, {
    filename: file,
  });
}

/** @param {string} path */
function resolveSource(path) {
  if (existsSync(`${path}.ts`)) return `${path}.ts`;
  if (existsSync(path) && statSync(path).isDirectory()) return join(path, 'index.ts');
  throw new Error(`${path} is not a source file`);
}
