/**
 * TLS reports that others send (RFC 8460), read beside their delivery. Promises: the mail goes its way whatever its report is, and waits for
 * nothing but its own octets; one that is not signed by its author's domain, or not about verified domains of the organization that it came to,
 * counts nowhere; each counts once. Never: rejects, or answers anybody.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { ObjectId, QueueId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { HeardReport } from '../../mail/doors/tls-reports.ts';
import type { AuthenticationFact } from '../../mail/screening/facts.ts';
import type { NoteStore } from '../../store/store.ts';
import { keepTlsReport } from '../../store/tls-report-book.ts';
import { readInThread } from './read-report.ts';

/** A message that calls itself a TLS report, and was judged. */
export interface ReportMail {
  readonly queueId: QueueId;
  readonly organizationId: ObjectId;
  readonly authentication: AuthenticationFact | null;
  readonly sizeBytes: number;
  readonly read: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
}

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
  readonly directory: LiveDirectory;
  readonly store: { readonly notes: NoteStore };
}

type Held = Pick<ReportMail, 'queueId' | 'organizationId'> & { readonly reporter: string; readonly octets: Uint8Array };

/** For the log. */
const WHYS = {
  'no-part': 'it has no part that is a report',
  'not-unpacked': 'it cannot be unpacked, or is too large',
  'no-json': 'it is no JSON',
  'no-report': 'it has not the form of a report',
  known: 'it was counted before',
  full: 'there are too many about that day',
  busy: 'others write about that day all the time',
} as const;

export class TlsReports implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #stop = new AbortController();
  #reading: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Resolves when its octets are held: once the mail is delivered its content may be gone. */
  async take(mail: ReportMail, signal: AbortSignal): Promise<void> {
    const { queueId, organizationId, sizeBytes } = mail;
    const reporter = reporterOf(mail.authentication);
    if (reporter === null) return this.#passOver(queueId, 'it has no valid signature of its author’s domain');
    if (sizeBytes > bounds.receive.tlsReportMail) return this.#passOver(queueId, 'it is too large');
    if (this.#waiting >= bounds.receive.tlsReportsWaiting) return this.#passOver(queueId, 'too many wait to be read');
    this.#waiting++;
    try {
      const octets = Buffer.concat(await Array.fromAsync(mail.read(signal)));
      this.#reading = this.#reading.then(() => this.#count({ queueId, organizationId, reporter, octets }));
    } catch (error) {
      this.#waiting--;
      this.#passOver(queueId, String(error));
    }
  }

  /** Those that still wait are not read. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#reading;
  }

  async #count({ queueId, organizationId, reporter, octets }: Held): Promise<void> {
    const { clock, directory, store, log } = this.#parts;
    try {
      const read = await readInThread(octets, clock, this.#stop.signal);
      if (!read.ok) return this.#passOver(queueId, WHYS[read.why]);
      const now = clock.now();
      if (!isOfLate(read.report, now)) return this.#passOver(queueId, 'it is about another time');
      const policies = read.report.policies.filter(({ domain }) => isOwn(directory.current, organizationId, domain));
      if (policies.length === 0) return this.#passOver(queueId, 'it is about no verified domain of the organization');
      const report = { ...read.report, policies, organizationId, reporter, receivedAt: now, queueId };
      const outcome = await keepTlsReport(store.notes, report);
      if (outcome !== 'kept') return this.#passOver(queueId, WHYS[outcome]);
      log.info({ queueId, reporter, domains: policies.map(({ domain }) => domain) }, 'a TLS report was counted');
    } catch (error) {
      this.#passOver(queueId, String(error));
    } finally {
      this.#waiting--;
    }
  }

  #passOver(queueId: QueueId, why: string): void {
    this.#parts.log.info({ queueId, why }, 'a TLS report is delivered, and not counted');
  }
}

/** The author's domain, where a signature says that it answers for the whole of it (RFC 8460 §3 and §5.3). */
function reporterOf(authentication: AuthenticationFact | null): string | null {
  if (authentication === null || authentication.author.kind !== 'one') return null;
  const signatures = authentication.reportDkim ?? authentication.dkim;
  const signed = signatures.find((one) => one.result === 'pass' && one.isAligned && !one.isPartial);
  return signed?.domain ?? null;
}

/** Reports come the day after; one that was tried again and again comes some days late. */
const isOfLate = ({ from, until }: HeardReport, now: number): boolean =>
  from <= until &&
  until - from <= bounds.receive.tlsReportSpan &&
  until >= now - bounds.receive.tlsReportAge &&
  until <= now + bounds.receive.tlsReportAhead;

/** The policy of a mail host (DANE) is that of the domain that it stands in. */
function isOwn(view: DirectoryView, organizationId: ObjectId, name: string): boolean {
  const labels = name.split('.');
  return labels.some((_, index) => {
    const domain = view.acceptedDomain(labels.slice(index).join('.'));
    return domain !== null && domain.organizationId === organizationId;
  });
}
