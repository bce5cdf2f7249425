import { Controller } from '@nestjs/common';
import {
  followRegistry,
  leaveRegistry,
  recordDecisions,
  registrySnapshot,
  type ParsedRequestOf,
} from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { FollowRegistry } from '../../application/follow/follow-registry';
import { ReadSnapshot } from '../../application/follow/read-snapshot';
import { RecordDecisions } from '../../application/follow/record-decisions';

/** Local decision points. */
@Controller()
export class FollowController {
  constructor(
    private readonly readSnapshot: ReadSnapshot,
    private readonly followRegistry: FollowRegistry,
    private readonly recordDecisions: RecordDecisions,
  ) {}

  @Serves(registrySnapshot)
  snapshot(request: ParsedRequestOf<typeof registrySnapshot>) {
    return this.readSnapshot.read(request);
  }

  @Serves(followRegistry)
  follow(request: ParsedRequestOf<typeof followRegistry>) {
    return this.followRegistry.follow(request);
  }

  @Serves(leaveRegistry)
  leave(request: ParsedRequestOf<typeof leaveRegistry>) {
    return this.followRegistry.leave(request);
  }

  @Serves(recordDecisions)
  record(request: ParsedRequestOf<typeof recordDecisions>) {
    return this.recordDecisions.record(request);
  }
}
