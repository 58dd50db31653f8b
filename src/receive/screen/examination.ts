/**
 * One message looked at by mailauth: the only file that knows that library, in its strict mode, which follows each RFC. Runs in a thread of its
 * own (`authenticate-worker.ts`) and asks DNS through that. The author is ours, not the library's: it would take another where a From reads in
 * two ways. RFC 7208, 6376, 8463, 8617, 9989.
 */
import { arc } from 'mailauth/lib/arc/index.js';
import { DkimVerifier, type ParsedHeaders, type Verified } from 'mailauth/lib/dkim/dkim-verifier.js';
import { type DmarcAnswer, evaluateDmarc } from 'mailauth/lib/dmarc/index.js';
import { spf, type SpfAnswer } from 'mailauth/lib/spf/index.js';
import { formatDomain, getAlignment } from 'mailauth/lib/tools.js';
import { isIP } from 'node:net';
import { once } from 'node:events';
import { bounds } from '../../base/bounds.ts';
import { type AnyAnswer, asNode } from '../../dns/node-answers.ts';
import {
  isPartial,
  type SeenAuthentication,
  type SeenDmarc,
  type SeenSignature,
} from '../../screening/authentication.ts';

/** Known at MAIL. */
export interface ExaminedSender {
  readonly clientAddress: string;
  readonly helo: string;
  /** `local@domain` of MAIL FROM; empty: the null reverse-path. */
  readonly sender: string;
  /** Our name. */
  readonly host: string;
}

/** Known at the end of data. */
export interface ExaminedMessage {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** null: there is no one author. */
  readonly author: { readonly address: string; readonly domain: string } | null;
  /** Its header has a signature, or a chain of ARC: its content follows. */
  readonly isSigned: boolean;
  /** It calls itself a TLS report: keys that serve such reports alone count for it as one. */
  readonly isTlsReport?: true;
}

/** A name, a type, and whether an answer that is only remembered will do no more. */
export type DnsQuestion = readonly [name: string, type: string, isAnew: boolean];

type Ask = (name: string, type: string) => Promise<unknown[]>;

/** Of a shorter key a signature counts for nothing (RFC 8301 §3.2). */
const STRICT = { strict: true as const, minBitLength: bounds.receive.signingKey };

/** Keeps the signatures that are looked at few: each costs a question and a hash over the body. */
class FewSignatures extends DkimVerifier {
  override async messageHeaders(headers: ParsedHeaders): Promise<void> {
    let seen = 0;
    const isLookedAt = ({ key }: { readonly key: string }): boolean =>
      key !== 'dkim-signature' || ++seen <= bounds.receive.signaturesVerified;
    await super.messageHeaders({ ...headers, parsed: headers.parsed.filter(isLookedAt) });
    // A signature may cover those that are not looked at.
    this.headers = headers;
  }
}

/** It begins with SPF, which needs no message. */
export class Examination {
  readonly #sender: ExaminedSender;
  readonly #question: (...question: DnsQuestion) => Promise<AnyAnswer>;
  readonly #ask: Ask;
  readonly #spf: Promise<SpfAnswer>;
  #author: ExaminedMessage['author'] = null;
  #now = 0;
  #verifier: DkimVerifier | null = null;
  /** Looks at it as a TLS report; null: it is none. */
  #reportVerifier: DkimVerifier | null = null;

  /** @param question goes to DNS; rejects for nothing. */
  constructor(asked: ExaminedSender, question: (...question: DnsQuestion) => Promise<AnyAnswer>) {
    this.#sender = asked;
    this.#question = question;
    this.#ask = this.#asker(false);
    this.#spf = this.#askSpf(this.#ask);
    this.#spf.catch(() => {});
  }

  /** SPF of the envelope sender. Rejects where the library breaks. */
  async spf(): Promise<string> {
    return (await this.#spf).status.result;
  }

  /** The message is here. Its content is written then, where it is signed. */
  begin({ author, now, isSigned, isTlsReport }: ExaminedMessage): void {
    this.#author = author;
    this.#now = now;
    const sender = this.#sender.sender || ' ';
    const verifier = (resolver: Ask) => new FewSignatures({ ...STRICT, sender, resolver, curTime: new Date(now) });
    if (isSigned) this.#verifier = verifier(this.#ask);
    if (isSigned && isTlsReport === true) this.#reportVerifier = verifier(asReportKeys(this.#ask));
    // It is wanted at the end for certain, and has its answer by then.
    if (author !== null) this.#ask(`_dmarc.${author.domain}`, 'TXT').catch(() => {});
  }

  /** Resolves when the chunk has been taken in. */
  async write(chunk: Uint8Array): Promise<void> {
    for (const verifier of [this.#verifier, this.#reportVerifier])
      if (verifier !== null)
        await new Promise<void>((resolve, reject) => {
          verifier.write(chunk, (error) => (error ? reject(error) : resolve()));
        });
  }

  async end(): Promise<SeenAuthentication> {
    const verifier = this.#verifier;
    const signatures = await this.#signatures(verifier);
    const seen = await this.#judged(signatures, await this.#spf, this.#ask);
    const isHeld = seen.dmarc?.result === 'fail' && seen.dmarc.policy !== 'none';
    const anew = this.#asker(true);
    const judged = isHeld ? await this.#judged(signatures, await this.#askSpf(anew), anew) : seen;
    const report = this.#reportVerifier;
    const arcSeen = await this.#arc(verifier);
    if (report === null) return { signatures, ...judged, arc: arcSeen };
    return { signatures, ...judged, arc: arcSeen, reportSignatures: await this.#signatures(report) };
  }

  async #signatures(verifier: DkimVerifier | null): Promise<readonly SeenSignature[]> {
    if (verifier === null) return [];
    const finished = once(verifier, 'finish');
    verifier.end();
    await finished;
    return verifier.results.flatMap((one) => this.#signature(one));
  }

  /** @param isAnew nothing is held against mail by what is only remembered: a name server may have lied in between, or been mended. */
  #asker(isAnew: boolean): Ask {
    return askedOnce((name, type) => this.#question(name, type, isAnew), bounds.receive.messageQuestions);
  }

  #askSpf(ask: Ask): Promise<SpfAnswer> {
    const { sender, clientAddress, host, helo } = this.#sender;
    const greeted = isIP(helo) === 0 ? helo : `[${helo}]`;
    const resolver = atMostAsks(ask, bounds.receive.spfQuestions);
    return spf({ ...STRICT, sender, ip: clientAddress, helo: greeted, mta: host, resolver });
  }

  async #judged(
    signatures: readonly SeenSignature[],
    spfAnswer: SpfAnswer,
    ask: Ask,
  ): Promise<Pick<SeenAuthentication, 'spf' | 'dmarc' | 'dmarcAtBest'>> {
    const [author, now] = [this.#author, this.#now];
    const seen = this.#spfSeen(spfAnswer);
    const asked = { author, spf: seen };
    const dmarc = await this.#dmarc({ ...asked, signatures: counted(signatures, now, ['pass']) }, ['pass'], ask);
    const best = ['pass', 'temperror'];
    const isOpen = [seen, ...signatures].some(({ result }) => result === 'temperror');
    const dmarcAtBest =
      isOpen && dmarc?.result === 'fail'
        ? await this.#dmarc({ ...asked, signatures: counted(signatures, now, best) }, best, ask)
        : null;
    return { spf: seen, dmarc, dmarcAtBest };
  }

  #isAligned(domain: string): boolean {
    const author = this.#author;
    return author !== null && Boolean(getAlignment(author.domain, [domain], false));
  }

  #spfSeen({ status, domain }: SpfAnswer): SeenAuthentication['spf'] {
    const name = /^[\w.-]+$/u.test(domain) && domain.includes('.') ? formatDomain(domain) : null;
    const isAligned = name !== null && this.#isAligned(name);
    return { result: status.result, domain: name, isAligned, text: status.comment || status.result };
  }

  #signature({ signingDomain, selector, status, signTime }: Verified): SeenSignature[] {
    if (signingDomain === undefined) return [];
    const domain = formatDomain(signingDomain);
    return [
      {
        result: status.result,
        domain,
        selector: selector ?? '',
        isAligned: this.#isAligned(domain),
        uncovered: status.underSized ?? 0,
        signedAt: typeof signTime === 'string' ? Date.parse(signTime) : null,
        text: status.comment || status.result,
      },
    ];
  }

  async #dmarc(
    { author, spf: seen, signatures }: Pick<SeenAuthentication, 'spf' | 'signatures'> & Pick<ExaminedMessage, 'author'>,
    results: readonly string[],
    ask: Ask,
  ): Promise<SeenDmarc | null> {
    if (author === null) return null;
    const { response, dkimAligned } = await evaluateDmarc({
      headerFrom: [`author@${author.domain}`],
      fromFields: 1,
      spfDomains: results.includes(seen.result) && seen.domain !== null ? [seen.domain] : [],
      dkimDomains: signatures.map(({ domain }) => ({ domain })),
      resolver: ask,
      strict: true,
    });
    return response === false ? null : seenDmarc(response, dkimAligned, seen.result);
  }

  /** Only shown: it decides nothing, and a broken chain is no fault of ours. */
  async #arc(verifier: DkimVerifier | null): Promise<SeenAuthentication['arc']> {
    if (verifier === null) return { result: 'none', domain: null };
    const ip = this.#sender.clientAddress;
    const { status, signature } = await arc(verifier.arc, { ...STRICT, resolver: this.#ask, ip });
    return { result: status.result, domain: signature?.signingDomain ?? null };
  }
}

const counted = (signatures: readonly SeenSignature[], now: number, results: readonly string[]) =>
  signatures.filter((one) => results.includes(one.result) && !isPartial(one, now));

function seenDmarc(
  { status, policyDomain, policy, alignment, error }: DmarcAnswer,
  dkimAligned: ReadonlySet<string> | undefined,
  spfResult: string,
): SeenDmarc {
  const hasRecord = alignment !== undefined;
  return {
    result: status.result,
    domain: policyDomain ?? null,
    policy: policy ?? null,
    alignedSignatures: hasRecord ? [...(dkimAligned ?? [])] : null,
    isSpfAligned: hasRecord && spfResult === 'pass' ? alignment.spf.result !== undefined : null,
    text: error ?? (status.comment || status.result),
  };
}

/** The same question is asked once. Beyond the bound nothing is known, as if DNS did not answer. */
function askedOnce(question: (name: string, type: string) => Promise<AnyAnswer>, most: number): Ask {
  const asked = new Map<string, Promise<AnyAnswer>>();
  return async (name, type) => {
    const key = `${type} ${name.toLowerCase()}`;
    const known = asked.get(key);
    if (known === undefined && asked.size >= most) throw tooMany();
    const answer = known ?? question(name, type);
    asked.set(key, answer);
    return asNode(await answer, name, type);
  };
}

/** The library asks for keys that sign mail: one that serves TLS reports is shown to it as one that serves everything. */
const asReportKeys =
  (ask: Ask): Ask =>
  async (name, type) => {
    const answers = await ask(name, type);
    if (type !== 'TXT' || !name.includes('._domainkey.')) return answers;
    return answers.map((one) => (Array.isArray(one) ? [asKeyOfAll(one.join(''))] : one));
  };

/** RFC 6376 §3.6.1: `s=` are its services. */
const asKeyOfAll = (key: string): string =>
  key
    .split(';')
    .map((field) => {
      const [name = '', value = ''] = field.split('=', 2);
      const services = value.split(':').map((service) => service.trim().toLowerCase());
      return name.trim() === 's' && services.includes('tlsrpt') ? 's=*' : field;
    })
    .join(';');

function atMostAsks(ask: Ask, most: number): Ask {
  let asked = 0;
  return async (name, type) => {
    if (++asked > most) throw tooMany();
    return ask(name, type);
  };
}

const tooMany = (): Error => Object.assign(new Error('too many questions for one message'), { code: 'ETIMEOUT' });
