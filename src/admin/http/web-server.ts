/** A server of HTTP, in clear or under TLS, that waits for nobody and guesses nothing: RFC 9112 as strictly as Node's parser reads it. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import { bounds } from '../../base/bounds.ts';
import { http } from '../../base/http-client.ts';
import type { ShownCertificates } from '../../mail/doors/shown-certificates.ts';

export type WebServer = Server | SecureServer;
export type Respond = (request: IncomingMessage, response: ServerResponse) => void;

/** @param certificates null: clear. */
export function createWebServer(respond: Respond, certificates: ShownCertificates | null): WebServer {
  const options = {
    headersTimeout: bounds.admin.requestHead,
    requestTimeout: bounds.admin.requestWhole,
    keepAliveTimeout: bounds.admin.keepAlive,
    connectionsCheckingInterval: bounds.admin.keepAlive,
    maxHeaderSize: bounds.admin.head,
    // No flag of the process loosens it.
    insecureHTTPParser: false,
  };
  const answer: Respond = (request, response) => {
    if (namesOneHost(request)) respond(request, response);
    else response.writeHead(400, { connection: 'close' }).end();
  };
  const server: WebServer =
    certificates === null
      ? http().createServer(options, answer)
      : process
          .getBuiltinModule('node:https')
          .createServer({ ...options, ...shown(certificates), handshakeTimeout: bounds.admin.requestHead }, answer);
  // Node would leave out the fields beyond, and among them may be the one that says that a proxy was there. The octets are bounded.
  server.maxHeadersCount = 0;
  return server;
}

/** New connections are shown what is in force now. */
export function renewCertificates(server: WebServer, certificates: ShownCertificates): void {
  if ('setSecureContext' in server) server.setSecureContext(shown(certificates));
}

const shown = (certificates: ShownCertificates) => {
  const pairs = certificates.pairs();
  return {
    cert: pairs.map(({ certificate }) => certificate),
    key: pairs.map(({ key }) => key),
    minVersion: 'TLSv1.2' as const,
  };
};

/** RFC 9112 §3.2: of two the parser takes the first, and a proxy in front perhaps the last. */
function namesOneHost({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts++;
  return hosts <= 1;
}
