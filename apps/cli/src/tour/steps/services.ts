import { ENDPOINTS } from '@sallyport/domain';
import { foreign } from '../../screen/foreign';
import { expectThat, type TourStep } from '../step';

/** Whose service is started only where somebody wants it; one that serves some of its endpoints has to serve all. */
const OPTIONAL: readonly string[] = ['detonator.'];

export const services: TourStep = {
  name: 'Find the services on the bus',
  async run(world) {
    const found = await (await world.as('viewer')).discover();
    const served = new Set(found.flatMap(({ endpoints }) => endpoints.map(({ subject }) => subject)));
    const isAway = (service: string) => ![...served].some((subject) => subject.startsWith(service));
    const away = OPTIONAL.filter(isAway);
    const asked = ENDPOINTS.filter(({ subject }) => !away.some((service) => subject.startsWith(service)));
    const missing = asked.filter(({ subject }) => !served.has(subject));
    expectThat(missing.length === 0, `nobody serves ${missing.map(({ subject }) => subject).join(', ')}`);
    return {
      detail: `${found.length} service replicas serve all ${asked.length} documented endpoints`,
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
