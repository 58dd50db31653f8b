/** SASL PLAIN (RFC 4616), LOGIN, CRAM-MD5 (RFC 2195), XOAUTH2 and OAUTHBEARER (RFC 7628), base64 held to the letter. Secrets pass through and are kept nowhere. */
import { hasControl } from './command.ts';

/** The octets, or null when it is not base64 with its padding (RFC 4954 §4, RFC 4648 §4). */
export function decodeBase64(text: string): Buffer | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  return Buffer.from(text, 'base64');
}

export interface PlainMessage {
  /** On whose behalf; empty: one's own. */
  readonly authorization: string;
  readonly username: string;
  readonly password: string;
}

/** `[authzid] NUL authcid NUL passwd` in UTF-8; null when it is anything else. Name and password are not empty. */
export function parsePlain(message: Buffer, read: ReadText = decodeUtf8): PlainMessage | null {
  const [authorization, username, password, ...more] = read(message)?.split('\0', 4) ?? [];
  if (authorization === undefined || !username || !password || more.length > 0) return null;
  return hasControl(authorization + username + password) ? null : { authorization, username, password };
}

/** Text of a LOGIN answer; null when it is empty, not UTF-8, or has a control character (as `QUIT` has, read as base64). */
export function parseLoginText(message: Buffer, read: ReadText = decodeUtf8): string | null {
  const text = read(message);
  return !text || hasControl(text) ? null : text;
}

/** RFC 2195 §2: name, space, HMAC-MD5 of the challenge in hex. A name may hold spaces; the digest never does. */
export function parseCramResponse(message: Buffer): { readonly username: string; readonly digest: string } | null {
  const text = decodeUtf8(message);
  const parts = text === null || hasControl(text) ? null : /^(.{1,320}) ([0-9a-f]{32})$/iu.exec(text);
  return parts?.[1] === undefined || parts[2] === undefined
    ? null
    : { username: parts[1], digest: parts[2].toLowerCase() };
}

/** How a name or a password is read; null: not at all. */
export type ReadText = (bytes: Buffer) => string | null;

/** Reads UTF-8 (RFC 4616 §2), and anything else as windows-1252, which old devices send. */
export const decodeOld: ReadText = (bytes) => decodeUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes);

export function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The initial response of PLAIN. */
export const plainResponse = (username: string, password: string): string =>
  Buffer.from(`\0${username}\0${password}`).toString('base64');

/** XOAUTH2, as Google and Microsoft document it. */
export const xoauth2Response = (username: string, token: string): string =>
  Buffer.from(`user=${username}\x01auth=Bearer ${token}\x01\x01`).toString('base64');

/** OAUTHBEARER (RFC 7628 §3.1). In the name, `=` and `,` are quoted as RFC 5801 §4 wants it. */
export const oauthbearerResponse = (username: string, token: string): string => {
  const name = username.replaceAll('=', '=3D').replaceAll(',', '=2C');
  return Buffer.from(`n,a=${name},\x01auth=Bearer ${token}\x01\x01`).toString('base64');
};

/** LOGIN's prompts: "Username:" and "Password:". Old devices compare them letter by letter. */
export const LOGIN_USERNAME_PROMPT = 'VXNlcm5hbWU6';
export const LOGIN_PASSWORD_PROMPT = 'UGFzc3dvcmQ6';
