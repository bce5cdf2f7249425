import { APPROVAL_STATES, statusOf, type Status } from '@sallyport/domain';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { PackageQuery } from '../../application/ports/registry-store';
import { PackageEntryRow } from './entities/package-entry';

/** Entries in the order of ecosystem, name and version, as the query wants them. */
export function narrowed(manager: EntityManager, query: PackageQuery): SelectQueryBuilder<PackageEntryRow> {
  const { ecosystem, status, requestId, after, limit } = query;
  const select = manager
    .createQueryBuilder(PackageEntryRow, 'entry')
    .orderBy({ 'entry.ecosystem': 'ASC', 'entry.name': 'ASC', 'entry.version': 'ASC' })
    .limit(limit);
  if (ecosystem !== undefined) select.andWhere('entry.ecosystem = :ecosystem', { ecosystem });
  if (status === 'banned') select.andWhere('entry.ban_reason is not null');
  else if (status !== undefined) {
    select.andWhere('entry.ban_reason is null and entry.approval in (:...approvals)', {
      approvals: approvalsOf(status),
    });
  }
  if (requestId !== undefined) {
    select.andWhere(
      `(entry.ecosystem, entry.name, entry.version) in (
        select asked.ecosystem, asked.name, asked.version
        from governance.package_request request,
          jsonb_to_recordset(request.packages) as asked(ecosystem text, name text, version text)
        where request.id = :requestId)`,
      { requestId },
    );
  }
  if (after !== undefined) {
    select.andWhere(
      '(entry.ecosystem, entry.name, entry.version) > (:afterEcosystem, :afterName, :afterVersion)',
      {
        afterEcosystem: after.ecosystem,
        afterName: after.name,
        afterVersion: after.version,
      },
    );
  }
  return select;
}

/** The domain's derivation, turned round, so that it is spelled only there. */
function approvalsOf(status: Status): string[] {
  return APPROVAL_STATES.filter(
    (approval) => statusOf({ approval, minMaturity: null, banReason: null }) === status,
  );
}
