import type { Ecosystem, PackageCoordinates } from '@sallyport/domain';

const BASE: Readonly<Record<Ecosystem, string>> = { pypi: '/api/packages', npm: '/api/packages/npm' };

/** The gateway's check, as docs/api describes it. */
export function restCheckPath({ ecosystem, name, version }: PackageCoordinates, agentId: string): string {
  const query = new URLSearchParams({ agent_id: agentId, package_name: name, version });
  return `${BASE[ecosystem]}/check?${query.toString()}`;
}
