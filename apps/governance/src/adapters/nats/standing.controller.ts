import { Controller } from '@nestjs/common';
import {
  grantApproval,
  grantException,
  liftBan,
  listApprovals,
  listBans,
  listExceptions,
  revokeApproval,
  secondApproval,
  setBan,
  withdrawException,
  type ParsedRequestOf,
} from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { GrantApproval } from '../../application/approvals/grant-approval';
import { ListApprovals } from '../../application/approvals/list-approvals';
import { RevokeApproval } from '../../application/approvals/revoke-approval';
import { SecondApproval } from '../../application/approvals/second-approval';
import { LiftBan } from '../../application/bans/lift-ban';
import { ListBans } from '../../application/bans/list-bans';
import { SetBan } from '../../application/bans/set-ban';
import { GrantException } from '../../application/exceptions/grant-exception';
import { ListExceptions } from '../../application/exceptions/list-exceptions';
import { WithdrawException } from '../../application/exceptions/withdraw-exception';

/** Approvals, bans and exceptions by selector. */
@Controller()
export class StandingController {
  constructor(
    private readonly grantApproval: GrantApproval,
    private readonly secondApproval: SecondApproval,
    private readonly revokeApproval: RevokeApproval,
    private readonly listApprovals: ListApprovals,
    private readonly setBan: SetBan,
    private readonly liftBan: LiftBan,
    private readonly listBans: ListBans,
    private readonly grantException: GrantException,
    private readonly withdrawException: WithdrawException,
    private readonly listExceptions: ListExceptions,
  ) {}

  @Serves(grantApproval)
  grant(request: ParsedRequestOf<typeof grantApproval>) {
    return this.grantApproval.grant(request);
  }

  @Serves(secondApproval)
  second(request: ParsedRequestOf<typeof secondApproval>) {
    return this.secondApproval.second(request);
  }

  @Serves(revokeApproval)
  revoke(request: ParsedRequestOf<typeof revokeApproval>) {
    return this.revokeApproval.revoke(request);
  }

  @Serves(listApprovals)
  approvals(request: ParsedRequestOf<typeof listApprovals>) {
    return this.listApprovals.list(request);
  }

  @Serves(setBan)
  ban(request: ParsedRequestOf<typeof setBan>) {
    return this.setBan.set(request);
  }

  @Serves(liftBan)
  lift(request: ParsedRequestOf<typeof liftBan>) {
    return this.liftBan.lift(request);
  }

  @Serves(listBans)
  bans(request: ParsedRequestOf<typeof listBans>) {
    return this.listBans.list(request);
  }

  @Serves(grantException)
  except(request: ParsedRequestOf<typeof grantException>) {
    return this.grantException.grant(request);
  }

  @Serves(withdrawException)
  withdraw(request: ParsedRequestOf<typeof withdrawException>) {
    return this.withdrawException.withdraw(request);
  }

  @Serves(listExceptions)
  exceptions(request: ParsedRequestOf<typeof listExceptions>) {
    return this.listExceptions.list(request);
  }
}
