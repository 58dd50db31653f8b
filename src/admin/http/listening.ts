/** The admin room's sockets: HTTP on TCP addresses, and the local administrator's Unix socket (or named pipe). */
import { chmod, lstat, unlink } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { http } from '../../base/http-client.ts';
import type { Settings } from '../../config/settings.ts';

export interface ListeningPoint {
  readonly address: string;
  /** null: the local socket. */
  readonly port: number | null;
}

export interface AdminSockets {
  readonly points: readonly ListeningPoint[];
  /** Stops listening, lets running requests finish for a moment, then ends them. */
  close(): Promise<void>;
}

/** Facts of a connection that decide whether it may ask, and whether it may stay. */
export interface AdminConnections {
  /** Came by the local socket. */
  readonly local: WeakSet<Socket>;
  /** A request that was signed in is running on it. */
  readonly signedIn: Set<Socket>;
}

export async function openAdminSockets(
  settings: Settings,
  clock: Clock,
  respond: (request: IncomingMessage, response: ServerResponse) => void,
  connections: AdminConnections,
): Promise<AdminSockets> {
  const servers: Server[] = [];
  const points: ListeningPoint[] = [];
  const make = (): Server => {
    const server = http().createServer(
      {
        headersTimeout: bounds.admin.requestHead,
        requestTimeout: bounds.admin.requestWhole,
        keepAliveTimeout: bounds.admin.keepAlive,
        connectionsCheckingInterval: bounds.admin.keepAlive,
      },
      respond,
    );
    boundConnections(server, connections.signedIn);
    servers.push(server);
    return server;
  };
  try {
    for (const address of settings.http.addresses) {
      const port = await listenTcp(make(), address, settings.http.port);
      if (port !== null) points.push({ address, port });
      else servers.pop();
    }
    const server = make();
    server.on('connection', (socket) => connections.local.add(socket));
    await listenLocal(server, settings.adminSocket, clock);
    points.push({ address: settings.adminSocket, port: null });
  } catch (error) {
    await closeAll(servers, clock);
    throw error;
  }
  return { points, close: () => closeAll(servers, clock) };
}

/**
 * A peer that holds connections open and asks for nothing, or without a sign-in, does not shut others out: the longest without a request that was
 * signed in makes room. A probe of health asks at once, and is the newest.
 */
function boundConnections(server: Server, signedIn: ReadonlySet<Socket>): void {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    if (open.size >= bounds.admin.connections) {
      const idle = [...open].find((one) => !signedIn.has(one));
      (idle ?? socket).destroy();
      if (idle === undefined) return;
      open.delete(idle);
    }
    open.add(socket);
    socket.once('close', () => void open.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => {
    // The last to ask is the last to go.
    if (open.delete(socket)) open.add(socket);
  });
}

/** Resolves to the port; null when the machine has no such address family (a missing ::1 does not matter). */
function listenTcp(server: Server, host: string, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (host.includes(':') && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')) resolve(null);
      else if (error.code === 'EADDRINUSE')
        reject(new Error(`${host} port ${port} (HTTP) is in use; choose another with http.port (DOORPOST_HTTP_PORT)`));
      else if (error.code === 'EACCES')
        reject(new Error(`${host} port ${port} (HTTP) needs a right we lack; choose a port above 1023 with http.port`));
      else reject(error);
    });
    server.listen({ host, port, ipv6Only: host.includes(':') }, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}

async function listenLocal(server: Server, path: string, clock: Clock): Promise<void> {
  const pipe = process.platform === 'win32';
  if (!pipe) await removeStaleSocket(path, clock);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`another Doorpost answers at ${path}; stop it first, or use another data directory`)
          : error,
      ),
    );
    // The mode must be right from the first moment on. bind() happens inside listen(), so the mask holds for this call only.
    const mask = pipe ? null : process.umask(0o177);
    try {
      server.listen({ path }, resolve);
    } finally {
      if (mask !== null) process.umask(mask);
    }
  });
  if (!pipe) await chmod(path, 0o600);
}

/** A socket file that nobody answers at was left by a crash. One that answers belongs to a running server. */
async function removeStaleSocket(path: string, clock: Clock): Promise<void> {
  try {
    if (!(await lstat(path)).isSocket())
      throw new Error(`${path} is in the way and is no socket; move it, or set another adminSocket`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (await answers(path, clock))
    throw new Error(`another Doorpost answers at ${path}; stop it first, or use another data directory`);
  await unlink(path);
}

function answers(path: string, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    const done = (alive: boolean): void => {
      timer.cancel();
      socket.destroy();
      resolve(alive);
    };
    // Nobody refused: somebody is there, if slow.
    const timer = clock.timer(bounds.admin.socketProbe, () => done(true));
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

async function closeAll(servers: readonly Server[], clock: Clock): Promise<void> {
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
