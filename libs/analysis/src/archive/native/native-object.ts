import type { KeptBytes } from './kept-bytes';

/** A part of machine code, as its own table of sections names it. */
export interface NativeSection {
  readonly name: string;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly size: number;
  readonly isCode: boolean;
}

/** What a file of machine code says of itself. Whoever built it may have said anything. */
export interface NativeObject {
  readonly format: 'elf' | 'mach-o' | 'pe';
  readonly kind: 'program' | 'library' | 'object' | 'other';
  readonly sections: readonly NativeSection[];
  /** Functions it takes from elsewhere, as C spells them. */
  readonly imports: readonly string[];
  /** Functions it offers. */
  readonly exports: readonly string[];
  /** Libraries that are loaded with it. */
  readonly libraries: readonly string[];
  /** Functions of it that run as soon as it is loaded; compilers add one or two of their own. */
  readonly initializers: number;
}

/** Undefined: these bytes are not of that format, whatever their first ones say. */
export type NativeReader = (bytes: KeptBytes) => NativeObject | undefined;

/** Bounds of every table of one file. Chromium's largest library has 60 sections and 20,000 dynamic symbols. */
export const MAX_SECTIONS = 512;
export const MAX_SYMBOLS = 40_000;
export const MAX_LIBRARIES = 200;
