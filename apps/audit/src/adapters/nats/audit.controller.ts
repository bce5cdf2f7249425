import { Controller } from '@nestjs/common';
import { auditSearch, auditStats, auditVerify, type ParsedRequestOf } from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { ReadTrail } from '../../application/read-trail';

@Controller()
export class AuditController {
  constructor(private readonly trail: ReadTrail) {}

  @Serves(auditStats)
  stats() {
    return this.trail.stats();
  }

  @Serves(auditSearch)
  search(query: ParsedRequestOf<typeof auditSearch>) {
    return this.trail.search(query);
  }

  @Serves(auditVerify)
  verify() {
    return this.trail.verify();
  }
}
