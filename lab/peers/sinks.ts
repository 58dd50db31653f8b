/** Next hops for tests: one that follows a script byte for byte, and one that is npm's smtp-server. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Sink extends AsyncDisposable {
  readonly port: number;
  /** Connections so far. */
  readonly connections: number;
  /** Lines heard outside of content, in order, over all connections. */
  readonly lines: string[];
  /** Contents heard, as on the wire (dot-stuffed), without the final dot line. */
  readonly contents: string[];
  /** Resolves when a `deafAfterData` sink has stopped reading. */
  readonly deaf: Promise<void>;
}

/**
 * What a sink does on a line: text to send (CRLF added to each line that lacks it), `raw:` bytes as they are, `close`, `reset`,
 * `silence`, `upgrade` (send 220, then TLS), or null for the usual answer.
 */
export type Script = (line: string, about: { readonly connection: number; readonly inTls: boolean }) => string | null;

export interface SinkOptions {
  /** Of one that comes back; else any that is free. */
  readonly port?: number;
  readonly script?: Script;
  /** Keywords of the EHLO answer. */
  readonly extensions?: readonly string[];
  /** PEM; without it STARTTLS answers 220 and then garbage follows. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** LMTP: one reply for each accepted recipient. */
  readonly lmtp?: boolean;
  /** After the 354 nothing is read any more. */
  readonly deafAfterData?: boolean;
  /** Said after the 354 and the first octets of content; then the connection is closed. */
  readonly earlyAnswer?: string;
}

/** Every answer may be replaced by the script, which is also asked for `<greeting>` and `<content>`. */
export async function scriptedSink(options: SinkOptions = {}): Promise<Sink> {
  const { script = () => null, extensions = ['PIPELINING', '8BITMIME', 'ENHANCEDSTATUSCODES'] } = options;
  const lines: string[] = [];
  const contents: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const { promise: deaf, resolve: isDeaf } = Promise.withResolvers<void>();

  const serve = (socket: Socket, connection: number, inTls: boolean): void => {
    let pending = '';
    let inContent = false;
    let accepted = 0;
    let hasSender = false;
    const say = (answer: string): boolean => {
      if (answer === 'close') socket.end();
      else if (answer === 'reset') socket.resetAndDestroy();
      else if (answer.startsWith('raw:')) socket.write(answer.slice(4), 'latin1');
      else if (answer !== 'silence') socket.write(`${answer.split('\n').join('\r\n')}\r\n`);
      return answer !== 'close' && answer !== 'reset';
    };
    const usual = (line: string): string => {
      const verb = line.slice(0, 4).toUpperCase();
      if (line === '<greeting>') return '220 sink.test ESMTP';
      if (line === '<content>') return '250 2.0.0 taken';
      if (verb === 'EHLO' || verb === 'LHLO') {
        const offered = inTls ? extensions.filter((keyword) => keyword !== 'STARTTLS') : extensions;
        return ['sink.test', ...offered]
          .map((text, at, all) => `250${at === all.length - 1 ? ' ' : '-'}${text}`)
          .join('\n');
      }
      if (verb === 'RCPT' && !hasSender) return '503 5.5.1 no sender';
      if (verb === 'DATA') return accepted > 0 ? '354 go on' : '554 5.5.1 no valid recipients';
      if (verb === 'STAR') return 'upgrade';
      if (verb === 'AUTH') return '235 2.7.0 ok';
      return verb === 'QUIT' ? '221 2.0.0 bye' : '250 2.0.0 ok';
    };
    const hear = (line: string): boolean => {
      const answer = script(line, { connection, inTls }) ?? usual(line);
      if (answer === 'upgrade') {
        socket.removeAllListeners('data');
        socket.write('220 2.0.0 ready\r\n');
        if (options.certificate === undefined) socket.once('data', () => void socket.write('this is no TLS\r\n'));
        else {
          const secureContext = createSecureContext(options.certificate);
          const tls = new TLSSocket(socket, { isServer: true, secureContext });
          tls.on('error', () => socket.destroy());
          serve(tls, connection, true);
        }
        return false;
      }
      if (/^RCPT/iu.test(line) && answer.startsWith('250')) accepted += 1;
      if (/^(MAIL|RSET)/iu.test(line)) {
        accepted = 0;
        hasSender = /^MAIL/iu.test(line) && answer.startsWith('250');
      }
      if (/^DATA/iu.test(line) && answer.startsWith('354')) {
        inContent = true;
        if (options.deafAfterData) {
          socket.pause();
          isDeaf();
        }
      }
      if (line === '<content>' && options.lmtp && !answer.includes('\n'))
        return Array.from({ length: accepted }, () => say(answer)).every(Boolean);
      return say(answer);
    };
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      if (inContent && options.earlyAnswer !== undefined) {
        socket.removeAllListeners('data');
        socket.resume();
        socket.end(`${options.earlyAnswer}\r\n`);
        return;
      }
      pending += bytes.toString('latin1');
      for (;;) {
        const end = inContent ? `\r\n${pending}`.indexOf('\r\n.\r\n') : pending.indexOf('\r\n');
        if (end === -1) return;
        if (inContent) {
          contents.push(pending.slice(0, end));
          pending = pending.slice(end + 3);
          inContent = false;
          if (!hear('<content>')) return;
        } else {
          const line = pending.slice(0, end);
          pending = pending.slice(end + 2);
          lines.push(line);
          if (/^QUIT/iu.test(line)) {
            say(script(line, { connection, inTls }) ?? '221 2.0.0 bye');
            socket.end();
            return;
          }
          if (!hear(line)) return;
        }
      }
    });
    if (!inTls) hear('<greeting>');
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    serve(socket, connections++, false);
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    lines,
    contents,
    deaf,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly content: Buffer;
  readonly user: string | null;
  readonly secure: boolean;
}

export interface NpmSink extends AsyncDisposable {
  readonly port: number;
  readonly received: Received[];
}

/** npm smtp-server: takes everything unless `options` says otherwise. */
export async function npmSink(options: SMTPServerOptions = {}): Promise<NpmSink> {
  const received: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 100,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = session.envelope.mailFrom;
        received.push({
          from: from ? from.address : '',
          to: session.envelope.rcptTo.map((to) => to.address),
          content: Buffer.concat(chunks),
          user: session.user ?? null,
          secure: session.secure,
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {}); // a client that breaks off is part of the tests
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
