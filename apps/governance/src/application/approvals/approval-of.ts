import { DomainError, printable, type StandingApproval } from '@sallyport/domain';
import type { Present } from '../ports/registry-store';

/** @throws DomainError `approval-not-found` */
export function approvalOf(present: Present, approvalId: string): StandingApproval {
  const approval = present.recordOf('approval', approvalId);
  if (approval !== undefined) return approval;
  throw new DomainError(
    'approval-not-found',
    `No standing approval has the id "${printable(approvalId, 60)}"`,
  );
}
