/**
 * What the site relay is for: a printer of twenty years ago (TLS 1.0 with RSA key exchange, AUTH LOGIN before it, bare LF) scans 20 MB, and
 * each way out takes it: a smart host by XOAUTH2, Microsoft Graph by an upload session, a relay by client certificate, an MX.
 */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { npmSink } from '../../lab/peers/sinks.ts';
import { done, shellIn } from '../../lab/shell.ts';
import { storyOf } from '../../lab/flow.ts';
import { openGraph } from '../../lab/peers/graph-desk.ts';
import { openDesk } from '../../lab/peers/http-desk.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { credential, inbound, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';

const PRINTER = '127.0.0.10';
const oldTls = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'AES128-SHA@SECLEVEL=0' } as const;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test('an old printer’s 20 MB scan reaches a smart host, Graph, a relay by certificate and an MX, each traced to the next hop’s words', async (context) => {
  const authority = await createAuthority();
  const certificate = await authority.issue(['localhost', '127.0.0.1']);
  const own = await authority.issue(['mail.ours.test']);
  const shown: string[] = [];
  await using byToken = await npmSink({
    disabledCommands: [],
    ...certificate,
    size: 64_000_000,
    authMethods: ['XOAUTH2'],
    onAuth: ({ accessToken }, _session, done) =>
      accessToken === 'T' ? done(null, { user: 'oauth' }) : done(new Error('no')),
  });
  await using byCertificate = await npmSink({
    disabledCommands: ['AUTH'],
    ...certificate,
    size: 64_000_000,
    ca: authority.cert,
    requestCert: true,
    rejectUnauthorized: false,
    onSecure(socket, _session, done) {
      shown.push((socket as TLSSocket).getPeerCertificate().subjectaltname ?? '');
      done();
    },
  });
  await using mx = await npmSink({ size: 64_000_000 });
  await using graph = await openGraph(() => null, false);
  await using login = await openDesk(() => ({
    status: 200,
    json: { access_token: 'T', token_type: 'Bearer', expires_in: 3600 },
  }));
  const house = await startTestHouse({
    overrides: { resolver: createZoneResolver('d.test MX 10 mx.d.test\nmx.d.test A 127.0.0.1'), mxPort: mx.port },
    objects: [
      inbound('printers', { senderAddresses: [PRINTER], profile: 'legacy' }),
      await credential('printer@ours.test', 'right-password'),
    ],
  });
  context.after(() => house[Symbol.asyncDispose]());
  const run = (args: readonly string[]) => done(shellIn(house.folder, { stdin: 'the-secret' }), ...args);
  const token = [
    '--token-endpoint',
    login.url,
    '--client-id',
    'app',
    '--username',
    'printer@ours.test',
    '--secret-stdin',
  ];
  await run([
    ...['upstream', 'add', 'Token', '--kind', 'smart-host', '--host', `127.0.0.1:${byToken.port}`, '--tls', 'required'],
    ...['--scope', 'smtp', '--recipient-domain', 'a.test', ...token],
  ]);
  await run([
    ...['upstream', 'add', 'Graph', '--kind', 'graph', '--endpoint', graph.url, '--recipient-domain', 'b.test'],
    ...['--tenant', 'contoso.test', ...token],
  ]);
  const files = { certificateFile: join(house.folder, 'own.pem'), keyFile: join(house.folder, 'own.key') };
  await writeFile(files.certificateFile, own.cert);
  await writeFile(files.keyFile, own.key);
  await house.put(
    smartHost('Certificate', byCertificate.port, {
      recipientDomains: ['c.test'],
      tls: 'required',
      clientCertificate: files,
    }),
  );

  const pdf = randomBytes(20_000_000);
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const encoded = pdf.toString('base64').replaceAll(/.{76}/gu, '$&\n');
  const scan = [
    ...['From: Copier <printer@ours.test>', 'To: boss@a.test', 'Subject: scan', 'MIME-Version: 1.0'],
    ...['Content-Type: multipart/mixed; boundary="b"', '', '--b', 'Content-Type: text/plain', '', 'A scan.'],
    ...['--b', 'Content-Type: application/pdf; name="scan.pdf"', 'Content-Transfer-Encoding: base64', '', encoded],
    ...['--b--', ''],
  ].join('\n');

  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: PRINTER });
  const signIn = async (): Promise<void> => {
    await client.say('AUTH LOGIN');
    await client.say(base64('printer@ours.test'));
    assert.equal((await client.say(base64('right-password'))).code, 235);
  };
  await client.say('EHLO MFP 4');
  await signIn();
  await client.startTls(oldTls);
  await client.say('EHLO MFP 4');
  await signIn();
  assert.equal((await client.say('MAIL FROM: printer@ours.test')).code, 250);
  for (const domain of ['a.test', 'b.test', 'c.test', 'd.test'])
    assert.equal((await client.say(`RCPT TO: boss@${domain}`)).code, 250);
  assert.equal((await client.say('DATA')).code, 354);
  client.write(scan);
  assert.equal((await client.say('\r\n.')).code, 250);
  client.end();

  const way = async (domain: string, hop: RegExp): Promise<void> => {
    const [row] = await house.traced({ recipient: `boss@${domain}`, status: ['Delivered'] });
    const story = await storyOf(house, row);
    const ordinal = story.rows.findIndex(({ recipient }) => recipient === `boss@${domain}`);
    const sent = story.events.find((event) => event.kind === 'Send' && event.ordinal === ordinal);
    assert.match(`${sent?.text} | ${sent?.reply} | ${sent?.tls ?? 'no TLS'}`, hop, domain);
    assert.ok(story.events.some(({ kind, text }) => kind === 'Repair' && /TLS 1\.0/u.test(text)));
    assert.equal(story.session?.clientAddress, PRINTER);
  };
  await way('a.test', /250 .*TLSv1\.[23]/su);
  await way('b.test', /queued for sending by Microsoft Graph/u);
  await way('c.test', /250 .*TLSv1\.[23]/su);
  await way('d.test', /250 .*clear text/su);

  for (const sink of [byToken, byCertificate, mx]) {
    const content = sink.received[0]?.content.toString('latin1') ?? '';
    const part = /base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)\r\n--b--/u.exec(content)?.[1] ?? '';
    assert.equal(createHash('sha256').update(Buffer.from(part, 'base64')).digest('hex'), sha256);
    assert.doesNotMatch(content, /[^\r]\n/u, 'no bare LF goes on');
  }
  assert.equal(byToken.received[0]?.user, 'oauth');
  assert.deepEqual(shown, ['DNS:mail.ours.test']);
  assert.equal(graph.drafts[0]?.attachments[0]?.sha256, sha256);
});
