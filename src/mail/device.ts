/**
 * Devices as an administrator knows them, and what a device may do that the standards do not allow. A profile acts only on peers that an
 * administrator listed (a connector's or a device's address, or its sign-in), never on the public way in.
 */
export type AuthMechanism = 'PLAIN' | 'LOGIN' | 'CRAM-MD5';

/**
 * How a device does. `refused`: what came last of it was refused, or it gave up itself; `silent`: longer than an administrator said it may be;
 * `no-mail`: it came, was not refused, and brought none.
 */
export const deviceStates = ['sends', 'refused', 'silent', 'no-mail', 'never-seen'] as const;
export type DeviceState = (typeof deviceStates)[number];

/** Versions of TLS that upstreams and browsers have given up. */
export const OLD_TLS_VERSIONS: readonly string[] = ['TLSv1', 'TLSv1.0', 'TLSv1.1'];

/** Faults that are taken from a peer, and repaired, beyond RFC 5321 and today's TLS. */
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

/** Whose name mail goes out in, where it is not the sender's own. Applied once, before the message is stored or (upstream) sent. */
export interface Rewriting {
  /** MAIL FROM; null: as it is. */
  readonly reversePath: string | null;
  /** The address in From; the display name is kept. null: as it is. */
  readonly from: string | null;
  /** Only when From was changed: the original address becomes Reply-To, unless there is one. */
  readonly replyToOriginal: boolean;
}
