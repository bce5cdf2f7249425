import { Controller, Inject, Req, RequestMapping, RequestMethod, Res, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { DomainError, type Actor } from '@sallyport/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseInput } from './parse-input';
import type { Route, Services } from './route';

/** Injection token of what routes talk to. */
export const SERVICES = Symbol('services');

type Handler = (this: { services: Services }, request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** A Nest controller with one method for each route: what decorators would say, said from the table. */
export function controllerOf(routes: readonly Route[]): Type {
  class RouteController {
    constructor(readonly services: Services) {}
  }
  Inject(SERVICES)(RouteController, undefined, 0);
  for (const route of routes) addMethod(RouteController.prototype, route);
  Controller()(RouteController);
  return RouteController;
}

function addMethod(prototype: object, route: Route): void {
  const name = `${route.method} ${route.path}`;
  const descriptor: TypedPropertyDescriptor<Handler> = {
    value: handlerOf(route),
    writable: true,
    configurable: true,
  };
  Object.defineProperty(prototype, name, descriptor);
  RequestMapping({ path: route.path, method: RequestMethod[route.method] })(prototype, name, descriptor);
  RouteConfig({ permission: route.endpoint.permission })(prototype, name, descriptor);
  Req()(prototype, name, 0);
  Res()(prototype, name, 1);
}

function handlerOf(route: Route): Handler {
  return async function (request, reply) {
    const input = parseInput(route, { params: request.params, query: request.query, body: request.body });
    const answer = await route.answer(this.services, input, actorOf(request));
    if (answer.location !== undefined) void reply.header('location', answer.location);
    await reply.status(answer.status).send(answer.body);
  };
}

/** The holder of the token, whatever the body says. */
function actorOf({ caller }: FastifyRequest): Actor {
  if (caller) return { kind: 'person', id: caller.id };
  throw new DomainError('unauthenticated', 'No bearer token was given');
}
