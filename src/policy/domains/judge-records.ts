/** The meaning of a domain's records for it: answers of DNS in, a verdict out. Pure. */
import type { AuthoritativeAnswer } from '../../dns/authoritative.ts';
import type { DnsAnswer, MxRecord } from '../../dns/resolver.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import type { RecordFinding, SpfSimulation } from '../../mail/doors/domain-health.ts';
import type { StepOutcome } from '../../mail/step.ts';
import { verificationMx } from './domain-records.ts';

export interface RecordVerdict {
  readonly outcome: StepOutcome;
  readonly finding: RecordFinding;
}

const verdict = (outcome: StepOutcome, finding: RecordFinding): RecordVerdict => ({ outcome, finding });
const noAnswer = (reason: string): RecordVerdict => verdict('unknown', { kind: 'no-answer', reason });

const order: readonly StepOutcome[] = ['good', 'warning', 'bad', 'unknown'];
export const isBetter = (one: StepOutcome, other: StepOutcome): boolean => order.indexOf(one) < order.indexOf(other);

/** Whether a server's records show the token; null: it did not answer. `by`: the record that does. */
export function showsToken(
  { txt, mx }: Pick<AuthoritativeAnswer, 'txt' | 'mx'>,
  token: string,
  serviceHost: string,
): { readonly txt: boolean | null; readonly mx: boolean | null; readonly by: 'txt' | 'mx' | null } {
  const wanted = verificationMx(token, serviceHost);
  const byTxt = txt.kind === 'found' && txt.records.some((record) => record.trim() === token);
  const byMx = mx.kind === 'found' && mx.records.some(({ exchange }) => exchange === wanted);
  return {
    txt: txt.kind === 'failed' ? null : byTxt,
    mx: mx.kind === 'failed' ? null : byMx,
    by: byTxt ? 'txt' : byMx ? 'mx' : null,
  };
}

type Proof = Pick<AcceptedDomain, 'verified' | 'verificationToken'>;

/** Of one server. */
export function judgeToken({ verified, verificationToken }: Proof, answer: AuthoritativeAnswer, serviceHost: string) {
  const { by, ...shows } = showsToken(answer, verificationToken, serviceHost);
  if (by !== null) return verdict('good', { kind: 'token-shown', by });
  if (shows.txt === null) return noAnswer(reasonOf(answer));
  return tokenMissing(verified);
}

function tokenMissing(verified: Proof['verified']): RecordVerdict {
  if (verified === null) return verdict('bad', { kind: 'token-missing' });
  // A domain that was proven once stays so; only of a TXT record nobody was told to take it away.
  return verified.method === 'txt'
    ? verdict('warning', { kind: 'token-gone' })
    : verdict('good', { kind: 'stays-verified', method: verified.method });
}

/** No server could be asked: a proof that was given needs none. */
export const judgeNoServers = ({ verified }: Proof, reason: string): RecordVerdict =>
  verified === null || verified.method === 'txt'
    ? noAnswer(reason)
    : verdict('good', { kind: 'stays-verified', method: verified.method });

export const reasonOf = ({ address, lookUp, txt }: AuthoritativeAnswer): string => {
  const failed = address === null ? lookUp : txt;
  return failed.kind === 'failed' ? failed.reason : 'its name has no address';
};

export interface MxFacts {
  readonly type: AcceptedDomain['type'];
  /** Lower case. */
  readonly ourNames: ReadonlySet<string>;
  /** Mail hosts whose addresses are ours. */
  readonly leadHere: ReadonlySet<string>;
}

export function judgeMx(answer: DnsAnswer<MxRecord>, { type, ourNames, leadHere }: MxFacts): RecordVerdict {
  if (answer.kind === 'failed') return noAnswer(answer.reason);
  if (answer.kind !== 'found') return verdict('bad', { kind: 'none' });
  if (answer.records.some(({ exchange }) => ourNames.has(exchange) || leadHere.has(exchange)))
    return verdict('good', { kind: 'leads-here' });
  return type === 'internal-relay'
    ? verdict('good', { kind: 'elsewhere-as-may' })
    : verdict('warning', { kind: 'leads-elsewhere' });
}

const SPF = /^v=spf1(?: |$)/iu;
export const spfRecords = (answer: DnsAnswer<string>): readonly string[] =>
  answer.kind === 'found' ? answer.records.filter((record) => SPF.test(record)) : [];

/** Before it is known whom the record names: null where that decides. */
export function judgeSpfRecord(answer: DnsAnswer<string>): RecordVerdict | null {
  if (answer.kind === 'failed') return noAnswer(answer.reason);
  const { length } = spfRecords(answer);
  if (length === 0) return verdict('bad', { kind: 'none' });
  // RFC 7208 §4.5: receivers take two for none.
  return length === 1 ? null : verdict('bad', { kind: 'several', count: length });
}

export interface SpfFacts {
  /** For each of our public addresses; none: they are not known. */
  readonly simulations: readonly SpfSimulation[];
  /** By which mail leaves; null: by MX, from our own addresses. */
  readonly upstream: string | null;
  /** Names that it has to include. */
  readonly includes: readonly string[];
}

/** Of a domain with one record. The worst address decides. */
export function judgeSpf(record: string, { simulations, upstream, includes }: SpfFacts): RecordVerdict {
  const terms = new Set(
    record
      .toLowerCase()
      .split(/\s+/u)
      .map((term) => term.replace(/^\+/u, '')),
  );
  const missing = includes.filter((name) => !terms.has(`include:${name}`));
  const results = new Set(simulations.map(({ result }) => result));
  if (results.has('permerror')) return verdict('bad', { kind: 'broken-for-all' });
  const others = [...results].filter((result) => result !== 'pass' && result !== 'temperror');
  if (others.length > 0 && upstream === null) return verdict('bad', { kind: 'not-ours' });
  if (missing.length > 0) return verdict('warning', { kind: 'service-missing', missing });
  if (others.length > 0 && upstream !== null) return verdict('warning', { kind: 'not-ours-by-upstream', upstream });
  if (results.has('temperror')) return verdict('unknown', { kind: 'undecided' });
  return verdict('good', { kind: simulations.length === 0 ? 'addresses-unknown' : 'names-us' });
}

export function judgeDkim(
  answers: readonly { readonly selector: string; readonly answer: DnsAnswer<string> }[],
  upstream: string | null,
): RecordVerdict {
  const selectors = answers.filter(({ answer }) => dkimKeys(answer).length > 0).map(({ selector }) => selector);
  if (selectors.length > 0) return verdict('good', { kind: 'keys', selectors });
  if (answers.some(({ answer }) => answer.kind === 'failed')) return noAnswer('not all could be asked');
  return verdict('warning', { kind: 'no-key', upstream });
}

/** RFC 6376 §3.6.1: an empty p is a key that was taken back. */
export const dkimKeys = (answer: DnsAnswer<string>): readonly string[] =>
  answer.kind === 'found' ? answer.records.filter((text) => /(?:^|;)\s*p=\S/u.test(text)) : [];

export const dmarcRecord = (answer: DnsAnswer<string>): string | null =>
  (answer.kind === 'found' && answer.records.find((text) => /^v=DMARC1\s*(?:;|$)/u.test(text))) || null;

/** @param from the name that it is inherited from; null: the domain's own. */
export const judgeDmarc = (record: string, from: string | null): RecordVerdict =>
  verdict('good', { kind: 'policy', policy: /;\s*p=(\w+)/iu.exec(record)?.[1]?.toLowerCase() ?? null, from });

const STS = /^v=STSv1[ \t]*;/u;
const TLS_REPORTS = /^v=TLSRPTv1[ \t]*;/u;

/** RFC 8461 §3.1: senders take several, or one without an id, for none. */
export function judgeMtaSts(answer: DnsAnswer<string>): RecordVerdict {
  const found = optional(answer, STS);
  if (typeof found !== 'string') return found;
  const id = fieldOf(found, 'id');
  return /^[A-Za-z0-9]{1,32}$/u.test(id)
    ? verdict('good', { kind: 'has-policy', id })
    : verdict('warning', { kind: 'malformed', count: 1 });
}

/** RFC 8460 §3: the same of a record that asks for reports. */
export function judgeTlsReports(answer: DnsAnswer<string>): RecordVerdict {
  const found = optional(answer, TLS_REPORTS);
  if (typeof found !== 'string') return found;
  const by = fieldOf(found, 'rua')
    .split(',')
    .map((uri) => uri.trim())
    .filter((uri) => /^(?:mailto:|https:\/\/)\S+$/u.test(uri));
  return by.length > 0
    ? verdict('good', { kind: 'reports-wanted', by })
    : verdict('warning', { kind: 'malformed', count: 1 });
}

/** The one record that begins so, or the verdict that there is not one. */
function optional(answer: DnsAnswer<string>, begins: RegExp): string | RecordVerdict {
  if (answer.kind === 'failed') return noAnswer(answer.reason);
  const found = answer.kind === 'found' ? answer.records.filter((text) => begins.test(text)) : [];
  const [record] = found;
  if (record === undefined) return verdict('good', { kind: 'not-published' });
  return found.length === 1 ? record : verdict('warning', { kind: 'malformed', count: found.length });
}

function fieldOf(record: string, name: string): string {
  for (const field of record.split(';')) {
    const at = field.indexOf('=');
    if (at > 0 && field.slice(0, at).trim() === name) return field.slice(at + 1).trim();
  }
  return '';
}

export const noDmarc: RecordVerdict = verdict('warning', { kind: 'none' });
