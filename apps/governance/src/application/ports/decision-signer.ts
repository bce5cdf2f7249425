import type { listKeys, ReplyOf, SignedDecision } from '@sallyport/domain';

/** Signs what was decided, so that it can be verified offline. */
export abstract class DecisionSigner {
  /** JWS compact (RFC 7515) with EdDSA (RFC 8037). @throws DomainError `signing-unavailable` */
  abstract sign(decision: SignedDecision): Promise<string>;

  /** @throws DomainError `signing-unavailable` */
  abstract keys(): Promise<ReplyOf<typeof listKeys>['keys']>;
}
