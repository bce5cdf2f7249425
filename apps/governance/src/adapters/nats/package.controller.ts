import { Controller } from '@nestjs/common';
import {
  approvePackages,
  banPackage,
  governanceStats,
  listPackages,
  rejectPackages,
  requestPackages,
  revokePackages,
  unbanPackage,
  type ParsedRequestOf,
} from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { GovernanceStats } from '../../application/checks/governance-stats';
import { ApprovePackages } from '../../application/packages/approve-packages';
import { BanPackage } from '../../application/packages/ban-package';
import { ListPackages } from '../../application/packages/list-packages';
import { RejectPackages } from '../../application/packages/reject-packages';
import { RequestPackages } from '../../application/packages/request-packages';
import { RevokePackages } from '../../application/packages/revoke-packages';
import { UnbanPackage } from '../../application/packages/unban-package';

/** Checks are not here: see `direct-checks.ts`. */
@Controller()
export class PackageController {
  constructor(
    private readonly requestPackages: RequestPackages,
    private readonly approvePackages: ApprovePackages,
    private readonly rejectPackages: RejectPackages,
    private readonly revokePackages: RevokePackages,
    private readonly banPackage: BanPackage,
    private readonly unbanPackage: UnbanPackage,
    private readonly listPackages: ListPackages,
    private readonly governanceStats: GovernanceStats,
  ) {}

  @Serves(requestPackages)
  request(request: ParsedRequestOf<typeof requestPackages>) {
    return this.requestPackages.request(request);
  }

  @Serves(approvePackages)
  approve(request: ParsedRequestOf<typeof approvePackages>) {
    return this.approvePackages.approve(request);
  }

  @Serves(rejectPackages)
  reject(request: ParsedRequestOf<typeof rejectPackages>) {
    return this.rejectPackages.reject(request);
  }

  @Serves(revokePackages)
  revoke(request: ParsedRequestOf<typeof revokePackages>) {
    return this.revokePackages.revoke(request);
  }

  @Serves(banPackage)
  ban(request: ParsedRequestOf<typeof banPackage>) {
    return this.banPackage.ban(request);
  }

  @Serves(unbanPackage)
  unban(request: ParsedRequestOf<typeof unbanPackage>) {
    return this.unbanPackage.unban(request);
  }

  @Serves(listPackages)
  list(request: ParsedRequestOf<typeof listPackages>) {
    return this.listPackages.list(request);
  }

  @Serves(governanceStats)
  stats() {
    return this.governanceStats.read();
  }
}
