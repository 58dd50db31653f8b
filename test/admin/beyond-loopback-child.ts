/** Runs in a network of its own, with addresses that are no loopback ones: says what who is answered there, as one line of JSON. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { httpSettings, openTestAdmin } from '../../lab/houses/test-admin.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';

const SERVER = '192.0.2.1';
const PROXY = '192.0.2.2';
const STRANGER = '192.0.2.3';

/** The first line of the answer; empty: there was no octet. */
async function firstLine(path: string, localAddress: string, port: number, tls = false): Promise<string> {
  const where = { host: localAddress.startsWith('127.') ? '127.0.0.1' : SERVER, port, localAddress };
  const socket = tls ? connectTls({ ...where, rejectUnauthorized: false }) : connect(where);
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  socket.on('error', () => {});
  socket.write(`GET ${path} HTTP/1.1\r\nHost: admin.service.test\r\nConnection: close\r\n\r\n`);
  await once(socket, 'close');
  return Buffer.concat(parts).toString('latin1').split('\r\n')[0] ?? '';
}

const said: Record<string, string> = {};
{
  const http = { ...httpSettings, addresses: ['0.0.0.0'], trustedProxies: [PROXY] };
  await using t = await openTestAdmin({ settings: { http } });
  const port = t.admin.listening()[0]?.port ?? 0;
  said['clear, proxy'] = await firstLine('/healthz', PROXY, port);
  said['clear, proxy, with a right'] = await firstLine('/api/v1/status', PROXY, port);
  said['clear, stranger'] = await firstLine('/healthz', STRANGER, port);
  said['clear, this machine'] = await firstLine('/healthz', '127.0.0.1', port);
}
{
  const { cert, key } = await (await createAuthority()).issue([SERVER]);
  const certificates = { pairs: () => [{ certificate: cert, key }], follow: () => () => {} };
  const http = { ...httpSettings, addresses: [SERVER], tls: 'on' as const };
  await using t = await openTestAdmin({ settings: { http }, over: { certificates } });
  const port = t.admin.listening()[0]?.port ?? 0;
  said['TLS, stranger'] = await firstLine('/healthz', STRANGER, port, true);
  said['TLS, stranger, metrics'] = await firstLine('/metrics', STRANGER, port, true);
}
{
  await using t = await openTestAdmin({ settings: { http: { ...httpSettings, addresses: [SERVER] } } });
  said['unprotected'] = t.admin.closed()?.[0]?.why ?? '';
}
process.stdout.write(`${JSON.stringify(said)}\n`);
