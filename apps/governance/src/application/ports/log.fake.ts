import { Log } from './log';

export class FakeLog extends Log {
  readonly lines: { level: string; fields: object; sentence: string }[] = [];

  info(fields: object, sentence: string): void {
    this.lines.push({ level: 'info', fields, sentence });
  }

  warn(fields: object, sentence: string): void {
    this.lines.push({ level: 'warn', fields, sentence });
  }

  error(fields: object, sentence: string): void {
    this.lines.push({ level: 'error', fields, sentence });
  }
}
