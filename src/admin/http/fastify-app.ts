/** Fastify as this house uses it, and what is kept with a route and a request. */
import type { FastifyInstance } from 'fastify';
import type { Operation } from '../contracts/operation.ts';

export type App = FastifyInstance;

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
    /** The contract it implements; absent: it stands beside the API. */
    operation?: Operation;
  }
  interface FastifyRequest {
    /** For the audit log: `local:<name>` or `token:<name>`. */
    actor: string;
    /** Came by the local socket. */
    isLocal: boolean;
  }
}
