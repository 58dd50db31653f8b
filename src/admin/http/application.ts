/**
 * The application behind the sockets, loaded with the first request: a relay that nobody looks at carries mail without it, and is up sooner.
 * Promises: one load for all who ask meanwhile; a load that fails is answered, told in the log, and tried again by the next request.
 */
import { setImmediate } from 'node:timers/promises';
import type { Hints } from '../../mail/doors/hints.ts';
import type { Observe } from '../../mail/observation.ts';
import type { AdminParts } from '../context.ts';
import type { AdminConnections } from './connections.ts';
import type { App } from './fastify-app.ts';
import { Problem } from './problem.ts';
import type { Respond } from './web-server.ts';

type Room = Omit<AdminParts, 'hints' | 'queries'>;

interface Loaded {
  readonly app: App;
  readonly hints: Hints & { readonly observe: Observe };
}

export class Application {
  readonly #room: Room;
  readonly #connections: AdminConnections;
  #loading: Promise<Loaded> | null = null;
  #loaded: Loaded | null = null;

  constructor(room: Room, connections: AdminConnections) {
    this.#room = room;
    this.#connections = connections;
  }

  readonly respond: Respond = (request, response) => {
    if (this.#loaded !== null) {
      this.#loaded.app.routing(request, response);
      return;
    }
    this.#load().then(
      ({ app }) => app.routing(request, response),
      (error: unknown) => {
        this.#room.log.error({ err: error }, 'the HTTP API cannot be loaded');
        const cure = 'See the log at this time. If the program was replaced while it runs, restart it.';
        const problem = new Problem('internal-error', { of: 'request' }, cure);
        response.writeHead(problem.status, { 'content-type': 'application/problem+json', connection: 'close' });
        response.end(JSON.stringify(problem.body()));
      },
    );
  };

  /** Tells who listens to hints; nobody does before the first request. */
  observe: Observe = (observation) => this.#loaded?.hints.observe(observation);

  async close(): Promise<void> {
    const loaded = await this.#loading?.catch(() => null);
    await loaded?.app.close();
  }

  #load(): Promise<Loaded> {
    this.#loading ??= load(this.#room, this.#connections).then(
      (loaded) => (this.#loaded = loaded),
      (error: unknown) => {
        this.#loading = null;
        throw error;
      },
    );
    return this.#loading;
  }
}

/** In turns of the loop: some forty milliseconds each, and a device that comes meanwhile is greeted between two of them. */
async function load(room: Room, connections: AdminConnections): Promise<Loaded> {
  for (const part of [
    () => import('fastify'),
    () => import('../pages/pages.ts'),
    () => import('../contracts/all.ts'),
    () => import('../api/all.ts'),
  ]) {
    await setImmediate();
    await part();
  }
  const { HintBoard } = await import('../observe/hint-board.ts');
  const { SavedQueries } = await import('../sign-in/saved-queries.ts');
  const { createApp } = await import('./app.ts');
  const hints = new HintBoard(room);
  return { hints, app: await createApp({ ...room, hints, queries: new SavedQueries(room) }, connections) };
}
