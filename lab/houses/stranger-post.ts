/** Strangers' mail for one mailbox, over real sockets: what is found out about it, and what becomes of it. */
import { createManualClock, type ManualClock } from '../manual-clock.ts';
import type { Organization } from '../../src/directory/objects.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import type { AuthenticationFact } from '../../src/mail/screening/facts.ts';
import type { Screened } from '../../src/mail/screening/screened.ts';
import { judge } from '../../src/screening/disposition.ts';
import type { ScreenFacts } from '../../src/screening/screen-facts.ts';
import { domain, mailbox, organization, type ReceiveHouse, receiveHouse } from './receive-house.ts';

export interface StrangerPost extends AsyncDisposable {
  readonly house: ReceiveHouse;
  readonly clock: ManualClock;
  /** Sends it to a mailbox of ours.test, and returns the reply that decides. */
  send(from: string, content: string): Promise<string>;
  /** Of the last message that was looked at. */
  facts(): AuthenticationFact;
  /** Of the last message that was taken. */
  screened(): Screened;
}

/** A session ends at the twentieth error. */
const MOST_REFUSED = 10;

interface PostOptions {
  readonly resolver: Resolver;
  readonly organization?: Partial<Organization>;
  /** Instead of one that stands still. */
  readonly clock?: ManualClock;
}

export async function strangerPost(options: PostOptions): Promise<StrangerPost> {
  const judged: ScreenFacts[] = [];
  // Stands still: no deadline passes on a machine that has much to do.
  const clock = options.clock ?? createManualClock(Date.now());
  const house = await receiveHouse(
    [
      organization('O', { protection: 'standard', ...options.organization }),
      domain('O', 'ours.test'),
      mailbox('O', 'ann@ours.test'),
    ],
    {
      clock,
      screening: {
        resolver: options.resolver,
        judge: (facts) => {
          judged.push(facts);
          return judge(facts);
        },
      },
    },
  );
  const opened = async () => {
    const talk = await house.talk();
    await talk.hello();
    return talk;
  };
  let talk = await opened();
  let refused = 0;
  return {
    house,
    clock,
    async send(from, content) {
      if (talk.isOver || refused >= MOST_REFUSED) {
        talk.destroy();
        talk = await opened();
        refused = 0;
      }
      // Behind a refusal it begins anew.
      await talk.say('RSET');
      const begun = await talk.envelope(from, 'ann@ours.test');
      const reply = begun.startsWith('250') ? await talk.data(content) : begun;
      if (!reply.startsWith('250')) refused++;
      return reply;
    },
    facts() {
      const found = judged.at(-1)?.authentication ?? null;
      if (found === null) throw new Error('no message was looked at');
      return found;
    },
    screened() {
      const found = house.store.messages.at(-1)?.screened;
      if (found === undefined) throw new Error('no message was taken');
      return found;
    },
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

export const letterFrom = (from: string, more = ''): string =>
  `From: ${from}\r\nSubject: hello\r\nDate: Mon, 30 Nov 2026 10:00:00 +0000\r\n${more}\r\nbody\r\n`;
