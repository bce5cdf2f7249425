/** What a rule reads in: where a package has none of it, the rule has nothing to say. */
export const LANGUAGES = [
  /** With TypeScript and JSX. */
  'javascript',
  /** With the lines of `.pth` files. */
  'python',
  /** Shell scripts and commands, those of Windows too; and those of a manifest's scripts. */
  'shell',
  /** binding.gyp and what it includes. */
  'gyp',
  /** Settings of agents and editors, in JSON. */
  'settings',
  /** What a package says of itself: package.json, METADATA, RECORD. */
  'manifest',
  /** ELF, Mach-O, PE. */
  'machine-code',
  /** The archive itself: its paths, types and sizes. */
  'archive',
] as const;
export type Language = (typeof LANGUAGES)[number];
