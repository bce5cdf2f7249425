import { DomainError, type ErrorCode } from '@sallyport/domain';

/** Code of the error that the work ends with; nothing where it succeeds or fails otherwise. */
export async function codeOf(work: Promise<unknown>): Promise<ErrorCode | undefined> {
  return (await errorOf(work))?.code;
}

export async function errorOf(work: Promise<unknown>): Promise<DomainError | undefined> {
  const fault: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return DomainError.is(fault) ? fault : undefined;
}
