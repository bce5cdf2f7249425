import { ENDPOINTS } from '@sallyport/domain';
import { foreign } from '../../screen/foreign';
import { expectThat, type TourStep } from '../step';

export const services: TourStep = {
  name: 'Find the services on the bus',
  async run(world) {
    const found = await (await world.as('viewer')).discover();
    const served = new Set(found.flatMap(({ endpoints }) => endpoints.map(({ subject }) => subject)));
    const missing = ENDPOINTS.filter(({ subject }) => !served.has(subject));
    expectThat(missing.length === 0, `nobody serves ${missing.map(({ subject }) => subject).join(', ')}`);
    return {
      detail: `${found.length} service replicas serve all ${ENDPOINTS.length} documented endpoints`,
      show: ({ table }) =>
        table(
          ['service', 'version', 'endpoints'],
          found.map(({ name, version, endpoints }) => [
            foreign(name),
            foreign(version),
            String(endpoints.length),
          ]),
        ),
    };
  },
};
