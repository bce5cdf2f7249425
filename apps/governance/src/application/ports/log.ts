/** A fixed sentence and the facts as fields. */
export abstract class Log {
  abstract warn(fields: object, sentence: string): void;
  abstract error(fields: object, sentence: string): void;
  abstract info(fields: object, sentence: string): void;
}
