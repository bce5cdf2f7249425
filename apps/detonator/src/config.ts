import { z } from 'zod';

export const DetonatorConfig = z.object({
  /** `unix:///path` or `tcp://host:port`; the engine has to be on this machine, since its processes are watched from here. */
  DOCKER_HOST: z.string().min(1).default('unix:///var/run/docker.sock'),
  ARTIFACT_STORE_DIR: z.string().min(1, 'directory that the installers write artifacts to'),
  /** What npm and Python packages are run in: names or ids of the base images. */
  BASE_IMAGE_NPM: z.string().min(1, 'base image of npm skills'),
  BASE_IMAGE_PYPI: z.string().min(1, 'base image of Python skills'),
  /** libfaketime's library, which shifts the clock of the second machine; absent: looked for where Debian has it. */
  CLOCK_LIBRARY: z.string().min(1).optional(),
  /** Marks containers, so that several stacks can share one engine. */
  SALLYPORT_STACK_ID: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .default('default'),
  /** Where strace, nsenter, ip, iptables and openssl are looked for. */
  PATH: z.string().default(''),
  /** Artifacts that are run at once; each has two cages of one processor and 768 MiB. */
  DETONATIONS_AT_ONCE: z.coerce.number().int().min(1).max(32).default(1),
  /** Milliseconds for one hook, build or import. */
  DETONATION_PHASE_MS: z.coerce.number().int().min(1_000).max(300_000).default(30_000),
});
export type DetonatorConfig = z.infer<typeof DetonatorConfig>;
