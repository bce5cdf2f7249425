/** One function as a small honest package exports it. */
export interface Piece {
  name: string;
  /** What it does, for the README. */
  about: string;
  code: string;
}
