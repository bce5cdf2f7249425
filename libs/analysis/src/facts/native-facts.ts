/** A text that machine code names and that cannot be read in it. */
export interface HiddenText {
  /** `xor with one byte`, `base64` … */
  readonly how: string;
  readonly text: string;
}

/** What can be seen in a file of machine code without running it; rules judge it. */
export interface NativeFacts {
  /** `unknown`: it begins like one of them, and its tables cannot be read. */
  readonly format: 'elf' | 'mach-o' | 'pe' | 'unknown';
  readonly kind: 'program' | 'library' | 'object' | 'other';
  /** Of the functions it takes from elsewhere, the ones that tell; and how many there are in all. */
  readonly imports: readonly string[];
  readonly importCount: number;
  /** The first of the functions it offers, and how many there are. */
  readonly exports: readonly string[];
  readonly exportCount: number;
  readonly libraries: readonly string[];
  /** Functions that run as soon as it is loaded. */
  readonly initializers: number;
  readonly hidden: readonly HiddenText[];
  /** Names of secrets that its code puts together out of numbers, as compilers do with short texts too. */
  readonly builtTexts: readonly string[];
  /** What says that its code is packed; undefined where nothing does. */
  readonly packed?: string;
  /** Bytes from its start that were searched for hidden texts. */
  readonly searched: number;
  /** False where only its beginning and end were kept. */
  readonly isWhole: boolean;
}
