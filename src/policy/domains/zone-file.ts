/** The records to publish as a zone file (RFC 1035 §5.1). Pure. */
import type { DnsRecordAdvice } from './domain-records.ts';

/** RFC 1035 §3.3: one character-string of a TXT record. */
const STRING = /.{1,255}/gu;

export function zoneFile(domain: string, records: readonly DnsRecordAdvice[]): string {
  const lines = records.map((record) => (isWhole(record) ? lineOf(record) : commentOf(record)));
  return [
    `; Records of ${domain} for Doorpost. Where there is an SPF record already, this one takes its place.`,
    ...lines,
    '',
  ].join('\n');
}

/** A line with a gap, one that stays as it is, or only one of two ways, is told and not published. */
const isWhole = ({ of, type, value }: DnsRecordAdvice): boolean =>
  of !== 'verification-mx' && (type === 'TXT' ? !value.includes('<') : /^\d+ [\w.-]+$/u.test(value));

function lineOf({ type, name, value }: DnsRecordAdvice): string {
  if (type !== 'TXT') return `${name}. 3600 IN ${type} ${value}.`;
  const pieces = value.match(STRING) ?? [''];
  return `${name}. 3600 IN TXT ${pieces.map((piece) => `"${piece.replaceAll(/["\\]/gu, '\\$&')}"`).join(' ')}`;
}

const commentOf = ({ type, name, value, why }: DnsRecordAdvice): string => `; ${name}. ${type} ${value} (${why})`;
