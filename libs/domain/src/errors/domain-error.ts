import { ERROR_CODES, isErrorCode, type ErrorCode } from './error-code';
import { printable } from './printable';

export interface ErrorBody {
  code: ErrorCode;
  /** One sentence with the facts in it; foreign text in it has been made printable. */
  message: string;
  /** What the caller can do about it. */
  hint: string;
  /** Machine-readable facts, such as the decisions behind an `install-denied`. */
  details?: unknown;
}

/**
 * The one error class. Compared by `code`, never by `instanceof` (that does not survive a wire);
 * use `DomainError.is`. `cause` stays in the process that met it and is never sent.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly details?: unknown;

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint?: string; details?: unknown; cause?: unknown } = {},
  ) {
    super(printable(message, 2_000), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint ?? ERROR_CODES[code];
    this.details = options.details;
  }

  static is(value: unknown): value is DomainError {
    return (
      value instanceof Error &&
      isErrorCode((value as { code?: unknown }).code) &&
      value.name === 'DomainError'
    );
  }

  toBody(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      hint: this.hint,
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }

  static fromBody(body: ErrorBody): DomainError {
    return new DomainError(body.code, body.message, { hint: body.hint, details: body.details });
  }
}
