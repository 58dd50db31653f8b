/**
 * The admin room's sockets: HTTP on TCP addresses, and the local administrator's. Mail does not wait for the former: an address that may not or
 * cannot be opened is told of, and tried again while the server runs.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Settings } from '../../config/settings.ts';
import type { ClosedDoor } from '../../mail/doors/closed-door.ts';
import type { ShownCertificates } from '../../mail/doors/shown-certificates.ts';
import { coverage } from '../../mail/network/peer-address.ts';
import { isLoopback } from './client.ts';
import { type AdminConnections, type Doorkeeper, guardConnections } from './connections.ts';
import { listenLocal } from './local-socket.ts';
import { createWebServer, renewCertificates, type Respond, type WebServer } from './web-server.ts';

export interface ListeningPoint {
  readonly address: string;
  /** null: the local socket. */
  readonly port: number | null;
}

export interface AdminSockets {
  /** The local socket last. */
  points(): readonly ListeningPoint[];
  /** Addresses that are not open now. */
  closed(): readonly ClosedDoor[];
  /** Stops listening, lets running requests finish for a moment, then ends them. */
  close(): Promise<void>;
}

interface SocketParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  /** Asked where HTTP speaks TLS. */
  readonly certificates?: ShownCertificates | undefined;
}

/** Rejects when the local socket cannot be opened: then another server runs here. */
export async function openAdminSockets(
  parts: SocketParts,
  respond: Respond,
  connections: AdminConnections,
): Promise<AdminSockets> {
  const { settings, clock } = parts;
  const local = createWebServer(respond, null);
  guardConnections(local, { admits: () => true, isShared: () => true, signedIn: connections.signedIn });
  local.on('connection', (socket) => connections.local.add(socket));
  await listenLocal(local, settings.adminSocket, clock);
  const doors = settings.http.addresses.map((address) => new Door(address, parts, respond, connections));
  try {
    await Promise.all(doors.map((door) => door.open()));
  } catch (error) {
    await closeAll([local, ...doors.flatMap(({ server }) => server ?? [])], clock);
    throw error;
  }
  const stop = retry(doors, clock);
  const unfollow = parts.certificates?.follow(() => doors.forEach((door) => door.renewCertificates()));
  return {
    points: () => [...doors.flatMap(({ point }) => point ?? []), { address: settings.adminSocket, port: null }],
    closed: () => closedOf(doors),
    close: () => {
      stop();
      for (const door of doors) door.giveUp();
      unfollow?.();
      return closeAll([local, ...doors.flatMap(({ server }) => server ?? [])], clock);
    },
  };
}

/** Beyond this machine nothing is asked in clear, but by proxies that are known. */
export const mayOpen = (address: string, { tls, trustedProxies }: Settings['http']): boolean =>
  tls === 'on' || trustedProxies.length > 0 || isLoopback(address);

/** Every system has 127.0.0.1, and many have no IPv6: that one of both is missing is told where there is nothing else. */
function closedOf(doors: readonly Door[]): readonly ClosedDoor[] {
  const isAnyOpen = doors.some(({ point }) => point !== null);
  return doors.flatMap(({ closed, isOptional }) => (closed === null || (isOptional && isAnyOpen) ? [] : [closed]));
}

/** A port gets free, an address comes late. */
function retry(doors: readonly Door[], clock: Clock): () => void {
  let timer: Timer;
  const again = (): void => {
    timer = clock.timer(bounds.admin.reopen, () => {
      for (const door of doors) void door.open();
      again();
    });
  };
  again();
  return () => timer.cancel();
}

class Door {
  readonly #address: string;
  readonly #parts: SocketParts;
  readonly #make: () => WebServer;
  server: WebServer | null = null;
  point: ListeningPoint | null = null;
  closed: ClosedDoor | null = null;
  #isOver = false;

  constructor(address: string, parts: SocketParts, respond: Respond, { signedIn }: AdminConnections) {
    this.#address = address;
    this.#parts = parts;
    const keeper = { ...keeperOf(parts.settings.http), signedIn };
    this.#make = () => {
      const server = createWebServer(respond, this.#certificates);
      guardConnections(server, keeper);
      return server;
    };
  }

  /** null: it speaks clear HTTP. */
  get #certificates(): ShownCertificates | null {
    const { settings, certificates } = this.#parts;
    if (settings.http.tls === 'off') return null;
    if (certificates === undefined) throw new Error('there are no certificates to show');
    return certificates;
  }

  get isOptional(): boolean {
    return (
      (this.#address === '::1' || this.#address === '::') &&
      ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(this.closed?.code ?? '')
    );
  }

  /** Unless it is open. Never rejects. */
  async open(): Promise<void> {
    const { settings, log } = this.#parts;
    if (this.server !== null || this.#isOver) return;
    if (!mayOpen(this.#address, settings.http)) {
      this.closed = { address: this.#address, port: settings.http.port, why: 'unprotected', code: '' };
      return;
    }
    const isAnew = this.closed !== null;
    const server = this.#make();
    this.server = server;
    try {
      const port = await listen(server, this.#address, settings.http.port);
      server.on('error', (error) => log.error({ error: error.message }, 'a connection of HTTP could not be accepted'));
      if (this.#isOver) return void server.close();
      this.point = { address: this.#address, port };
      this.closed = null;
      if (isAnew) log.info({ ...this.point }, 'HTTP is open now');
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      this.server = null;
      this.closed = { address: this.#address, port: settings.http.port, why: whyOf(code), code };
    }
  }

  /** It is not opened any more; what is open, stays. */
  giveUp(): void {
    this.#isOver = true;
  }

  renewCertificates(): void {
    const certificates = this.#certificates;
    if (this.server !== null && certificates !== null) renewCertificates(this.server, certificates);
  }
}

const whyOf = (code: string): ClosedDoor['why'] => {
  switch (code) {
    case 'EADDRINUSE':
      return 'in-use';
    case 'EACCES':
    case 'EPERM':
      return 'no-right';
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return 'no-address';
    default:
      return 'other';
  }
};

/** In clear only whom nobody can listen to on the way: this machine, and the proxies that have TLS themselves. */
function keeperOf({ tls, trustedProxies }: Settings['http']): Omit<Doorkeeper, 'signedIn'> {
  const isShared = (address: string): boolean =>
    isLoopback(address) || trustedProxies.some((network) => coverage(network, address) !== null);
  return { admits: (address) => tls === 'on' || isShared(address), isShared };
}

function listen(server: WebServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: host.includes(':') }, () => {
      server.removeListener('error', reject);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}

async function closeAll(servers: readonly WebServer[], clock: Clock): Promise<void> {
  const timer = clock.timer(bounds.admin.closing, () => {
    for (const server of servers) server.closeAllConnections();
  });
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          if (!server.listening) {
            resolve();
            return;
          }
          server.close(() => resolve());
          server.closeIdleConnections();
        }),
    ),
  );
  timer.cancel();
}
