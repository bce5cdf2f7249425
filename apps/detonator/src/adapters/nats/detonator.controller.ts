import { Controller } from '@nestjs/common';
import { detonateArtifact, detonatorStatus, type ParsedRequestOf } from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { DetonateArtifact } from '../../application/detonate-artifact';

@Controller()
export class DetonatorController {
  constructor(private readonly artifacts: DetonateArtifact) {}

  @Serves(detonateArtifact)
  detonate(request: ParsedRequestOf<typeof detonateArtifact>) {
    return this.artifacts.detonate(request);
  }

  @Serves(detonatorStatus)
  status() {
    return this.artifacts.status();
  }
}
