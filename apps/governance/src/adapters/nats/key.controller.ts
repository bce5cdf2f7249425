import { Controller } from '@nestjs/common';
import { listKeys, type ReplyOf } from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { DecisionSigner } from '../../application/ports/decision-signer';

@Controller()
export class KeyController {
  constructor(private readonly signer: DecisionSigner) {}

  @Serves(listKeys)
  async list(): Promise<ReplyOf<typeof listKeys>> {
    return { keys: await this.signer.keys() };
  }
}
