import { signDecision, type SigningKey } from '@sallyport/decision-signature';
import { DomainError, type listKeys, type ReplyOf, type SignedDecision } from '@sallyport/domain';
import { DecisionSigner } from '../../application/ports/decision-signer';

/** Signs with the first key. The others are listed, so that what they signed before a rotation can still be verified. */
export class Ed25519DecisionSigner extends DecisionSigner {
  constructor(private readonly signingKeys: readonly SigningKey[]) {
    super();
  }

  async sign(decision: SignedDecision): Promise<string> {
    return signDecision(decision, this.current());
  }

  async keys(): Promise<ReplyOf<typeof listKeys>['keys']> {
    this.current();
    return this.signingKeys.map(({ publicKey }) => publicKey);
  }

  private current(): SigningKey {
    const [current] = this.signingKeys;
    if (current) return current;
    throw new DomainError(
      'signing-unavailable',
      'This replica of governance has no key to sign decisions with',
      {
        hint: 'Set DECISION_KEY_FILE to an Ed25519 private key, and restart. Checks without `sign` go on.',
      },
    );
  }
}
