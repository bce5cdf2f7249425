import 'reflect-metadata';
import { PATTERN_METADATA } from '@nestjs/microservices/constants';
import { ECOSYSTEMS, installer } from '@sallyport/domain';
import type { Type } from '@nestjs/common';
import { installerController } from './installer.controller';

function subjectsOf({ prototype }: Type): Record<string, unknown> {
  const methods = prototype as Record<string, object>;
  const names = Object.getOwnPropertyNames(methods).filter((name) => name !== 'constructor');
  return Object.fromEntries(
    names.map((name) => [name, Reflect.getMetadata(PATTERN_METADATA, methods[name] as object)?.[0]]),
  );
}

describe('installer/adapters/nats/installer.controller', () => {
  // Made together: what is marked for one ecosystem must not reach the other.
  const controllers = ECOSYSTEMS.map((ecosystem) => ({
    ecosystem,
    controller: installerController(ecosystem),
  }));

  it.each(controllers)('serves every endpoint of $ecosystem, and no other', ({ ecosystem, controller }) => {
    const expected = Object.fromEntries(
      Object.entries(installer[ecosystem]).map(([name, { subject }]) => [name, subject]),
    );

    expect(subjectsOf(controller)).toEqual(expected);
  });

  it.each(controllers)(
    'hands requests of $ecosystem to the use case of that name',
    async ({ controller }) => {
      const useCases = Object.fromEntries(
        Object.keys(installer.npm).map((name) => [
          name,
          { run: async (request: unknown) => [name, request] },
        ]),
      );
      const served = new controller(useCases) as Record<string, (request: unknown) => unknown>;

      for (const name of Object.keys(useCases).filter((each) => each !== 'list')) {
        await expect(served[name]?.({ of: name })).resolves.toEqual([name, { of: name }]);
      }
      await expect(served['list']?.({})).resolves.toEqual(['list', undefined]);
    },
  );
});
