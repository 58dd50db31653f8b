/** MTA-STS (RFC 8461) as text: the record that says there is a policy, the policy, and the mail hosts that it names. Pure. */
import { bounds } from '../../base/bounds.ts';
import type { StsMode } from '../../mail/doors/sts-policies.ts';

export interface MtaStsPolicy {
  /** enforce: only these hosts, with a certificate that verifies; testing: as if there were none, but faults are reported. */
  readonly mode: StsMode;
  /** Lower case: `mail.example.com`, or `*.example.com` for exactly one label more. */
  readonly mx: readonly string[];
  readonly maxAgeS: number;
}

const LONGEST_AGE_S = 31_557_600;

/** The id of the one valid record among the TXT records of `_mta-sts.<domain>`; null: the domain has no policy (RFC 8461 §3.1). */
export function policyId(records: readonly string[]): string | null {
  const [record, ...others] = records.filter((text) => /^v=STSv1[ \t]*;/u.test(text));
  if (record === undefined || others.length > 0) return null;
  for (const field of record.split(';')) {
    const [key = '', value = ''] = field.split('=', 2);
    if (key.trim() === 'id') return /^[A-Za-z0-9]{1,32}$/u.test(value.trim()) ? value.trim() : null;
  }
  return null;
}

/** RFC 8461 §3.2: unknown fields and repeated ones are passed over. */
export function parsePolicy(text: string): MtaStsPolicy | { readonly why: string } {
  const fields = new Map<string, string>();
  const mx: string[] = [];
  for (const line of text.split('\n', bounds.deliver.mtaStsLines)) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const [key, value] = [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    if (key === 'mx') mx.push(value.toLowerCase().replace(/\.$/u, ''));
    else if (!fields.has(key)) fields.set(key, value);
  }
  const mode = fields.get('mode');
  const maxAge = fields.get('max_age') ?? '';
  if (fields.get('version') !== 'STSv1') return { why: 'it does not say version: STSv1' };
  if (mode !== 'enforce' && mode !== 'testing' && mode !== 'none') return { why: 'it says no mode that is known' };
  if (!/^[0-9]{1,10}$/u.test(maxAge)) return { why: 'it says no max_age' };
  if (mode !== 'none' && mx.length === 0) return { why: 'it names no mail host' };
  if (!mx.every(isPattern)) return { why: 'it names something that is no mail host' };
  return { mode, mx, maxAgeS: Math.min(Number(maxAge), LONGEST_AGE_S) };
}

const isPattern = (name: string): boolean =>
  name.length <= bounds.config.hostName && /^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/u.test(name);

/** @param host lower case, no final dot. */
export const namesHost = ({ mx }: MtaStsPolicy, host: string): boolean =>
  mx.some((pattern) =>
    pattern.startsWith('*.')
      ? host.includes('.') && host.slice(host.indexOf('.')) === pattern.slice(1)
      : pattern === host,
  );

/** The policy in lines as one would write it. */
export const policyLines = ({ mode, mx, maxAgeS }: MtaStsPolicy): readonly string[] => [
  'version: STSv1',
  `mode: ${mode}`,
  ...mx.map((host) => `mx: ${host}`),
  `max_age: ${maxAgeS}`,
];
