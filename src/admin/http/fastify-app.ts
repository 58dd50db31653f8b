/** Fastify as this house uses it, and what is kept with a route and a request. */
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../mail/doors/caller.ts';
import type { Operation } from '../contracts/operation.ts';
import type { HttpClient } from './client.ts';

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
  interface FastifyReply {
    /** The page of the admin center, whatever the address; it finds its way by itself. */
    sendPage(): Promise<FastifyReply>;
  }
  interface FastifyRequest {
    /** null: nobody signed in, where nobody has to. */
    caller: Caller | null;
    /** Came by the local socket; through a proxy perhaps. */
    isLocal: boolean;
    /** By `clientOf`; null: the door has not looked yet. */
    client: HttpClient | null;
  }
}
