/** All that the delivery room is given. */
import type { Clock } from '../base/clock.ts';
import type { IdSource } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { SecureResolver } from '../dns/secure-resolver.ts';
import type { SecretName } from '../directory/objects.ts';
import type { Observe } from '../mail/observation.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { NoteStore, Store } from '../store/store.ts';
import type { AddressPolicy } from './hops/address-policy.ts';
import { Tokens } from './oauth/tokens.ts';
import type { DiskObserver } from './transports/mailbox/maildir.ts';

export interface DeliverySettings {
  /** The name that EHLO says and Maildir file names carry; A-label. */
  readonly hostName: string;
  /** Our addresses as the Internet sees them: an MX that names one is a loop. */
  readonly egressAddresses: readonly string[];
  readonly outboundBind: { readonly ipv4: string | null; readonly ipv6: string | null };
  readonly dataDirectory: string;
  /** Absent, or without a contact: no TLS reports are sent. */
  readonly tlsReports?: { readonly contact: string | null; readonly send: 'failures' | 'all' };
  /** Whether a listener of ours answers at that address and port. */
  readonly isOwnEndpoint: (address: string, port: number) => boolean;
  /** Whether it is one of our names, lower case, on a port of a listener of ours. */
  readonly isOwnName: (name: string, port: number) => boolean;
}

export interface DeliveryOptions {
  readonly store: Pick<Store, 'spool'>;
  readonly directory: LiveDirectory;
  readonly resolver: Resolver;
  /** A resolver whose word of DNSSEC is believed; absent: there is none. */
  readonly secureResolver?: SecureResolver | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdSource;
  readonly log: Log;
  readonly settings: DeliverySettings;
  /** Absolute; mailboxes' Maildirs are below it. */
  readonly mailDirectory: string;
  /** Unseals a secret; null when it is missing. */
  readonly readSecret: (name: SecretName) => Promise<string | null>;
  /** Access tokens for next hops; absent: made here, and refresh tokens are not kept. */
  readonly tokens?: Tokens;
  /** The place where the day's count outlasts a restart; absent: nowhere. */
  readonly notes?: NoteStore;
  /** Which addresses may be connected to; by default the public Internet for MX, everything for smart hosts. */
  readonly addressPolicy?: AddressPolicy;
  /** PEM of further certificate authorities that next hops may chain to. */
  readonly extraAuthorities?: readonly string[];
  /** The port on which mail hosts listen; 25. Tests use another. */
  readonly mxPort?: number;
  /** The port on which hosts of MTA-STS policies listen; 443. Tests use another. */
  readonly mtaStsPort?: number;
  readonly observeDisk?: DiskObserver;
  readonly observe?: Observe;
}
