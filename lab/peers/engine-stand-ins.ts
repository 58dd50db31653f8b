/** What stands where rspamd and clamd listen: answers as they do, or misbehaves on order. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** `well`: as they answer. `hung`: takes everything and says nothing. `garbage`: what is no answer. `gone`: every connection is reset. */
export type Mood = 'well' | 'hung' | 'garbage' | 'gone';

export interface StandIn extends AsyncDisposable {
  readonly port: number;
  behave(mood: Mood): void;
  /** Messages it has answered well. */
  readonly looks: number;
}

/** `/checkv2`. @param actionFor by the text of a message. @param scoreFor likewise; null: as the action has it. */
export async function standInForRspamd(
  actionFor: (text: string) => string,
  scoreFor: (text: string) => number | null = () => null,
): Promise<StandIn> {
  let mood: Mood = 'well';
  let looks = 0;
  const server = createHttpServer((request, response) => {
    let text = '';
    request.setEncoding('latin1').on('data', (part: string) => (text += part));
    request.on('error', () => {});
    request.on('end', () => {
      if (mood === 'hung') return;
      if (mood === 'garbage') return void response.end('{"action": "rej');
      looks++;
      const action = actionFor(text);
      const score = scoreFor(text) ?? (action === 'no action' ? 1 : 7);
      const answer = { action, score, required_score: 15, symbols: {}, is_skipped: false };
      response
        .setHeader('server', 'rspamd/3.4')
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify(answer));
    });
  });
  return standing(server, {
    behave: (next) => (mood = next),
    mood: () => mood,
    looks: () => looks,
  });
}

/** `zINSTREAM`, `zPING` and `zVERSION`. @param foundIn the signature by the text of a message; null: it is clean. */
export async function standInForClamd(
  foundIn: (text: string) => string | null,
  version: () => string = () => 'ClamAV 1.4.6',
): Promise<StandIn> {
  let mood: Mood = 'well';
  let looks = 0;
  const server = createServer((socket) => {
    let held = Buffer.alloc(0);
    socket.on('data', (part) => {
      if (mood === 'hung') return;
      if (mood === 'garbage') return void socket.end('what?\0');
      held = Buffer.concat([held, part]);
      if (held.indexOf('zPING\0') === 0) return void socket.end('PONG\0');
      if (held.indexOf('zVERSION\0') === 0) return void socket.end(`${version()}\0`);
      // A chunk without octets ends it.
      if (held.length < 4 || held.readUInt32BE(held.length - 4) !== 0) return;
      looks++;
      const found = foundIn(held.toString('latin1'));
      socket.end(`stream: ${found === null ? 'OK' : `${found} FOUND`}\0`);
    });
  });
  return standing(server, {
    behave: (next) => (mood = next),
    mood: () => mood,
    looks: () => looks,
  });
}

interface Manners {
  behave(mood: Mood): void;
  mood(): Mood;
  looks(): number;
}

async function standing(server: Server, manners: Manners): Promise<StandIn> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    if (manners.mood() === 'gone') socket.resetAndDestroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const drop = (): void => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    behave(mood) {
      manners.behave(mood);
      // Whoever was made to wait in the mood before hears no more of it.
      drop();
    },
    get looks() {
      return manners.looks();
    },
    async [Symbol.asyncDispose]() {
      drop();
      server.close();
      await once(server, 'close');
    },
  };
}
