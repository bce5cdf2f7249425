import type { Provider, Type } from '@nestjs/common';

/** Application classes know nothing of Nest; this says once what each is made from. */
export function made<T>(
  type: Type<T> | (abstract new (...args: never[]) => T),
  inject: unknown[],
  make: (...args: never[]) => T,
): Provider {
  return { provide: type, inject: inject as never[], useFactory: make };
}
