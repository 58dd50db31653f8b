/** A next hop, or somebody on the way to it, that spoils TLS on purpose, and keeps apart what it heard in clear and what inside TLS. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext, type SecureContextOptions, TLSSocket } from 'node:tls';

/** What happens to STARTTLS. `wrapped`: TLS from the first octet. */
export interface Spoiling {
  readonly name: string;
  /** Whether EHLO lists STARTTLS. */
  readonly offers: boolean;
  /** Instead of 220 and a handshake; `close`, `reset` and `silence` are acts. */
  readonly answer?: string;
  /** After the 220: TLS with this, or noise in clear text when there is none. */
  readonly context?: SecureContextOptions;
  /** EHLO is answered with 502, HELO is taken. */
  readonly onlyHelo?: true;
}

/** What one next hop heard. */
export interface Heard {
  /** Octets in clear that are neither a hello, STARTTLS, QUIT, nor a TLS record. */
  clearOctets: number;
  /** The first of them. */
  clearText: string;
  /** Octets inside TLS from MAIL or AUTH on. */
  secureOctets: number;
  /** Contents taken, whichever way. */
  messages: number;
}

export interface StrippingHop extends AsyncDisposable {
  readonly port: number;
  readonly heard: Heard;
  /** From now on; open sessions are broken. */
  spoil(spoiling: Spoiling): void;
}

/** Whatever else is said in clear is mail or a credential. */
const HARMLESS = /^(?:EHLO|HELO|LHLO|STARTTLS|QUIT|NOOP|RSET)\b/iu;
const TLS_RECORD = 0x16;
const SHOWN = 200;

export async function startStrippingHop(first: Spoiling, wrapped: boolean): Promise<StrippingHop> {
  const heard: Heard = { clearOctets: 0, clearText: '', secureOctets: 0, messages: 0 };
  const sockets = new Set<Socket>();
  let spoiling = first;

  const noteClear = (octets: string): void => {
    heard.clearOctets += octets.length;
    heard.clearText = (heard.clearText + octets).slice(0, SHOWN);
  };
  /** After a 220 without TLS behind it: a ClientHello is in order, anything else is not. */
  const noise = (socket: Socket): void => {
    socket.on('data', (octets: Buffer) => {
      if (octets[0] !== TLS_RECORD) noteClear(octets.toString('latin1'));
      socket.write('250 2.0.0 this is no TLS\r\n');
    });
  };
  const converse = (socket: Socket, inTls: boolean): void => {
    let pending = '';
    let inContent = false;
    socket.on('error', () => {});
    socket.on('data', (octets: Buffer) => {
      pending += octets.toString('latin1');
      for (;;) {
        const end = inContent ? `\r\n${pending}`.indexOf('\r\n.\r\n') : pending.indexOf('\r\n');
        if (end < 0) return;
        const length = inContent ? end + 3 : end + 2;
        const said = pending.slice(0, length);
        pending = pending.slice(length);
        if (inTls) {
          if (inContent || !HARMLESS.test(said)) heard.secureOctets += said.length;
        } else if (inContent || !HARMLESS.test(said)) noteClear(said);
        if (inContent) {
          heard.messages++;
          inContent = false;
          socket.write('250 2.0.0 taken\r\n');
          continue;
        }
        if (!answerTo(socket, said.trimEnd(), inTls)) return;
        inContent = /^DATA/iu.test(said);
      }
    });
  };
  /** False when the socket is no longer spoken to in this way. */
  const answerTo = (socket: Socket, line: string, inTls: boolean): boolean => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' && spoiling.onlyHelo === true) socket.write('502 5.5.1 not implemented\r\n');
    else if (verb === 'EHLO')
      socket.write(
        `250-hop.test\r\n${spoiling.offers && !inTls ? '250-STARTTLS\r\n' : ''}250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n`,
      );
    else if (verb === 'DATA') socket.write('354 go on\r\n');
    else if (verb === 'AUTH') socket.write('235 2.7.0 signed in\r\n');
    else if (verb === 'QUIT') socket.end('221 2.0.0 bye\r\n');
    else if (verb === 'STAR' && !inTls) return begin(socket);
    else socket.write('250 2.0.0 ok\r\n');
    return true;
  };
  const begin = (socket: Socket): boolean => {
    const { answer, context } = spoiling;
    if (answer === 'silence') return true;
    if (answer === 'close') socket.end();
    else if (answer === 'reset') socket.resetAndDestroy();
    else if (answer !== undefined && !answer.startsWith('220')) socket.write(`${answer}\r\n`);
    else {
      socket.removeAllListeners('data');
      socket.write(`${answer ?? '220 2.0.0 ready'}\r\n`);
      if (context === undefined) noise(socket);
      else secure(socket, context);
      return false;
    }
    return true;
  };
  const secure = (socket: Socket, context: SecureContextOptions): TLSSocket => {
    const tls = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(context) });
    tls.on('error', () => socket.destroy());
    converse(tls, true);
    return tls;
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    if (wrapped && spoiling.context !== undefined) {
      const tls = secure(socket, spoiling.context);
      tls.on('secure', () => tls.write('220 hop.test\r\n'));
    } else {
      socket.write('220 hop.test\r\n');
      if (wrapped) noise(socket);
      else converse(socket, false);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    spoil(next) {
      spoiling = next;
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
