/**
 * The JSON of a TLS report (RFC 8460 §4.4), read as what a stranger wrote: whatever is not of the form makes it no report, words are cut and
 * printable, numbers are whole. Pure.
 */
import { isIP } from 'node:net';
import { bounds } from '../../base/bounds.ts';
import { firstOf } from '../../base/trim.ts';
import {
  type HeardFailure,
  type HeardPolicy,
  heardPolicyTypes,
  type HeardReport,
} from '../../mail/doors/tls-reports.ts';

type Fields = Readonly<Record<string, unknown>>;

/** null: it is none. */
export function readReport(json: unknown): HeardReport | null {
  const {
    'report-id': id,
    'organization-name': name,
    'contact-info': contact,
    'date-range': range,
    policies,
  } = of(json);
  const [from, until] = [timeOf(of(range)['start-datetime']), timeOf(of(range)['end-datetime'])];
  const [reportId, organizationName] = [textOf(id), textOf(name)];
  if (reportId === null || organizationName === null || from === null || until === null) return null;
  if (!Array.isArray(policies)) return null;
  const read = policies.slice(0, bounds.receive.tlsReportPolicies).map(policyOf);
  const whole = read.filter((one) => one !== null);
  if (whole.length === 0 || whole.length < read.length) return null;
  return { id: reportId, organizationName, contact: textOf(contact), from, until, policies: fewFailures(whole) };
}

function policyOf(json: unknown): HeardPolicy | null {
  const { policy, summary, 'failure-details': details = [] } = of(json);
  const domain = nameOf(of(policy)['policy-domain']);
  const successes = countOf(of(summary)['total-successful-session-count']);
  const failed = countOf(of(summary)['total-failure-session-count']);
  if (domain === null || successes === null || failed === null || !Array.isArray(details)) return null;
  const said = of(policy)['policy-type'];
  const type = heardPolicyTypes.find((one) => one === said) ?? 'other';
  const failures = details
    .flatMap((one) => failureOf(one) ?? [])
    .toSorted((one, other) => other.sessions - one.sessions)
    .slice(0, bounds.receive.tlsReportFailures);
  return { domain, type, successes, failed, failures };
}

/** Of a report as a whole there are so many. */
function fewFailures(policies: readonly HeardPolicy[]): readonly HeardPolicy[] {
  let room: number = bounds.receive.tlsReportFailures;
  return policies.map((policy) => {
    const failures = policy.failures.slice(0, room);
    room -= failures.length;
    return { ...policy, failures };
  });
}

function failureOf(json: unknown): HeardFailure | null {
  const fields = of(json);
  const result = fields['result-type'];
  const sessions = countOf(fields['failed-session-count']);
  if (typeof result !== 'string' || !/^[a-z0-9-]{1,64}$/u.test(result) || sessions === null) return null;
  return {
    ...{ result, sessions },
    sendingIp: addressOf(fields['sending-mta-ip']),
    mxHost: nameOf(fields['receiving-mx-hostname']),
    receivingIp: addressOf(fields['receiving-ip']),
  };
}

const of = (json: unknown): Fields => (typeof json === 'object' && json !== null ? (json as Fields) : {});

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const shown = value.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim();
  return shown === '' ? null : firstOf(shown, bounds.receive.tlsReportText);
}

function nameOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > bounds.receive.tlsReportText) return null;
  const name = value.toLowerCase().replace(/\.$/u, '');
  return /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/u.test(name) ? name : null;
}

/** Some write an address as `[192.0.2.1]`. */
function addressOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const address = value.replace(/^\[(.*)\]$/u, '$1');
  return isIP(address) === 0 ? null : address;
}

const countOf = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;

/** RFC 3339. */
function timeOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/iu.test(value))
    return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}
