import 'reflect-metadata';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import tls from 'node:tls';
import * as x509 from '@peculiar/x509';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { contentText } from '../../lab/stores/fake-store.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { connector, domain, mailbox, organization, receiveHouse } from '../../lab/houses/receive-house.ts';

const site: readonly DirectoryObject[] = [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  mailbox('Ours', 'inbox@ours.test'),
];

interface Pair {
  readonly cert: string;
  readonly key: string;
  readonly fingerprint: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A test CA, and certificates signed by it (or by nobody). */
async function authority(): Promise<{
  ca: string;
  issue(names: readonly string[], trusted?: boolean, ...more: readonly x509.Extension[]): Promise<Pair>;
}> {
  const caKeys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const span = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 3_600_000) };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Test CA',
    ...span,
    signingAlgorithm: algorithm,
    keys: caKeys,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    ca: ca.toString('pem'),
    async issue(names, trusted = true, ...more) {
      const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const certificate = await x509.X509CertificateGenerator.create({
        subject: 'CN=client',
        issuer: trusted ? 'CN=Test CA' : 'CN=client',
        ...span,
        signingAlgorithm: algorithm,
        publicKey: keys.publicKey,
        signingKey: trusted ? caKeys.privateKey : keys.privateKey,
        extensions: [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value }))), ...more],
      });
      const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
      return {
        cert: certificate.toString('pem'),
        key: `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/.{64}/gu, '$&\n')}\n-----END PRIVATE KEY-----\n`,
        fingerprint: createHash('sha256').update(Buffer.from(certificate.rawData)).digest('hex'),
      };
    },
  };
}

async function folder(): Promise<{ readonly path: string; [Symbol.asyncDispose](): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'doorpost-tls-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

test('STARTTLS drops what was pipelined behind it and asks for EHLO again', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  talk.write('STARTTLS\r\nMAIL FROM:<evil@x.test>\r\nRCPT TO:<inbox@ours.test>\r\n');
  assert.match(await talk.hear(), /^220/u);
  talk.socket.removeAllListeners('data');
  const secured = tls.connect({ socket: talk.socket, rejectUnauthorized: false });
  await once(secured, 'secureConnect');
  secured.write('RCPT TO:<inbox@ours.test>\r\n');
  const [reply] = await once(secured, 'data');
  assert.match(String(reply), /^503/u);
  secured.destroy();
});

test('STARTTLS is offered once, and refused inside TLS', async () => {
  await using house = await receiveHouse(site);
  const talk = await house.talk('smtp', '127.0.0.2');
  assert.match(await talk.hello(), /STARTTLS/u);
  assert.match(await talk.say('STARTTLS now'), /^501/u);
  await talk.startTls();
  assert.doesNotMatch(await talk.hello(), /STARTTLS/u);
  assert.match(await talk.say('STARTTLS'), /^50[34]/u);
});

test('an old TLS version fails, and the record says what the client offered', async () => {
  await using house = await receiveHouse(site);
  const socket = tls.connect({
    port: house.port('submissions'),
    host: '127.0.0.1',
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
    servername: 'old-device.test',
  });
  const [error] = await once(socket, 'error');
  assert.match(String(error), /protocol version/u);
  while (house.store.sessions.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const [session] = house.store.sessions.values();
  assert.equal(session?.refusals[0]?.stage, 'tls');
  assert.match(session?.refusals[0]?.cause ?? '', /up to TLSv1\.1/u);
  assert.equal(session?.ingress, 'submission');
  assert.match(session?.end ?? '', /TLS handshake failed: .*up to TLSv1\.1 for old-device\.test/u);
});

test('clear text on the implicit TLS port, and after STARTTLS, is closed without an answer', async () => {
  await using house = await receiveHouse(site);
  const clear = connect({ port: house.port('submissions'), host: '127.0.0.1' });
  clear.write('EHLO plain\r\n');
  let heard = '';
  clear.on('data', (chunk) => {
    heard += chunk;
  });
  await once(clear, 'close');
  assert.equal(heard, '');
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  assert.match(await talk.say('STARTTLS'), /^220/u);
  talk.write('EHLO plain\r\n');
  assert.equal(await talk.rest(), '');
});

test('a handshake that stalls ends at its deadline', async () => {
  const clock = createManualClock();
  await using house = await receiveHouse(site, { clock });
  const socket = connect({ port: house.port('submissions'), host: '127.0.0.1' });
  await once(socket, 'connect');
  socket.write(Buffer.from([0x16, 3, 1, 2, 0, 1]));
  socket.resume();
  const closed = once(socket, 'close');
  while (house.receiving.sessions() === 0) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(29_000);
  assert.equal(house.receiving.sessions(), 1);
  await clock.advance(2_000);
  await closed;
});

test('a certificate connector relays by SAN when the chain or the pin is trusted, otherwise not', async () => {
  await using place = await folder();
  const { ca, issue } = await authority();
  const clientCaFile = join(place.path, 'ca.pem');
  await writeFile(clientCaFile, ca);
  const good = await issue(['relay.ours.test']);
  const selfSigned = await issue(['relay.ours.test'], false);
  const otherName = await issue(['relay.else.test']);
  const gateway = connector('Ours', 'Gateway', { certificateName: 'relay.ours.test' });
  await using house = await receiveHouse([...site, gateway], { settings: { clientCaFile } });
  const relay = async (pair: Pair | null): Promise<string> => {
    const talk = await house.talk('smtp', '127.0.0.2');
    await talk.hello();
    await talk.startTls(pair === null ? {} : { cert: pair.cert, key: pair.key });
    await talk.hello();
    const reply = await talk.envelope('', 'x@else.test');
    if (reply.startsWith('250')) await talk.data();
    await talk.say('QUIT');
    return reply;
  };
  assert.match(await relay(good), /^250/u);
  assert.match(await relay(null), /^550 5\.7\.64 .*no connector for this address/u);
  const distrusted = await relay(selfSigned);
  assert.match(
    distrusted,
    /^550 5\.7\.64 .*certificate is not trusted \([A-Z_]+\); add its CA to clientCaFile, or pin/u,
  );
  const causes = [...house.store.sessions.values()].flatMap((session) => session.refusals.map((one) => one.cause));
  assert.ok(causes.at(-1)?.includes(`relay.ours.test is not trusted: `), causes.at(-1));
  assert.ok(causes.at(-1)?.includes(selfSigned.fingerprint));
  assert.match(await relay(otherName), /^550 5\.7\.64 .*certificate's names \(relay\.else\.test\)/u);
  house.change([{ ...gateway, certificateFingerprint: selfSigned.fingerprint }]);
  assert.match(await relay(selfSigned), /^250/u);
  const [message] = house.store.messages;
  assert.match(message?.events[0]?.text ?? '', /Gateway matched by certificate/u);
  assert.match(contentText(message), /with ESMTPS id/u);
});

test('a certificate is asked for only where a certificate connector exists', async () => {
  const { issue } = await authority();
  const pair = await issue(['relay.ours.test']);
  await using house = await receiveHouse(site);
  const asked = async (): Promise<boolean> => {
    const talk = await house.talk('smtp', '127.0.0.2');
    await talk.hello();
    await talk.startTls({ cert: pair.cert, key: pair.key });
    await talk.hello();
    await talk.envelope('a@else.test', 'inbox@ours.test');
    await talk.say('XYZ');
    await talk.say('QUIT');
    await talk.rest();
    return [...house.store.sessions.values()].at(-1)?.transcript.includes('client certificate') ?? false;
  };
  assert.equal(await asked(), false);
  house.change([connector('Ours', 'Gateway', { certificateName: 'relay.ours.test' })]);
  assert.equal(await asked(), true);
});

test('a certificate for servers only counts as client certificate when its chain is good', async () => {
  await using place = await folder();
  const { ca, issue } = await authority();
  const clientCaFile = join(place.path, 'ca.pem');
  await writeFile(clientCaFile, ca);
  const forServers = new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]);
  const good = await issue(['relay.ours.test'], true, forServers);
  const unknownCa = await issue(['relay.ours.test'], false, forServers);
  const forMail = await issue(['relay.ours.test'], true, new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.4']));
  const gateway = connector('Ours', 'Gateway', { certificateName: 'relay.ours.test' });
  await using house = await receiveHouse([...site, gateway], { settings: { clientCaFile } });
  const relay = async (pair: Pair, chain = ''): Promise<string> => {
    const talk = await house.talk('smtp', '127.0.0.2');
    await talk.hello();
    await talk.startTls({ cert: pair.cert + chain, key: pair.key });
    await talk.hello();
    return talk.envelope('', 'x@else.test');
  };
  assert.match(await relay(good), /^250/u);
  assert.match(await relay(unknownCa), /^550 5\.7\.64/u);
  assert.match(await relay(forMail), /^550 5\.7\.64 .*INVALID_PURPOSE/u);
});

test('a client certificate is asked for by the names of our own CAs only, in a handshake that stays small', async () => {
  await using place = await folder();
  const { ca } = await authority();
  const clientCaFile = join(place.path, 'ca.pem');
  await writeFile(clientCaFile, ca);
  const gateway = connector('Ours', 'Gateway', { certificateName: 'relay.ours.test' });
  await using house = await receiveHouse([...site, gateway], { settings: { clientCaFile } });
  const talk = await house.talk('smtp', '127.0.0.2');
  await talk.hello();
  assert.match(await talk.say('STARTTLS'), /^220/u);
  talk.socket.removeAllListeners('data');
  const before = talk.socket.bytesRead;
  const secured = tls.connect({ socket: talk.socket, rejectUnauthorized: false, maxVersion: 'TLSv1.2' });
  await once(secured, 'secureConnect');
  const size = talk.socket.bytesRead - before;
  assert.ok(size > 500 && size < 4_000, `${size} octets of handshake`);
  secured.destroy();
});

test('a resumed session carries no identity into another listener or a changed certificate policy', async () => {
  await using place = await folder();
  const { ca, issue } = await authority();
  const clientCaFile = join(place.path, 'ca.pem');
  await writeFile(clientCaFile, ca);
  const pair = await issue(['relay.ours.test']);
  const gateway = connector('Ours', 'Gateway', { certificateName: 'relay.ours.test' });
  await using house = await receiveHouse([...site, gateway], { settings: { clientCaFile } });

  const first = await house.talk('smtp', '127.0.0.2');
  await first.hello();
  const ticket = new Promise<Buffer>((resolve) => {
    void first
      .startTls({ cert: pair.cert, key: pair.key, maxVersion: 'TLSv1.2' })
      .then((secured) => resolve(secured.getSession() as Buffer));
  });
  const session = await ticket;
  await first.hello();
  assert.match(await first.envelope('', 'x@else.test'), /^250/u);

  const resume = async (): Promise<{ readonly reused: boolean; readonly reply: string }> => {
    const talk = await house.talk('smtp', '127.0.0.2');
    await talk.hello();
    const secured = await talk.startTls({ session, maxVersion: 'TLSv1.2' });
    await talk.hello();
    return { reused: secured.isSessionReused(), reply: await talk.envelope('', 'x@else.test') };
  };
  const same = await resume();
  assert.equal(same.reused, true);
  assert.match(same.reply, /^250/u);

  const elsewhere = tls.connect({
    port: house.port('submissions'),
    host: '127.0.0.1',
    rejectUnauthorized: false,
    session,
    maxVersion: 'TLSv1.2',
  });
  await once(elsewhere, 'secureConnect');
  assert.equal(elsewhere.isSessionReused(), false);
  elsewhere.destroy();

  house.change([connector('Ours', 'Another', { certificateName: 'other.ours.test' })]);
  const changed = await resume();
  assert.equal(changed.reused, false);
  assert.match(changed.reply, /^550 5\.7\.64/u);
});

test('a replaced certificate is in force for new sessions, and no session is dropped', async () => {
  await using place = await folder();
  const { issue } = await authority();
  const certificateFile = join(place.path, 'mx.pem');
  const keyFile = join(place.path, 'mx.key');
  const put = async (pair: Pair): Promise<void> => {
    await writeFile(keyFile, pair.key);
    await writeFile(certificateFile, pair.cert);
  };
  const [old, fresh] = [await issue(['old.ours.test']), await issue(['new.ours.test'])];
  await put(old);
  const clock = createManualClock(Date.now());
  await using house = await receiveHouse(site, { clock, settings: { certificates: [{ certificateFile, keyFile }] } });
  const shown = (socket: tls.TLSSocket): string => socket.getPeerCertificate().subjectaltname ?? '';
  const open = await house.talk('submissions');
  await open.hello();
  assert.equal(shown(open.socket as tls.TLSSocket), 'DNS:old.ours.test');

  await writeFile(keyFile, fresh.key);
  await clock.advance(11_000);
  assert.deepEqual(house.receiving.certificate().names, ['old.ours.test']);
  await put(fresh);
  for (let turn = 0; turn < 100 && house.receiving.certificate().names[0] !== 'new.ours.test'; turn++) {
    await clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const next = await house.talk('submissions');
  await next.hello();
  assert.equal(shown(next.socket as tls.TLSSocket), 'DNS:new.ours.test');
  assert.match(await open.say('NOOP'), /^250/u);
});

test('a self-signed certificate is made on the spot, names host and loopback, and is kept', async () => {
  await using house = await receiveHouse(site);
  const { names, notAfter } = house.receiving.certificate();
  assert.ok(['mx.ours.test', 'localhost', '127.0.0.1'].every((name) => names.includes(name)));
  assert.ok(notAfter > Date.now() + 300 * 86_400_000);
  await house.receiving.reloadCertificates();
  assert.equal(house.receiving.certificate().notAfter, notAfter);
});
