/**
 * From the answers of the library that checks mail to what they mean here. Pure. Three rules it does not have:
 *
 *   a temporary DNS error is never a DMARC failure: what DNS did not answer might have been aligned, and passed
 *   a signature over a part of the body, or from the future, passes and counts for nothing
 *   the author is the one that we read, or nobody (`author.ts`)
 *
 * RFC 7208, 6376, 9989, 8617; composite authentication is Exchange's.
 */
import { bounds } from '../base/bounds.ts';
import type { AuthenticationFact, AuthenticationResult, AuthorFact, DkimFact } from '../mail/screening/facts.ts';
import type { CompositeResult } from '../mail/screening/screened.ts';
import type { ScreenFacts, ShownAuthor } from './screen-facts.ts';

/** Of one DKIM-Signature. */
export interface SeenSignature {
  readonly result: string;
  readonly domain: string;
  readonly selector: string;
  /** By the names alone, as far as they tell. */
  readonly isAligned: boolean;
  /** Octets of the body that it does not cover. */
  readonly uncovered: number;
  /** `t=`; null: it has none. */
  readonly signedAt: number | null;
  readonly text: string;
}

export interface SeenDmarc {
  readonly result: string;
  /** Of the record; null: none was found. */
  readonly domain: string | null;
  readonly policy: string | null;
  /** Domains of signatures that passed and are aligned as the record wants it; null: there is no record. */
  readonly alignedSignatures: readonly string[] | null;
  readonly isSpfAligned: boolean | null;
  readonly text: string;
}

/** All that the library says. */
export interface SeenAuthentication {
  readonly spf: {
    readonly result: string;
    readonly domain: string | null;
    readonly isAligned: boolean;
    readonly text: string;
  };
  /** Those that were verified; empty: it is not signed. */
  readonly signatures: readonly SeenSignature[];
  /** null: there is no author to ask for. */
  readonly dmarc: SeenDmarc | null;
  /** The same if all that DNS did not answer had passed; null: DNS answered. */
  readonly dmarcAtBest: SeenDmarc | null;
  readonly arc: { readonly result: string; readonly domain: string | null };
  /** Of a TLS report: the same, with keys that serve such reports alone. */
  readonly reportSignatures?: readonly SeenSignature[];
}

const RESULTS: ReadonlySet<string> = new Set<AuthenticationResult>([
  'none',
  'pass',
  'fail',
  'softfail',
  'neutral',
  'policy',
  'temperror',
  'permerror',
]);
/** Of the library's words; one that it does not have says nothing. */
export const resultOf = (word: string): AuthenticationResult =>
  RESULTS.has(word) ? (word as AuthenticationResult) : 'neutral';

/** Signatures of which nothing may be concluded, though they are right. */
export const isPartial = ({ uncovered, signedAt }: SeenSignature, now: number): boolean =>
  uncovered > 0 || (signedAt !== null && signedAt > now + bounds.receive.signatureAhead);

/** @param now milliseconds since 1970, as `signedAt`. */
export function authenticationFact(author: AuthorFact, seen: SeenAuthentication, now: number): AuthenticationFact {
  const { spf, dmarc, arc, reportSignatures } = seen;
  return {
    author,
    spf: {
      result: resultOf(spf.result),
      domain: spf.domain,
      isAligned: dmarc?.isSpfAligned ?? spf.isAligned,
      text: spf.text,
    },
    dkim: seen.signatures.map((signature) => dkimFact(signature, dmarc, now)),
    dmarc: dmarcFact(seen),
    arc: { result: resultOf(arc.result), domain: arc.domain },
    // DMARC knows nothing of such keys.
    ...(reportSignatures && { reportDkim: reportSignatures.map((signature) => dkimFact(signature, null, now)) }),
  };
}

function dkimFact(signature: SeenSignature, dmarc: SeenDmarc | null, now: number): DkimFact {
  const { domain, selector, text } = signature;
  const aligned = dmarc?.alignedSignatures ?? null;
  const result = resultOf(signature.result);
  return {
    result,
    domain,
    selector,
    isAligned: aligned !== null && result === 'pass' ? aligned.includes(domain) : signature.isAligned,
    isPartial: isPartial(signature, now),
    text,
  };
}

function dmarcFact({ dmarc, dmarcAtBest }: SeenAuthentication): AuthenticationFact['dmarc'] {
  if (dmarc === null) return { result: 'permerror', domain: null, policy: null, text: 'there is no one author' };
  const isUndecided = dmarc.result === 'fail' && dmarcAtBest !== null && dmarcAtBest.result !== 'fail';
  const { policy } = dmarc;
  return {
    result: isUndecided ? 'temperror' : resultOf(dmarc.result),
    domain: dmarc.domain,
    policy: policy === 'none' || policy === 'quarantine' || policy === 'reject' ? policy : null,
    text: isUndecided ? 'DNS did not answer for what might be aligned' : dmarc.text,
  };
}

/** Nothing is known: the look broke off, or took too long. */
export const notSeen = (author: AuthorFact, text: string): AuthenticationFact => ({
  author,
  spf: { result: 'temperror', domain: null, isAligned: false, text },
  dkim: [],
  dmarc: { result: 'temperror', domain: null, policy: null, text },
  arc: { result: 'none', domain: null },
});

export type CompositeFacts = Pick<ScreenFacts, 'authentication' | 'isOwnAuthor' | 'isKnownDevice' | 'isResolverSick'>;

const composite = (result: CompositeResult['result'], reason: string): CompositeResult => ({ result, reason });

/**
 * One word for all of it, with Exchange's reasons: 000 and 010 failed DMARC whose owner wants something done, 001 and 601 nothing shows who
 * sent it (601: in the name of an own domain), 1xx passed, 109 without a record, 300 there is no author, 400 DNS did not answer, 700 a device
 * that the organization knows. undefined: nothing was looked at.
 */
export function compositeOf(facts: CompositeFacts): CompositeResult | undefined {
  const { authentication, isOwnAuthor, isKnownDevice, isResolverSick } = facts;
  if (authentication === null) return undefined;
  const { author, dmarc } = authentication;
  if (isKnownDevice && isOwnAuthor) return { ...composite('pass', '700'), byDevice: true };
  if (author.kind === 'none') return composite('none', '300');
  if (dmarc.result === 'pass') return composite('pass', '100');
  if (isResolverSick || dmarc.result === 'temperror') return composite('none', '400');
  if (dmarc.result === 'fail' && dmarc.policy !== 'none') return composite('fail', isOwnAuthor ? '010' : '000');
  if (dmarc.result !== 'fail') {
    const shown = aligned(authentication);
    if (shown.includes('pass')) return composite('pass', '109');
    if (shown.includes('temperror')) return composite('none', '400');
  }
  return composite('fail', isOwnAuthor ? '601' : '001');
}

/** As composite authentication has it, whoever the peer is known as. */
export function shownAuthor(authentication: AuthenticationFact, isResolverSick: boolean): ShownAuthor {
  const { author } = authentication;
  const facts = { authentication, isResolverSick, isOwnAuthor: false, isKnownDevice: false };
  const { result, reason } = compositeOf(facts) ?? composite('none', '300');
  const standing = result === 'pass' ? 'shown' : reason === '400' ? 'unknown' : 'not-shown';
  return { domain: author.kind === 'one' ? author.domain : null, standing };
}

/** Results of what is aligned and may count. */
const aligned = ({ spf, dkim }: AuthenticationFact): readonly AuthenticationResult[] =>
  [spf, ...dkim.filter((one) => !one.isPartial)].filter((one) => one.isAligned).map(({ result }) => result);
