import { z } from 'zod';
import type { ProfileTraits } from '../../mail/device.ts';
import { field } from '../fields/field.ts';
import { type FieldsOf, formsOf, type Owned } from '../fields/forms.ts';
import { label, list } from '../fields/values.ts';

/** The meaning of each trait stands at its type. The defaults are `strict`: what holds on the public way in, always. */
const traits = {
  tlsMinimum: field(z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2']), {
    help: 'lowest TLS version: TLSv1, TLSv1.1, TLSv1.2',
    standard: 'TLSv1.2',
    flag: '--tls <version>',
    column: 'TLS FROM',
  }),
  oldCiphers: field(z.boolean(), {
    help: 'RSA key exchange, SHA-1 and short keys, with an RSA certificate',
    standard: false,
    flag: '--old-ciphers <on|off>',
  }),
  authMechanisms: field(list(z.enum(['PLAIN', 'LOGIN', 'CRAM-MD5'])), {
    help: 'PLAIN, LOGIN, CRAM-MD5, in the order offered; repeat for more',
    standard: ['PLAIN', 'LOGIN'],
    flag: '--auth <mechanism>',
    column: 'AUTH',
  }),
  authBeforeTls: field(z.boolean(), {
    help: 'a password in clear text, from listed addresses alone',
    standard: false,
    flag: '--auth-before-tls <on|off>',
    column: 'AUTH BEFORE TLS',
  }),
  hello: field(z.enum(['strict', 'any']), {
    help: 'strict, any',
    standard: 'strict',
    flag: '--hello <how>',
    column: 'HELO',
  }),
  addresses: field(z.enum(['strict', 'lenient']), {
    help: 'strict, lenient',
    standard: 'strict',
    flag: '--addresses <how>',
    column: 'ADDRESSES',
  }),
  lineEnds: field(z.enum(['reject', 'normalize', 'lf']), {
    help: 'bare LF and CR: reject, normalize; lf: a device that speaks LF alone may end a message with LF . LF',
    standard: 'reject',
    flag: '--line-ends <how>',
    column: 'LINE ENDS',
  }),
  longLines: field(z.enum(['reject', 'wrap']), {
    help: 'over 998 bytes: reject, wrap',
    standard: 'reject',
    flag: '--long-lines <how>',
    column: 'LONG LINES',
  }),
  tlsOnClearPort: field(z.enum(['refuse', 'serve']), {
    help: 'a handshake where clear text belongs: refuse, serve',
    standard: 'refuse',
    flag: '--tls-on-clear-port <how>',
    column: 'TLS ON CLEAR PORT',
  }),
  earlyContent: field(z.enum(['refuse', 'take']), {
    help: 'content sent without waiting for 354: refuse, take',
    standard: 'refuse',
    flag: '--early-content <how>',
  }),
  rawHeaders: field(z.enum(['keep', 'encode']), {
    help: '8-bit header fields: keep, encode',
    standard: 'keep',
    flag: '--raw-headers <how>',
  }),
  removeBcc: field(z.boolean(), {
    help: 'take Bcc away, as at submission',
    standard: false,
    flag: '--remove-bcc <on|off>',
  }),
} satisfies Record<keyof ProfileTraits, z.ZodType>;

export const deviceProfileForms = formsOf({
  /** Unique in its organization, and none of the built-in names. */
  name: field(label, { help: 'what it is called', column: 'NAME' }),
  ...traits,
});

/** A profile of the administrator's own. The built-in ones are `policy/devices/device-profile.ts`. */
export interface DeviceProfile extends Owned<'device-profile'>, FieldsOf<typeof deviceProfileForms.shape> {}
