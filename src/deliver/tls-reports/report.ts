/** A TLS report (RFC 8460): where its domain wants it, its JSON, and the message that carries it. Pure. */
import { bounds } from '../../base/bounds.ts';
import { type DayResult, failedSessions, type PolicyResult } from './day-result.ts';

export interface ReportFacts {
  /** Of the policies. */
  readonly domain: string;
  /** `2026-11-30`, UTC. */
  readonly day: string;
  readonly organization: string;
  /** An address that questions go to. */
  readonly contact: string;
  readonly id: string;
  readonly result: DayResult;
}

/** A place that reports are wanted at. */
export type ReportTarget =
  | { readonly kind: 'mail'; readonly address: string }
  | { readonly kind: 'https'; readonly url: string };

/** The places in the one valid record among the TXT records of `_smtp._tls.<domain>` (RFC 8460 §3), as many as the bound. */
export function reportTargets(records: readonly string[]): readonly ReportTarget[] {
  const [record, ...others] = records.filter((text) => /^v=TLSRPTv1[ \t]*;/u.test(text));
  if (record === undefined || others.length > 0) return [];
  const field = record.split(';').find((text) => /^\s*rua\s*=/u.test(text)) ?? '';
  return field
    .slice(field.indexOf('=') + 1)
    .split(',')
    .flatMap((uri) => targetOf(uri.trim()) ?? [])
    .slice(0, bounds.deliver.tlsReportTargets);
}

function targetOf(uri: string): ReportTarget | null {
  const url = URL.parse(uri);
  if (url?.protocol === 'https:' && url.username === '') return { kind: 'https', url: url.href };
  if (url?.protocol !== 'mailto:') return null;
  const address = decoded(url.pathname);
  return address !== null && /^[\x21-\x7e]+@[a-z0-9.-]+$/iu.test(address) ? { kind: 'mail', address } : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** RFC 8460 §4.4. */
export const reportJson = (facts: ReportFacts): object => ({
  'organization-name': facts.organization,
  'date-range': { 'start-datetime': `${facts.day}T00:00:00Z`, 'end-datetime': `${facts.day}T23:59:59Z` },
  'contact-info': facts.contact,
  'report-id': facts.id,
  policies: facts.result.map((result) => policyJson(facts.domain, result)),
});

function policyJson(domain: string, result: PolicyResult): object {
  const { type, strings, mx, successes, failures } = result;
  return {
    policy: { 'policy-type': type, 'policy-string': strings, 'policy-domain': domain, 'mx-host': mx },
    summary: {
      'total-successful-session-count': successes,
      'total-failure-session-count': failedSessions(result),
    },
    ...(failures.length > 0 && {
      'failure-details': failures.map(({ fault, sendingIp, mxHost, receivingIp, count }) => ({
        'result-type': fault,
        ...(sendingIp !== null && { 'sending-mta-ip': sendingIp }),
        ...(mxHost !== null && { 'receiving-mx-hostname': mxHost }),
        ...(receivingIp !== null && { 'receiving-ip': receivingIp }),
        'failed-session-count': count,
      })),
    }),
  };
}

/** `mail.example.com!d.test!1617235200!1617321599!id.json.gz` (RFC 8460 §5.1). */
export function reportFileName({ domain, day, id }: ReportFacts, submitter: string): string {
  const from = Date.parse(`${day}T00:00:00Z`) / 1_000;
  return `${submitter}!${domain}!${from}!${from + 86_399}!${id}.json.gz`;
}

/** The message of a report (RFC 8460 §5.3): whatever protection its way has, it goes (`TLS-Required: No`, RFC 8689 §3). */
export function reportMessage(
  facts: ReportFacts,
  {
    submitter,
    to,
    messageId,
    date,
    gzipped,
  }: {
    readonly submitter: string;
    readonly to: string;
    readonly messageId: string;
    readonly date: string;
    readonly gzipped: Uint8Array;
  },
): { readonly bytes: Buffer; readonly subject: string } {
  const { domain, contact, id, day } = facts;
  const subject = `Report Domain: ${domain} Submitter: ${submitter} Report-ID: <${id}@${submitter}>`;
  const boundary = `=_${id}`;
  const base64 = Buffer.from(gzipped).toString('base64').replace(/.{76}/gu, '$&\r\n');
  const lines = [
    `From: Doorpost <${contact}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${date}`,
    `Message-ID: ${messageId}`,
    `TLS-Report-Domain: ${domain}`,
    `TLS-Report-Submitter: ${submitter}`,
    'TLS-Required: No',
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type="tlsrpt"; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `This is a report of ${submitter} about TLS with the mail hosts of ${domain} on ${day} (UTC).`,
    `Questions: ${contact}`,
    '',
    `--${boundary}`,
    'Content-Type: application/tlsrpt+gzip',
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${reportFileName(facts, submitter)}"`,
    '',
    base64,
    `--${boundary}--`,
    '',
  ];
  return { bytes: Buffer.from(lines.join('\r\n'), 'latin1'), subject };
}
