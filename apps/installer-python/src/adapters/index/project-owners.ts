import { z } from 'zod';

/** Of PyPI's JSON API: who owns or maintains a project, since 2025. */
const Project = z.object({
  ownership: z.object({
    roles: z.array(z.object({ user: z.string().min(1).max(200) })).max(1_000),
    organization: z.string().min(1).max(200).nullish().catch(null),
  }),
});

/** null: the answer does not say. */
export function projectOwners(body: unknown): string[] | null {
  const project = Project.safeParse(body);
  if (!project.success) return null;
  const { roles, organization } = project.data.ownership;
  return [...new Set([...roles.map(({ user }) => user), ...(organization ? [organization] : [])])].sort();
}
