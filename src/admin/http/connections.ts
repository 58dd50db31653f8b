/**
 * The bounds of connections. A peer that holds connections open and asks for nothing, or without a sign-in, does not shut others out:
 * the longest without a request that was signed in makes room, first among those of the same address.
 */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { bounds } from '../../base/bounds.ts';
import { addressGroup, canonicalAddress } from '../../mail/network/peer-address.ts';
import type { WebServer } from './web-server.ts';

/** Facts of a connection that decide whether it may ask, and whether it may stay. */
export interface AdminConnections {
  /** Came by the local socket. */
  readonly local: WeakSet<Socket>;
  /** A request that was signed in is running on it. */
  readonly signedIn: Set<Socket>;
}

export interface Doorkeeper {
  /** Before an octet is read. @param address canonical. */
  readonly admits: (address: string) => boolean;
  /** Many people come by it: no more than all together are counted. */
  readonly isShared: (address: string) => boolean;
  readonly signedIn: ReadonlySet<Socket>;
}

interface Held {
  readonly group: string | null;
  readonly ends: string;
  /** The one that requests come by: that of TLS, when there is one. */
  socket: Socket;
}

export function guardConnections(server: WebServer, { admits, isShared, signedIn }: Doorkeeper): void {
  /** The longest silent first. */
  const open = new Set<Held>();
  const bySocket = new WeakMap<Socket, Held>();
  const makeRoom = (among: readonly Held[], most: number): boolean => {
    if (among.length < most) return true;
    const idle = among.find(({ socket }) => !signedIn.has(socket));
    if (idle === undefined) return false;
    open.delete(idle);
    idle.socket.destroy();
    return true;
  };
  const hold = (socket: Socket): boolean => {
    const address = canonicalAddress(socket.remoteAddress ?? '');
    if (!admits(address)) return false;
    const group = isShared(address) ? null : addressGroup(address);
    if (
      group !== null &&
      !makeRoom(
        [...open].filter((one) => one.group === group),
        bounds.admin.connectionsOfOne,
      )
    )
      return false;
    if (!makeRoom([...open], bounds.admin.connections)) return false;
    const held: Held = { group, ends: endsOf(socket), socket };
    open.add(held);
    bySocket.set(socket, held);
    socket.once('close', () => void open.delete(held));
    return true;
  };

  // Those that read are asked after us: of whom we turn away not an octet is read.
  const readers = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    if (!hold(socket)) socket.destroy();
    else for (const read of readers) read.call(server, socket);
  });
  server.on('secureConnection', (socket: Socket) => {
    const held = [...open].find(({ ends }) => ends === endsOf(socket));
    if (held === undefined) {
      socket.destroy();
      return;
    }
    held.socket = socket;
    bySocket.set(socket, held);
    socket.once('close', () => void open.delete(held));
  });
  server.on('request', ({ socket }: IncomingMessage) => {
    const held = bySocket.get(socket);
    // The last to ask is the last to go.
    if (held !== undefined && open.delete(held)) open.add(held);
  });
}

const endsOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
