import type { AccusationKind } from '../accusation';

/** For each way to imitate, lines of a target and squats of it. */
export type SquatTable = Partial<Record<AccusationKind, string>>;

export interface Squat {
  readonly kind: string;
  readonly target: string;
  readonly name: string;
}

export function squatsOf(table: SquatTable): Squat[] {
  return Object.entries(table).flatMap(([kind, text]) =>
    text
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [target = '', ...names] = line.trim().split(' ');
        return names.map((name) => ({ kind, target, name }));
      }),
  );
}
