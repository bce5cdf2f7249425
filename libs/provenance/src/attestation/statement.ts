import { z } from 'zod';
import { parseBoundedJson } from '../bounded-json';
import { MAX_STATEMENT_CHARACTERS, MAX_SUBJECTS } from '../limits';
import { Refusal } from '../refusal';

/** In-toto attestation framework, Statement v1 and v0.1. Only what is read of it. */
const Statement = z.object({
  _type: z.enum(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']),
  subject: z
    .array(
      z.object({
        name: z.string().max(1_024),
        digest: z.record(z.string().max(32), z.string().max(256)),
      }),
    )
    .min(1)
    .max(MAX_SUBJECTS),
  predicateType: z.string().max(256),
  predicate: z.unknown(),
});
export type Statement = z.infer<typeof Statement>;

/** @throws Refusal `malformed`, `too-large` */
export function readStatement(bytes: Buffer): Statement {
  const parsed = Statement.safeParse(parseBoundedJson(bytes.toString('utf8'), MAX_STATEMENT_CHARACTERS));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal('malformed', `The statement's ${issue?.path.join('.') || 'shape'}: ${issue?.message}`);
}

export interface ExpectedSubject {
  /** For people. */
  readonly name: string;
  readonly isNamed: (name: string) => boolean;
  readonly algorithm: 'sha256' | 'sha512';
  /** Lower-case hex, of the bytes that arrived. */
  readonly digest: string;
}

/**
 * Name and digest have to stand in the same subject: one may name the package, another the bytes.
 * @throws Refusal `wrong-subject`, `wrong-digest`
 */
export function assertSubject({ subject }: Statement, expected: ExpectedSubject): void {
  const named = subject.filter(({ name }) => expected.isNamed(name));
  if (named.length === 0) {
    throw new Refusal('wrong-subject', `It is about ${subject[0]?.name} and not about ${expected.name}`);
  }
  if (!named.some(({ digest }) => digest[expected.algorithm] === expected.digest)) {
    throw new Refusal(
      'wrong-digest',
      `It is about other bytes of ${expected.name} than those with ${expected.algorithm} ${expected.digest}`,
    );
  }
}
