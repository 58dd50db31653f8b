/**
 * Process settings: what a process must know before it can open its store. From `doorpost.yaml` and the environment
 * (`config/load.ts`), types and defaults from the table; everything else is business and lives in the store.
 */
import type { SettingValue } from './setting-table.ts';

export interface Settings {
  /** `evaluation` is only ever opened by `npm start` / `doorpost start` on an empty directory, and remembered there. */
  readonly mode: SettingValue<'mode'>;
  /** The file these came from, for backups; absent: from the environment alone. */
  readonly file?: string;
  /** Absolute path. Holds doorpost.db, spool/, mail/, secret.key, tls/, admin.sock. */
  readonly dataDirectory: string;
  /** The name we greet with and put in Received; A-label. */
  readonly hostName: string;
  /** Suffix for the per-domain MX names, `contoso-com.<serviceHost>`. */
  readonly serviceHost: string;
  /** The name devices submit to; defaults to hostName. */
  readonly submissionHost: string;
  readonly listeners: readonly ListenerSettings[];
  readonly http: {
    readonly addresses: SettingValue<'http.addresses'>;
    readonly port: SettingValue<'http.port'>;
    /** By the certificates of SMTP. */
    readonly tls: SettingValue<'http.tls'>;
    /** Allowed Host headers besides loopback names. */
    readonly hosts: SettingValue<'http.hosts'>;
    /** Addresses (CIDR) of reverse proxies whose X-Forwarded fields are believed. */
    readonly trustedProxies: SettingValue<'http.trustedProxies'>;
    /** Scheme, name and port by which people reach it, without a path: the base of every link. */
    readonly url: SettingValue<'http.url'>;
  };
  readonly signIn: {
    readonly secondFactor: SettingValue<'signIn.secondFactor'>;
    /** A session that is not used for so long ends. */
    readonly idleMs: SettingValue<'signIn.idle'>;
  };
  /** The identity provider that people may sign in by. */
  readonly oidc: {
    /** null: there is none. */
    readonly issuer: SettingValue<'oidc.issuer'>;
    readonly clientId: SettingValue<'oidc.clientId'>;
    /** Absolute path. */
    readonly clientSecretFile: string | null;
    readonly rolesClaim: SettingValue<'oidc.rolesClaim'>;
    readonly scopes: SettingValue<'oidc.scopes'>;
    readonly name: SettingValue<'oidc.name'>;
    /** Absolute path. */
    readonly caFile: string | null;
  };
  /** Unix socket (or named pipe) of the local administrator. */
  readonly adminSocket: string;
  /** PEM chain and key, RSA and/or ECDSA; empty: a self-signed one is made under tls/. */
  readonly certificates: SettingValue<'certificates'>;
  /** Extra PEM bundle of CAs that client certificates may chain to. */
  readonly clientCaFile: string | null;
  /** Addresses (CIDR) whose PROXY header is believed, per listener role all. */
  readonly proxyFrom: SettingValue<'proxyFrom'>;
  /** Our addresses as the Internet sees them, for SPF lines and loop detection. */
  readonly egressAddresses: SettingValue<'egressAddresses'>;
  /** Source addresses to bind for outbound, optional. */
  readonly outboundBind: {
    readonly ipv4: SettingValue<'outboundBind.ipv4'>;
    readonly ipv6: SettingValue<'outboundBind.ipv6'>;
  };
  /** DNS servers; empty: the system's. */
  readonly dnsServers: SettingValue<'dnsServers'>;
  /** Those whose word of DNSSEC is believed; empty: those in use that are on this machine. */
  readonly validatingDnsServers: SettingValue<'validatingDnsServers'>;
  readonly tlsReports: {
    /** null: none are sent. */
    readonly contact: SettingValue<'tlsReports.contact'>;
    readonly send: SettingValue<'tlsReports.send'>;
  };
  readonly queue: {
    readonly concurrentDeliveries: SettingValue<'queue.concurrentDeliveries'>;
    readonly perLane: SettingValue<'queue.perLane'>;
    readonly delayNoticeAfterMs: SettingValue<'queue.delayNoticeAfter'>;
    readonly expiryMxMs: SettingValue<'queue.expiryMx'>;
    readonly expiryOtherMs: SettingValue<'queue.expiryOther'>;
  };
  readonly trace: { readonly keepDays: SettingValue<'trace.keepDays'> };
  readonly alarms: {
    /** Mail that waits longer raises an alarm; null: however long. */
    readonly oldestMailMs: SettingValue<'alarms.oldestMail'> | null;
  };
  /** Programs that mail is screened with; null: none. */
  readonly screening: {
    readonly rspamdUrl: SettingValue<'screening.rspamd.url'>;
    readonly clamdAddress: SettingValue<'screening.clamd.address'>;
  };
  readonly log: { readonly level: SettingValue<'log.level'>; readonly format: SettingValue<'log.format'> };
  /** Octets that must stay free before 452 4.3.1; null: 1.5x the message size limit. */
  readonly minFreeBytes: SettingValue<'minFree'>;
}

export interface ListenerSettings {
  /** For messages and the trace: `smtp`, `submission`, `submissions`. */
  readonly name: string;
  /** relay: the port 25 role. submissions: implicit TLS. */
  readonly role: 'relay' | 'submission' | 'submissions';
  readonly addresses: readonly string[];
  readonly port: number;
  /** Which setting to change when the port is in use: `listeners.smtp.port (DOORPOST_SMTP_PORT)`. */
  readonly setting: string;
}
