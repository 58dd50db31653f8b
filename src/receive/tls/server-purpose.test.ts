import 'reflect-metadata';
import assert from 'node:assert/strict';
import { type webcrypto, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import * as x509 from '@peculiar/x509';
import { chainsAsServer } from './server-purpose.ts';

const NOW = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const forServers = new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]);
const isCa = (pathLength?: number): x509.Extension => new x509.BasicConstraintsExtension(true, pathLength, true);

interface Issued {
  readonly certificate: X509Certificate;
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
}

async function issue(
  name: string,
  by: Issued | null,
  extensions: readonly x509.Extension[],
  more: { readonly notAfter?: number; readonly hash?: string } = {},
): Promise<Issued> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: `CN=${by?.name ?? name}`,
    notBefore: new Date(NOW - DAY),
    notAfter: new Date(more.notAfter ?? NOW + DAY),
    signingAlgorithm: { ...algorithm, hash: more.hash ?? 'SHA-256' },
    publicKey: keys.publicKey,
    signingKey: (by ?? { keys }).keys.privateKey,
    extensions: [...extensions],
  });
  return { certificate: new X509Certificate(Buffer.from(made.rawData)), name, keys };
}

test('a server certificate leads to an anchor over the CAs that were sent with it', async () => {
  const root = await issue('root', null, [isCa()]);
  const between = await issue('between', root, [isCa(0), forServers]);
  const leaf = await issue('leaf', between, [forServers]);
  const trusted = (shown: readonly Issued[], now = NOW): boolean =>
    chainsAsServer(
      leaf.certificate,
      shown.map((one) => one.certificate),
      [root.certificate],
      now,
    );
  assert.equal(trusted([between]), true);
  assert.equal(trusted([root, between]), true);
  assert.equal(trusted([]), false);
  assert.equal(trusted([between], NOW + 2 * DAY), false);
  const direct = await issue('direct', root, [forServers]);
  assert.equal(chainsAsServer(direct.certificate, [], [root.certificate], NOW), true);
  assert.equal(chainsAsServer(direct.certificate, [], [], NOW), false);
});

test('what is no CA, is not allowed to be one here, or is not understood, vouches for nobody', async () => {
  const root = await issue('root', null, [isCa()]);
  const vouches = async (between: Issued, below = between, shown: readonly Issued[] = []): Promise<boolean> => {
    const leaf = await issue('leaf', below, [forServers]);
    return chainsAsServer(
      leaf.certificate,
      [between, ...shown].map((one) => one.certificate),
      [root.certificate],
      NOW,
    );
  };
  assert.equal(await vouches(await issue('a site', root, [forServers])), false, 'the certificate of somebody else');
  assert.equal(await vouches(await issue('no ca', root, [new x509.BasicConstraintsExtension(false)])), false);
  assert.equal(await vouches(await issue('old', root, [isCa()], { notAfter: NOW - 1_000 })), false);
  assert.equal(await vouches(await issue('weak', root, [isCa()], { hash: 'SHA-1' })), false);
  const signsNothing = new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true);
  assert.equal(await vouches(await issue('no signer', root, [isCa(), signsNothing])), false);
  const forMail = new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.emailProtection]);
  assert.equal(await vouches(await issue('mail ca', root, [isCa(), forMail])), false);
  const names = new x509.Extension('2.5.29.30', false, Buffer.from('3000', 'hex'));
  assert.equal(await vouches(await issue('narrow', root, [isCa(), names])), false);
  const odd = new x509.Extension('1.2.3.4', true, Buffer.from('0500', 'hex'));
  assert.equal(await vouches(await issue('odd', root, [isCa(), odd])), false);
  const last = await issue('last ca', root, [isCa(0)]);
  assert.equal(await vouches(last), true);
  assert.equal(await vouches(last, await issue('one too many', last, [isCa()]), []), false);
  const tooMany = await issue('one too many', last, [isCa()]);
  assert.equal(await vouches(last, tooMany, [tooMany]), false);
  const impostor = await issue('root', null, [isCa()]);
  assert.equal(await vouches(impostor), false);
});

test('a leaf must be for servers by name, and hold nothing critical that is not understood', async () => {
  const root = await issue('root', null, [isCa()]);
  const odd = new x509.Extension('1.2.3.4', true, Buffer.from('0500', 'hex'));
  const forMail = new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.emailProtection]);
  for (const extensions of [[], [forMail], [forServers, odd]]) {
    const leaf = await issue('leaf', root, extensions);
    assert.equal(chainsAsServer(leaf.certificate, [], [root.certificate], NOW), false);
  }
});
