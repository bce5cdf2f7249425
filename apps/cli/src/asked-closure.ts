import {
  DomainError,
  getRequest,
  Lock,
  printable,
  type checkClosure,
  type Ecosystem,
  type RequestOf,
} from '@sallyport/domain';
import { z } from 'zod';
import type { Session } from './session';
import { textOfFile } from './text-of-file';

/** One message to governance; a closure belongs to one ecosystem. */
export type ClosureQuestion = Pick<RequestOf<typeof checkClosure>, 'packages' | 'roots'> & {
  ecosystem: Ecosystem;
};

/** What governance needs of a lock to name paths. */
export function closureOf(lock: Lock): ClosureQuestion {
  const { ecosystem, roots } = lock;
  const packages = lock.packages.map(({ name, version, path, dependencies }) => ({
    name,
    version,
    path,
    dependencies,
  }));
  return { ecosystem, roots, packages };
}

/** The closure of a request, as far as it is told how it lies: not at all. @throws DomainError `request-not-found`, `payload-too-large` */
export async function requested(session: Session, requestId: string): Promise<ClosureQuestion> {
  const client = await session.clientFor(getRequest);
  const { ecosystem, evidence, evidenceLeftOut = 0 } = await client.call(getRequest, { requestId });
  // A part of the closure must not be answered as if it were the whole.
  if (evidenceLeftOut > 0) {
    throw new DomainError(
      'payload-too-large',
      `${evidenceLeftOut} packages of the request do not fit into its evidence`,
      { hint: 'Check its lock: `sallyport request … --json` prints it, `check --closure FILE` takes it.' },
    );
  }
  return { ecosystem, packages: evidence.map(({ name, version }) => ({ name, version })) };
}

const LockDocument = z.union([Lock, z.object({ lock: Lock }).transform(({ lock }) => lock)]);

/** A lock, or what `request --json` or `scan --json` printed. @throws DomainError `malformed-json`, `invalid-request` */
export function lockFrom(session: Session, path: string): Lock {
  let document: unknown;
  try {
    document = JSON.parse(textOfFile(session.around, path));
  } catch (cause) {
    if (DomainError.is(cause)) throw cause;
    throw new DomainError('malformed-json', `${printable(path)} is not JSON`, { cause });
  }
  const parsed = LockDocument.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new DomainError('invalid-request', `${printable(path)} holds no lock of ours`, {
    hint: '`sallyport request … --json` and `sallyport scan … --json` print one.',
  });
}
