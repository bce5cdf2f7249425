import { z } from 'zod';

export const AuditConfig = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, 'address of PostgreSQL, e.g. postgres://user@127.0.0.1:5432/sallyport'),
});
export type AuditConfig = z.infer<typeof AuditConfig>;
