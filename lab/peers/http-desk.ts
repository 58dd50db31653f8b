/** A small HTTP server on loopback for tests: each request is read whole and answered by a function. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export interface DeskRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type DeskAnswer =
  | {
      readonly status: number;
      readonly json?: unknown;
      /** In the place of `json`. */
      readonly text?: string;
      /** Said again and again until the connection ends, in the place of both. */
      readonly endless?: string;
      /** The same, a little at a time. */
      readonly drip?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection is cut without an answer. */
  | 'hang up';

export interface Desk extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly requests: DeskRequest[];
  /** Endless answers whose connection was ended. */
  readonly endlessEnded: number;
}

export async function openDesk(
  answer: (request: DeskRequest, number: number) => DeskAnswer | Promise<DeskAnswer>,
  options: { readonly keep?: boolean; readonly certificate?: { readonly cert: string; readonly key: string } } = {},
): Promise<Desk> {
  const requests: DeskRequest[] = [];
  const sockets = new Set<Socket>();
  let count = 0;
  let endlessEnded = 0;
  const listener: RequestListener = (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const { method = '', url: path = '', headers } = incoming;
      const request = { method, path, headers, body: Buffer.concat(chunks) };
      // A test about memory keeps nothing itself.
      if (options.keep !== false) requests.push(request);
      const given = await answer(request, count++);
      if (given === 'hang up') {
        incoming.socket.destroy();
        return;
      }
      outgoing.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
      if (given.endless !== undefined) {
        const again = (): void => {
          while (!outgoing.destroyed && outgoing.write(given.endless));
        };
        outgoing.on('drain', again);
        outgoing.on('close', () => (endlessEnded += 1));
        again();
        return;
      }
      if (given.drip !== undefined) {
        const dripping = setInterval(() => outgoing.write(given.drip), 5);
        outgoing.on('close', () => clearInterval(dripping));
        return;
      }
      outgoing.end(given.text ?? (given.json === undefined ? '' : JSON.stringify(given.json)));
    });
    incoming.on('error', () => {});
  };
  const { certificate } = options;
  const server = certificate === undefined ? createServer(listener) : createTlsServer(certificate, listener);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    port: (server.address() as AddressInfo).port,
    requests,
    get endlessEnded() {
      return endlessEnded;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export const formOf = ({ body }: DeskRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(body.toString('utf8')));

/** As Microsoft's token endpoint refuses: the number in the words, and what must not be repeated around it. */
export const aadsts = (error: string, code: number): DeskAnswer => ({
  status: error === 'invalid_client' ? 401 : 400,
  json: {
    error,
    error_description: `AADSTS${code}: Some words. Trace ID: 0-0 Correlation ID: 1-1 Timestamp: 2026-11-26`,
    error_codes: [code],
  },
});
