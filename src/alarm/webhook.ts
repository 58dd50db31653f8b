/**
 * Alarms to web addresses: JSON by POST. Promises: a hanging address delays only itself; every attempt has a deadline, the queue a bound;
 * trouble is logged once until it is over. Never: follows a redirect, reads what is answered, writes the address (it may hold a token) into
 * the log. Loopback and private addresses are allowed where a Global administrator set them.
 */
import { bounds } from '../base/bounds.ts';
import { type Clock, sleep } from '../base/clock.ts';
import { fetchOverHttp, NO_SUCH_WAY, troubleOf } from '../base/http-client.ts';
import type { Log } from '../base/log.ts';
import { judgeOfUrl } from '../policy/access/public-host.ts';
import { toldCure } from '../texts/remedy.ts';
import { say, type Phrase } from '../texts/phrase.ts';
import { told } from '../texts/told.ts';

/** Pauses between attempts; after the last the telling is given up. The mail has it, and the reminder comes. */
const PAUSES_MS = [10_000, 60_000, 5 * 60_000, 30 * 60_000] as const;
/** Status codes that a repetition may change (RFC 9110 §15.5.9, RFC 6585 §4), beside all of 5xx. */
const MAY_CHANGE: readonly number[] = [408, 425, 429];

export interface WebhookAnswer {
  readonly ok: boolean;
  /** For the administrator. */
  readonly words: Phrase;
  readonly again: boolean;
}

/** An address that alarms are posted to. */
export interface WebhookPlace {
  readonly url: string;
  /** Of the organization. */
  readonly publicHostsOnly: boolean;
}

/** One attempt. */
export async function postOnce(
  { url, publicHostsOnly }: WebhookPlace,
  body: object,
  clock: Clock,
  signal: AbortSignal,
): Promise<WebhookAnswer> {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const deadline = clock.timer(bounds.alarm.webhookAnswer, end);
  signal.addEventListener('abort', end, { once: true });
  try {
    const { target, authorization } = withoutCredentials(url);
    const response = await fetchOverHttp(target.href, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'doorpost', ...authorization },
      body: JSON.stringify(body),
      signal: ending.signal,
      mayConnect: judgeOfUrl(publicHostsOnly, target.href),
    });
    // Nobody reads it; an endless answer ends here.
    await response.body?.cancel().catch(() => {});
    const { status } = response;
    if (status >= 200 && status < 300) return { ok: true, words: say`answered ${status}`, again: false };
    if (status >= 300 && status < 400)
      return {
        ok: false,
        words: say`answered ${status}, a redirect: these are not followed; set the address it leads to`,
        again: false,
      };
    return { ok: false, words: say`answered ${status}`, again: status >= 500 || MAY_CHANGE.includes(status) };
  } catch (error) {
    if (ending.signal.aborted)
      return { ok: false, words: say`no answer within ${bounds.alarm.webhookAnswer / 1000} s`, again: true };
    const { code, error: cause } = troubleOf(error);
    if (code === NO_SUCH_WAY) return { ok: false, words: LEADS_INSIDE, again: false };
    return { ok: false, words: say`not reached: ${code || (cause?.message ?? String(error))}`, again: true };
  } finally {
    deadline.cancel();
    signal.removeEventListener('abort', end);
  }
}

/** Not the address: whoever named the host would read our network's names out of it. */
const LEADS_INSIDE = say`not asked: its name leads to an address that is not public; let a Global administrator look at it, and allow it with --public-hosts-only off`;

/** fetch takes no name and password in an address; they are what RFC 7617 says. */
function withoutCredentials(url: string): {
  readonly target: URL;
  readonly authorization: Readonly<Record<string, string>>;
} {
  const target = new URL(url);
  const { username, password } = target;
  if (username === '' && password === '') return { target, authorization: {} };
  target.username = '';
  target.password = '';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { target, authorization: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } };
}

interface Line {
  readonly key: string;
  readonly place: WebhookPlace;
  readonly waiting: object[];
  running: Promise<void> | null;
  /** Said in the log; said again when it has been well between. */
  troubled: boolean;
}

export class Webhooks {
  readonly #clock: Clock;
  readonly #log: Log;
  /** One for each address that something waits for; bounded by organizations. */
  readonly #lines = new Map<string, Line>();
  readonly #closing = new AbortController();

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Never waits. */
  post(place: WebhookPlace, body: object): void {
    if (this.#closing.signal.aborted) return;
    const { url } = place;
    // Two organizations may have one address, and not the same right to it.
    const key = `${url} ${place.publicHostsOnly}`;
    const line = this.#lines.get(key) ?? { key, place, waiting: [], running: null, troubled: false };
    this.#lines.set(key, line);
    if (line.waiting.length >= bounds.alarm.webhookWaiting) {
      // The oldest is the least news.
      line.waiting.shift();
      this.#trouble(url, line, `more than ${bounds.alarm.webhookWaiting} tellings wait for it`);
    }
    line.waiting.push(body);
    this.#start(line);
  }

  #start(line: Line): void {
    line.running ??= this.#run(line).finally(() => {
      line.running = null;
      if (line.waiting.length > 0 && !this.#closing.signal.aborted) this.#start(line);
      // One in trouble is remembered, so that its trouble is said once; one that nobody uses any more only while there are few.
      else if (!line.troubled || this.#lines.size > bounds.alarm.webhooksInTrouble) this.#lines.delete(line.key);
    });
  }

  /** The waiting alarms are dropped: after a restart the book tells what it has not told. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#lines.values()].map((line) => line.running));
  }

  async #run(line: Line): Promise<void> {
    const { place } = line;
    const { url } = place;
    const { signal } = this.#closing;
    for (let body = line.waiting.shift(); body !== undefined && !signal.aborted; body = line.waiting.shift()) {
      for (const pauseMs of [...PAUSES_MS, null]) {
        const answer = await postOnce(place, body, this.#clock, signal);
        if (signal.aborted) return;
        if (answer.ok) {
          if (line.troubled) this.#log.info({ webhook: hostOf(url) }, 'the alarm webhook takes alarms again');
          line.troubled = false;
          break;
        }
        this.#trouble(url, line, told(answer.words).text);
        if (!answer.again || pauseMs === null) break;
        await sleep(this.#clock, pauseMs, signal);
        if (signal.aborted) return;
      }
    }
  }

  #trouble(url: string, line: Line, text: string): void {
    if (!line.troubled)
      this.#log.warn(
        { webhook: hostOf(url), error: text },
        `the alarm webhook does not take alarms; ${toldCure({ act: 'test-webhook' }).cure}`,
      );
    line.troubled = true;
  }
}

const hostOf = (url: string): string => new URL(url).host;
