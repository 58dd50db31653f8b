/** Tokens over a token endpoint that a test answers for: the real client, a real socket, secrets and notes in memory. */
import type { Log } from '../../src/base/log.ts';
import type { TokenSignIn } from '../../src/directory/upstream.ts';
import { type TokenOptions, Tokens } from '../../src/deliver/oauth/tokens.ts';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import type { NewNote } from '../../src/store/store.ts';
import { connector } from '../../lab/houses/delivery-house.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { type Desk, type DeskAnswer, type DeskRequest, openDesk } from '../../lab/peers/http-desk.ts';
import { oneAtATime } from '../../lab/stores/one-at-a-time.ts';

export const SECRET = 'the-client-secret-Value~1';
export const REFRESH = 'refresh-token-number-one';
export const UNSEALABLE = 'refresh-token-that-no-disk-takes';
export const never = new AbortController().signal;

export interface TokenBench extends AsyncDisposable {
  readonly desk: Desk;
  readonly clock: ManualClock;
  readonly tokens: Tokens;
  readonly secrets: Map<string, string>;
  readonly notes: unknown[];
  readonly exclusive: TokenOptions['exclusive'];
  readonly logged: string[];
  by(changes?: Partial<TokenSignIn>): OutboundConnector;
  delegated(): OutboundConnector;
}

export async function tokenBench(
  answer: (request: DeskRequest, number: number) => DeskAnswer | Promise<DeskAnswer>,
): Promise<TokenBench> {
  const desk = await openDesk(answer);
  const clock = createManualClock();
  const secrets = new Map([
    ['app', SECRET],
    ['refresh', REFRESH],
  ]);
  const notes: (NewNote & { readonly book: string })[] = [];
  const logged: string[] = [];
  const write = (fields: object, text: string): void => void logged.push(`${text} ${JSON.stringify(fields)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const exclusive = oneAtATime();
  const tokens = new Tokens({
    exclusive,
    readSecret: (name) => Promise.resolve(secrets.get(name) ?? null),
    writeSecret: async (name, plain) => {
      if (plain === UNSEALABLE) throw new Error('disk full');
      secrets.set(name, plain);
    },
    notes: {
      get: async (_, key) => ({ version: 1, key, value: notes.findLast((one) => one.key === key)?.value }),
      put: async (book, all) => void notes.push(...all.map((one) => ({ book, ...one }))),
    },
    clock,
    log,
  });
  const client = { tokenEndpoint: `${desk.url}/t/oauth2/v2.0/token`, clientId: 'app-id', scope: 'S/.default' };
  return {
    desk,
    clock,
    tokens,
    secrets,
    notes,
    exclusive,
    logged,
    by: (changes = {}) =>
      connector({
        auth: {
          kind: 'client-credentials',
          username: 'printer@ours.test',
          proof: { kind: 'secret', secret: 'app', expiresAt: null },
          ...client,
          ...changes,
        } as TokenSignIn,
      }),
    delegated: () =>
      connector({
        auth: {
          kind: 'delegated',
          username: 'printer@ours.test',
          deviceEndpoint: `${desk.url}/t/oauth2/v2.0/devicecode`,
          refreshSecret: 'refresh',
          clientSecret: null,
          ...client,
        },
      }),
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}

export const granted = (token: string, more: object = {}): DeskAnswer => ({
  status: 200,
  json: { access_token: token, token_type: 'Bearer', expires_in: 3600, ...more },
});
