/** The check of screening that refused a step, by its reason. */
import { own } from '../../base/own.ts';
import type { CheckMark } from '../../mail/screening/checks.ts';
import { type ScreenRow, screenRows } from '../../mail/screening/screened.ts';
import type { Refusal } from '../../mail/trace-event.ts';

/** Reasons that a check tells apart by one of their facts. */
const byFact: Readonly<Record<string, readonly [fact: string, checks: Readonly<Record<string, ScreenRow>>]>> = {
  restricted: ['of', { sender: 'restricted-sender', connector: 'restricted-connector', address: 'blocked-address' }],
  'dns-listed': ['of', { spam: 'spam-list', policy: 'policy-list' }],
  dmarc: ['policy', { reject: 'dmarc-reject', quarantine: 'dmarc-quarantine' }],
  'spam-filter': ['level', { 'high-confidence-spam': 'high-confidence-spam', spam: 'spam', bulk: 'bulk' }],
};

/** null: no check did; so it is where a later version has a reason that this one does not know. */
export function refusedCheck({ reason, reply }: Pick<Refusal, 'reason' | 'reply'>): CheckMark | null {
  if (reason === undefined) return null;
  const [fact, checks] = own(byFact, reason.kind) ?? [];
  const value = fact === undefined ? reason.kind : reason[fact];
  const check = checks === undefined ? screenRows.find((row) => row === value) : own(checks, String(value));
  if (check === undefined) return null;
  return { check, act: reply.startsWith('4') ? 'defer' : 'reject', isObserved: false };
}
