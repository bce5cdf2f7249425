/** Beginning of the clock that all processes of this machine share. */
export const origin = process.hrtime.bigint();

/** Milliseconds since `origin`. */
export const elapsed = (): number => Number(process.hrtime.bigint() - origin) / 1e6;

/** What turns `elapsed` into milliseconds since 1970. */
export const wallOffset = (): number => Date.now() - elapsed();
