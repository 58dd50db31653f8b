/** Fastify as this house uses it: forms by zod, and what is kept with a route and a request. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers without sign-in. */
    open?: boolean;
    /** Without sign-in from loopback only. */
    openToLoopback?: boolean;
    /** Its body may also be YAML, which it reads itself. */
    takesYaml?: boolean;
    /** Only over the local socket: it touches this machine's files, or trusts without proof. */
    localOnly?: boolean;
  }
  interface FastifyRequest {
    /** For the audit log: `local:<name>` or `token:<name>`. */
    actor: string;
    /** Came by the local socket. */
    isLocal: boolean;
  }
}
