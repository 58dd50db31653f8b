/**
 * Devices as an administrator knows them, and what a device may do that the standards do not allow. A profile acts only on peers that an
 * administrator listed (a connector's or a device's address, or its sign-in), never on the public way in.
 */
import type { ObjectId } from '../base/id.ts';

/** Languages in which people are told of their mail. */
export const languages = ['en', 'de', 'fr', 'es'] as const;
export type Language = (typeof languages)[number];

export type AuthMechanism = 'PLAIN' | 'LOGIN' | 'CRAM-MD5';

/** What is taken from a peer, and repaired, beyond RFC 5321 and today's TLS. */
export interface ProfileTraits {
  /** Lowest TLS version that is spoken. Below TLSv1.2 OpenSSL's security level 0 goes with it (SHA-1, short keys). */
  readonly tlsMinimum: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2';
  /**
   * RSA key exchange, SHA-1 and short keys, which old devices have nothing beside; an RSA certificate is served with them.
   * Without it TLS 1.0 and 1.1 need a device that knows ECDHE.
   */
  readonly oldCiphers: boolean;
  /** Offered, in this order. CRAM-MD5 works only for credentials that are kept sealed. */
  readonly authMechanisms: readonly AuthMechanism[];
  /** AUTH may come before TLS. Only from addresses that a connector or a device lists. */
  readonly authBeforeTls: boolean;
  /** `any`: HELO and EHLO with any name or none, and AUTH after HELO. */
  readonly hello: 'strict' | 'any';
  /**
   * `lenient`: the one address that is there is read: angle brackets missing or doubled, a name beside it, stray blanks, dots at the ends of a
   * local part or side by side, a dot behind the domain, underscores and hyphens anywhere in it.
   */
  readonly addresses: 'strict' | 'lenient';
  /**
   * Bare LF and lone CR, in commands and content. `lf`: and who ended the DATA command itself with a bare LF may end the content with
   * LF . LF; whoever speaks CR LF cannot have that put into his mouth by the content he carries.
   */
  readonly lineEnds: 'reject' | 'normalize' | 'lf';
  /** Content lines over 998 octets. */
  readonly longLines: 'reject' | 'wrap';
  /** `serve`: a TLS handshake where clear text belongs is taken for what it is. */
  readonly tlsOnClearPort: 'refuse' | 'serve';
  /** Content that is sent behind DATA without waiting for 354. */
  readonly earlyContent: 'refuse' | 'take';
  /**
   * Header fields with 8-bit octets become encoded words (RFC 2047) where their charset is known, display names with an `@` in them are quoted,
   * and lines in the header that are no fields become `X-Mailbox-Line`.
   */
  readonly rawHeaders: 'keep' | 'encode';
  /** Bcc goes away, as it does at submission. */
  readonly removeBcc: boolean;
}

/** A profile of the administrator's own. The built-in ones are `policy/devices/device-profile.ts`. */
export interface DeviceProfile extends ProfileTraits {
  readonly kind: 'device-profile';
  readonly id: ObjectId;
  readonly organizationId: ObjectId;
  /** Unique in its organization, and none of the built-in names. */
  readonly name: string;
}

/** Whose name mail goes out in, where it is not the sender's own. Applied once, before the message is stored or (upstream) sent. */
export interface Rewriting {
  /** MAIL FROM; null: as it is. */
  readonly reversePath: string | null;
  /** The address in From; the display name is kept. null: as it is. */
  readonly from: string | null;
  /** Where From was changed: the original address becomes Reply-To, unless there is one. */
  readonly replyToOriginal: boolean;
}

export interface Device {
  readonly kind: 'device';
  readonly id: ObjectId;
  readonly organizationId: ObjectId;
  /** Unique in its organization: `Copier 2nd floor`. */
  readonly name: string;
  /** Where it stands, in words. */
  readonly place: string;
  /** How it is known: IPv4, IPv6, CIDR. */
  readonly addresses: readonly string[];
  /** Or by the name it signs in with, without case. */
  readonly logins: readonly string[];
  /** Who answers for it: gets the reports and notices of a sender that is nobody's mailbox. An address, own or foreign. */
  readonly owner: string | null;
  /** The owner's; null: the organization's. */
  readonly language: Language | null;
  /** Name of a profile; null: the one of the connector it comes by. */
  readonly profile: string | null;
  readonly rewriting: Rewriting | null;
  /** An alarm when it has sent nothing for so many days; null: never. */
  readonly silentAfterDays: number | null;
}
