import type { Provider, Type } from '@nestjs/common';
import { Ed25519DecisionSigner } from '../adapters/crypto/ed25519-decision-signer';
import { KeyController } from '../adapters/nats/key.controller';
import { DecisionSigner } from '../application/ports/decision-signer';
import { Config } from '../config';
import { made } from './made';

export const SIGNING_CONTROLLERS: Type[] = [KeyController];

export const SIGNING_PROVIDERS: Provider[] = [
  made(DecisionSigner, [Config], ({ decisionKeys }: Config) => new Ed25519DecisionSigner(decisionKeys ?? [])),
];
