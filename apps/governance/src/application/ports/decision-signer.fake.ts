import { generateKeyPairSync } from 'node:crypto';
import { readSigningKey, signDecision } from '@sallyport/decision-signature';
import { DomainError, type listKeys, type ReplyOf, type SignedDecision } from '@sallyport/domain';
import { DecisionSigner } from './decision-signer';

/** Signs for real, with a key of its own that is in no file; `available: false` is a replica without one. */
export class FakeDecisionSigner extends DecisionSigner {
  private readonly key = readSigningKey(
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  readonly signed: SignedDecision[] = [];

  constructor(public available = true) {
    super();
  }

  async sign(decision: SignedDecision): Promise<string> {
    this.assertAvailable();
    this.signed.push(decision);
    return signDecision(decision, this.key);
  }

  async keys(): Promise<ReplyOf<typeof listKeys>['keys']> {
    this.assertAvailable();
    return [this.key.publicKey];
  }

  private assertAvailable(): void {
    if (!this.available) throw new DomainError('signing-unavailable', 'There is no key');
  }
}
