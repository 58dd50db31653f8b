/** Ports of loopback for programs that a test starts. */
import { randomInt } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';

/**
 * Below the ports that systems give to whoever connects (Linux: from 32768; others: from 49152). A port of that range could meanwhile be taken by
 * a client, even by the one that connects to it: while nobody listens there, TCP lets such a socket connect to itself, and it waits for ever.
 */
const FIRST = 10_240;
const LAST = 32_767;
/** Of a range of 20,000: that all of these are taken means something else. */
const MOST_TRIES = 200;

/** So many that nobody listens on at this moment, no two the same. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const held: Server[] = [];
  const ports: number[] = [];
  for (let tries = 0; ports.length < count; tries++) {
    if (tries >= MOST_TRIES + count) throw new Error('no free port');
    const port = randomInt(FIRST, LAST + 1);
    const server = await listening(port);
    if (server === null) continue;
    held.push(server);
    ports.push(port);
  }
  await Promise.all(held.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

/** Null when somebody else listens there. */
function listening(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1' }, () => resolve(server));
  });
}

export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

/** One try to connect, with 50 ms between tries so that the loop is bounded by time, not by speed. */
export function reachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => setTimeout(() => resolve(false), 50));
  });
}
