/**
 * The admin room: the HTTP API that the CLI and the admin center speak, on loopback TCP with bearer tokens and on a local
 * socket whose mode is the sign-in. Also health, readiness and metrics.
 *
 * Promises: a change acts when its answer is read; every error is problem+json with a cure; every change is in the audit log.
 * Never: shows a verifier or a secret; answers to a host name that was not allowed; says what went wrong inside (that is in the log).
 * RFC 9457 (problem details), RFC 6750 (bearer tokens), OpenAPI 3.1.
 */
import { bounds } from '../base/bounds.ts';
import type { ClosedDoor } from '../mail/doors/closed-door.ts';
import type { Observation, Observe } from '../mail/observation.ts';
import { doorAlarm } from '../policy/alarms/door-alarm.ts';
import type { AdminOptions, HttpDoors } from './context.ts';
import type { Application } from './http/application.ts';
import type { AdminConnections } from './http/connections.ts';
import { type AdminSockets, type ListeningPoint, openAdminSockets } from './http/listening.ts';
import { linkAddress } from './sign-in/link-address.ts';
import type { People } from './sign-in/people.ts';
import { createTokens } from './secrets/tokens.ts';

export type {
  AdminOptions,
  AdminStatus,
  MailboxReader,
  RedirectTo,
  Steering,
  TestConnector,
} from './context.ts';

export interface Admin {
  /** Opens the local socket, and the ports that may and can be opened: of the others an alarm tells. Rejects when another server has the socket. */
  start(): Promise<void>;
  /** Ends running requests within seconds. Idempotent. */
  close(): Promise<void>;
  /** The places where it listens; `port` null is the local socket. Empty before start. */
  listening(): readonly ListeningPoint[];
  /** A link that signs in once to the admin center, whoever opens it; `askedBy` is for the audit log. null: it listens nowhere by TCP. */
  signInLink(askedBy: string): Promise<string | null>;
  /** Addresses that are set and not open; null: it is not known before the start. */
  closed(): readonly ClosedDoor[] | null;
  /** Feeds the metrics. */
  readonly observe: Observe;
}

const portOf = (points: readonly ListeningPoint[]): number | null =>
  points.find(({ port }) => port !== null)?.port ?? null;

export function createAdmin(options: AdminOptions): Admin {
  const tokens = createTokens(options);
  /** Observations from before there are metrics to count them. */
  let early: Observation[] = [];
  let observe: Observe = (observation) => {
    if (early.length < bounds.admin.earlyObservations) early.push(observation);
  };
  let opened: { readonly app: Application; readonly sockets: AdminSockets; readonly people: People } | null = null;
  const points = (): readonly ListeningPoint[] => opened?.sockets.points() ?? [];
  return {
    async start() {
      // Loaded when the doors for mail are open.
      const [{ createMetrics }, { People }, { Application }] = await Promise.all([
        import('./observe/metrics.ts'),
        import('./sign-in/people.ts'),
        import('./http/application.ts'),
      ]);
      const metrics = createMetrics(options);
      const people = new People(options);
      const connections: AdminConnections = { local: new WeakSet(), signedIn: new Set() };
      const ownPort = (): number | null => portOf(points());
      const httpDoors = (): HttpDoors => ({
        open: points().flatMap(({ address, port }) => (port === null ? [] : [{ address, port }])),
        closed: opened?.sockets.closed() ?? [],
      });
      const app = new Application({ ...options, tokens, people, metrics, ownPort, httpDoors }, connections);
      observe = (observation) => {
        metrics.observe(observation);
        app.observe(observation);
      };
      for (const observation of early) observe(observation);
      early = [];
      const sockets = await openAdminSockets(options, app.respond, connections);
      opened = { app, sockets, people };
      const alarm = doorAlarm(sockets.closed());
      if (alarm !== null) options.observe({ kind: 'alarm', alarm });
    },
    async close() {
      const closing = opened;
      opened = null;
      await closing?.sockets.close();
      await closing?.app.close();
      await closing?.people.close();
    },
    async signInLink(askedBy) {
      const port = portOf(points());
      if (opened === null || port === null) return null;
      const { secret } = await opened.people.makeLink(null, askedBy);
      return linkAddress(options.settings.http, port, { enter: secret });
    },
    listening: points,
    closed: () => opened?.sockets.closed() ?? null,
    observe: (observation) => observe(observation),
  };
}
