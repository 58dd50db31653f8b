/** DKIM signatures made by hand, with whatever tags a test wants: programs that sign write none that is odd. Relaxed header and body. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export interface HandKey {
  readonly privateKey: KeyObject;
  /** As it is published. */
  readonly record: string;
}

export function rsaKey(modulusLength: number): HandKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return {
    privateKey,
    record: `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`,
  };
}

export function ed25519Key(): HandKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const octets = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return { privateKey, record: `v=DKIM1; k=ed25519; p=${octets.toString('base64')}` };
}

export interface HandSignature {
  readonly key: HandKey;
  readonly domain: string;
  readonly selector?: string;
  readonly algorithm?: 'rsa-sha256' | 'rsa-sha1' | 'ed25519-sha256';
  /** Fields of `h=`, in its order; one that is not there is signed as such. */
  readonly fields?: readonly string[];
  /** Instead of what they would be; null: without. Others stand at the end. */
  readonly tags?: Readonly<Record<string, string | null>>;
}

const headerOf = (content: string): readonly string[] =>
  content.slice(0, content.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/u);

const relaxedField = (line: string): string => {
  const colon = line.indexOf(':');
  const value = line
    .slice(colon + 1)
    .replaceAll(/\r\n/gu, '')
    .replaceAll(/[ \t]+/gu, ' ')
    .trim();
  return `${line.slice(0, colon).trim().toLowerCase()}:${value}`;
};

function relaxedBody(content: string): string {
  const body = content.slice(content.indexOf('\r\n\r\n') + 4);
  const lines = body.split('\r\n').map((line) => line.replaceAll(/[ \t]+/gu, ' ').replace(/ $/u, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`;
}

/** @returns the content with the field on top. */
export function handSigned(content: string, signature: HandSignature): string {
  const { key, domain, selector = 'k', algorithm = 'rsa-sha256', fields = ['from', 'subject'], tags = {} } = signature;
  const hash = algorithm === 'rsa-sha1' ? 'sha1' : 'sha256';
  const usual = {
    v: '1',
    a: algorithm,
    c: 'relaxed/relaxed',
    d: domain,
    s: selector,
    h: fields.join(':'),
    bh: createHash(hash).update(relaxedBody(content), 'latin1').digest('base64'),
  };
  const written = Object.entries({ ...usual, ...tags }).flatMap(([tag, value]) =>
    value === null ? [] : [`${tag}=${value}`],
  );
  const field = `DKIM-Signature: ${written.join('; ')}; b=`;
  const left = [...headerOf(content)];
  const signed = fields.map((name) => {
    const at = left.findLastIndex((line) => line.toLowerCase().startsWith(`${name}:`));
    return at < 0 ? '' : `${relaxedField(left.splice(at, 1)[0] ?? '')}\r\n`;
  });
  const data = Buffer.from(`${signed.join('')}${relaxedField(field)}`, 'latin1');
  const octets =
    algorithm === 'ed25519-sha256'
      ? sign(null, createHash('sha256').update(data).digest(), key.privateKey)
      : sign(hash, data, key.privateKey);
  return `${field}${octets.toString('base64')}\r\n${content}`;
}
