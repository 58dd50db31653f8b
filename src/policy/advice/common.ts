/** The parts of an advice, and what all ways share. Pure. */
import type { Cure, Remedy } from '../../mail/remedy.ts';
import type { Situation } from './situation.ts';
import { line, type ToldLine } from '../../mail/lines/said.ts';

export type Way = 'bulk-provider' | 'existing-server' | 'relay' | 'submission' | 'direct' | 'site-relay';

export interface Advice {
  readonly way: Way;
  readonly title: ToldLine;
  readonly why: readonly ToldLine[];
  /** To be done before anything else. */
  readonly first: readonly ToldLine[];
  /** The other ways, and what speaks against each. */
  readonly instead: readonly { readonly way: Way; readonly why: Cure }[];
  readonly limits: readonly Cure[];
  readonly licences: readonly ToldLine[];
  /** TXT of the domain; null: nothing to add. */
  readonly spf: string | null;
  /** The values to type into the device. */
  readonly device: readonly (readonly [label: ToldLine, value: string | ToldLine])[];
  /** The set-up on Doorpost, in order. */
  readonly here: readonly Remedy[];
  /** The set-up at Microsoft. */
  readonly there: readonly Cure[];
}

/** Names and addresses, as far as they are known. */
export interface KnownHosts {
  /** Doorpost's name for devices; null: nobody said. */
  readonly host: string | null;
  /** Our public address. */
  readonly egress: string | null;
}

/** RFC 8997 retired TLS 1.0 and 1.1; Microsoft refuses them. */
export const knowsTls12 = ({ tls }: Situation): boolean => tls === '1.2';
export const DAY_LIMIT = 10_000;

/** Things the device should have first, whatever the way. */
export function preparations({ oldFirmware, tls }: Situation): readonly ToldLine[] {
  const first: ToldLine[] = [];
  if (oldFirmware)
    first.push(line`Update the firmware: newer versions often know TLS 1.2, STARTTLS or OAuth. Then ask again.`);
  if (tls === '465-only')
    first.push(
      line`A device that suggests port 465 probably lacks STARTTLS: look for an update, and whether STARTTLS or "TLS" can be chosen with port 587.`,
    );
  return first;
}

/** The name by which a domain's mail comes to Microsoft 365. null: it cannot be told from the domain, as where that has a hyphen. */
export const mxOf = (domain: string): string | null =>
  domain.includes('-') ? null : `${domain.replaceAll('.', '-')}.mail.protection.outlook.com`;

/** As it is typed into a device. */
export const shownHost = ({ host }: KnownHosts): string | ToldLine =>
  host ?? line`<the name or address of this server>`;

export const spfOf = (egress: string | null): string =>
  `v=spf1 ${egress?.includes(':') ? 'ip6' : 'ip4'}:${egress ?? '<your public address>'} include:spf.protection.outlook.com ~all`;
