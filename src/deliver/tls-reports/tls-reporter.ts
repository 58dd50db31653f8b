/**
 * Sends each day the TLS reports of the day before (RFC 8460) to the domains that want them, between 00:05 and 04:00 UTC: by mail through the
 * queue, by HTTPS at once. Promises: of several nodes one sends each report, once; nothing comes back of a report that does not arrive.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { bounds } from '../../base/bounds.ts';
import { sleep } from '../../base/clock.ts';
import type { IdSource } from '../../base/id.ts';
import type { Random } from '../../base/random.ts';
import { fetchBy } from '../../base/http-client.ts';
import { utcDay } from '../../base/words/utc-day.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { Resolver } from '../../dns/resolver.ts';
import { acceptedOf, type Observe } from '../../mail/observation.ts';
import { routeRecipient } from '../../policy/routing/routing.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import { ownMessage } from '../../store/own-message.ts';
import { NoteConflict, type KeptNote, type Spool } from '../../store/store.ts';
import { harmless } from '../answers/remote-words.ts';
import type { AddressPolicy } from '../hops/address-policy.ts';
import type { SystemTrust } from '../session/tls-trust.ts';
import { publicAddresses } from '../secure/fetch-policy.ts';
import { type DayResult, failedSessions } from './day-result.ts';
import { type ReportFacts, reportJson, reportMessage, type ReportTarget, reportTargets } from './report.ts';
import { RESULTS_BOOK, type TlsResults, type TlsResultsParts } from './tls-results.ts';
import { say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';

const zipped = promisify(gzip);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** After midnight, so that the last sessions of the day are noted. */
const FROM_MS = 5 * MINUTE_MS;
const UNTIL_MS = 4 * HOUR_MS;

export interface TlsReporterParts extends TlsResultsParts {
  readonly results: TlsResults;
  readonly spool: Pick<Spool, 'accept'>;
  readonly directory: LiveDirectory;
  readonly resolver: Resolver;
  readonly policy: AddressPolicy;
  readonly trust: Pick<SystemTrust, 'context'>;
  readonly ids: IdSource;
  readonly random: Random;
  readonly observe: Observe;
  readonly hostName: string;
  /** An address that questions go to; reports are from it. */
  readonly contact: string;
  /** `all`: of days without a failure too. */
  readonly send: 'failures' | 'all';
}

export class TlsReporter {
  readonly #parts: TlsReporterParts;
  readonly #stop = new AbortController();

  constructor(parts: TlsReporterParts) {
    this.#parts = parts;
  }

  /** Sends every night. Returns how to stop: it resolves when what was begun has ended. */
  follow(): () => Promise<void> {
    const following = this.#follow();
    return async () => {
      this.#stop.abort();
      await following;
    };
  }

  async #follow(): Promise<void> {
    const { clock, random, log } = this.#parts;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const sinceMidnight = clock.now() % DAY_MS;
      const at = FROM_MS + Math.floor(random.fraction() * (UNTIL_MS - FROM_MS - HOUR_MS));
      await sleep(clock, at + (sinceMidnight < at ? 0 : DAY_MS) - sinceMidnight, signal);
      if (signal.aborted) return;
      await this.sendDue().catch((error: unknown) =>
        log.warn({ error: String(error) }, 'TLS reports could not be sent'),
      );
    }
  }

  /** Reports of all days that are over; older ones than two days go unsent. Rejects with StoreUnavailable. */
  async sendDue(): Promise<void> {
    const { notes, clock, results } = this.#parts;
    await results.flush();
    const today = utcDay(clock.now());
    const oldest = utcDay(clock.now() - 2 * DAY_MS);
    let sent = 0;
    for (const note of await notes.all(RESULTS_BOOK)) {
      if (this.#stop.signal.aborted) return;
      const [day = '', domain = ''] = note.key.split(' ');
      if (day >= today) continue;
      if (!(await this.#taken(note)) || day < oldest || ++sent > bounds.deliver.tlsReportDomains) continue;
      await this.#report(domain, day, note.value as DayResult);
    }
  }

  /** Whether it is this node that sends it: the one that could claim the note before it went. */
  async #taken({ key, value, version }: KeptNote): Promise<boolean> {
    const { notes } = this.#parts;
    try {
      await notes.put(RESULTS_BOOK, [{ key, value, expected: version }]);
    } catch (error) {
      if (error instanceof NoteConflict) return false;
      throw error;
    }
    await notes.delete(RESULTS_BOOK, [key]);
    return true;
  }

  async #report(domain: string, day: string, result: DayResult): Promise<void> {
    const { resolver, send, hostName, contact, ids, log } = this.#parts;
    if (send === 'failures' && !result.some((one) => failedSessions(one) > 0)) return;
    const record = await resolver.txt(`_smtp._tls.${domain}`, this.#stop.signal);
    const targets = record.kind === 'found' ? reportTargets(record.records) : [];
    if (targets.length === 0) return;
    const facts = { domain, day, result, organization: hostName, contact, id: ids.queueId() };
    const gzipped = await zipped(JSON.stringify(reportJson(facts)));
    if (gzipped.byteLength > bounds.deliver.tlsReport) {
      log.warn({ domain, day }, 'a TLS report is too large to be sent');
      return;
    }
    for (const target of targets) await this.#deliver(facts, gzipped, target);
  }

  async #deliver(facts: ReportFacts, gzipped: Uint8Array, target: ReportTarget): Promise<void> {
    const { log } = this.#parts;
    const { domain, day } = facts;
    try {
      if (target.kind === 'mail') await this.#mail(facts, gzipped, target.address);
      else await this.#post(gzipped, target.url);
      log.info({ domain, day, by: target.kind }, 'TLS report sent');
    } catch (error) {
      const why = harmless(String(error), bounds.deliver.tlsTrouble);
      log.warn({ domain, day, by: target.kind, error: why }, 'a TLS report could not be sent');
    }
  }

  async #mail(facts: ReportFacts, gzipped: Uint8Array, to: string): Promise<void> {
    const { ids, clock, hostName, directory, spool, observe } = this.#parts;
    const parsed = parseMailbox(to, { smtputf8: false });
    if (!parsed.ok) return;
    const { address } = parsed;
    const now = clock.now();
    const queueId = ids.queueId();
    const messageId = `<${queueId}.tlsrpt@${hostName}>`;
    const date = new Date(now).toUTCString().replace('GMT', '+0000');
    const { bytes, subject } = reportMessage(facts, { submitter: hostName, to, messageId, date, gzipped });
    const originator = { organizationId: null, reversePath: null, deviceId: null };
    const message = ownMessage(
      {
        queueId,
        organizationId: null,
        receivedAt: now,
        header: { messageId, subject, from: [facts.contact], has8bit: false, headerHas8bit: false, tlsRequired: 'no' },
        events: [
          {
            at: now,
            kind: 'Receive',
            queueId,
            ordinal: null,
            ...told(say`TLS report about ${facts.domain} of ${facts.day}`),
          },
        ],
      },
      bytes,
      [{ address, route: routeRecipient(directory.current, address, originator) }],
      now,
    );
    await spool.accept(message);
    observe(acceptedOf(message));
  }

  async #post(gzipped: Uint8Array, url: string): Promise<void> {
    const { clock, trust } = this.#parts;
    const late = new AbortController();
    const timer = clock.timer(bounds.deliver.tlsReportPost, () => late.abort());
    const signal = AbortSignal.any([this.#stop.signal, late.signal]);
    try {
      const addresses = await publicAddresses(new URL(url).hostname, this.#parts, signal);
      if (typeof addresses === 'string') throw new Error(addresses);
      const headers = { 'content-type': 'application/tlsrpt+gzip' };
      const way = { addresses, secureContext: trust.context() };
      const answer = await fetchBy(
        way,
        url,
        { method: 'POST', headers, body: gzipped, signal },
        bounds.deliver.mtaStsPolicy,
      );
      if (answer.status < 200 || answer.status > 299) throw new Error(`answered ${answer.status}`);
    } finally {
      timer.cancel();
    }
  }
}
