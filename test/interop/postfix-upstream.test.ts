/** A real Postfix as smart host: it wants a sign-in or a certificate, and shows one that is checked. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { startDovecot } from '../deliver/dovecot.ts';
import { cli } from '../../lab/cli.ts';
import { DEVICE, storyOf, submit } from '../../lab/flow.ts';
import { startPostfix } from '../../lab/peers/postfix.ts';
import { inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { tool } from '../../lab/tools.ts';

/** Postfix's master and its services are root's to start. */
function programs(context: TestContext): { dovecot: string; doveadm: string } | null {
  const dovecot = tool(context, 'dovecot');
  const doveadm = tool(context, 'doveadm');
  const postfix = tool(context, 'postfix');
  if (dovecot === null || doveadm === null || postfix === null) return null;
  if (process.getuid?.() === 0) return { dovecot, doveadm };
  context.skip('Postfix is started by root only');
  return null;
}

const run = async (house: TestHouse, args: readonly string[], stdin = ''): Promise<string> => {
  const { code, out, err } = await cli([...args, '--data', house.folder], { stdin });
  assert.equal(code, 0, err);
  return out;
};

test('Postfix with AUTH: the right password relays, a wrong one holds and alarms, the name in its certificate is checked', async (context) => {
  const found = programs(context);
  if (found === null) return;
  const authority = await createAuthority();
  const socket = `/tmp/pfauth-${process.pid}`;
  await using _signIn = await startDovecot(found, { socket, users: { 'relay@ours.test': 'right-password' } });
  await using postfix = await startPostfix(await authority.issue(['localhost']), authority.cert, () => ({
    smtpd_sasl_auth_enable: 'yes',
    smtpd_sasl_type: 'dovecot',
    smtpd_sasl_path: socket,
    smtpd_tls_auth_only: 'yes',
    smtpd_relay_restrictions: 'permit_sasl_authenticated, reject',
  }));
  await using house = await startTestHouse({
    overrides: { extraAuthorities: [authority.cert] },
    objects: [inbound('printers', { senderAddresses: [DEVICE] })],
  });
  const way = [
    '--kind',
    'smart-host',
    '--host',
    `127.0.0.1:${postfix.port}`,
    '--tls',
    'verified',
    '--tls-name',
    'localhost',
  ];
  const account = ['--username', 'relay@ours.test', '--password-stdin'];
  await run(house, ['upstream', 'add', 'Postfix', ...way, ...account], 'wrong-password');
  await submit(house, 'copier@ours.test', ['boss@far.test']);
  const [waiting] = await house.traced({ recipient: 'boss@far.test' }, ([row]) => /535/u.test(row?.lastText ?? ''));
  assert.equal(waiting?.status, 'Pending');
  assert.match((await cli(['upstream', 'status', '--data', house.folder])).out, /535 5\.7\.8/u);
  assert.match(await run(house, ['alarm', 'list']), /upstream held: Postfix/u);

  await run(house, ['upstream', 'set', 'Postfix', '--password-stdin'], 'right-password');
  const [row] = await house.traced({ recipient: 'boss@far.test', status: ['Delivered'] });
  const sent = (await storyOf(house, row)).events.find(({ kind }) => kind === 'Send');
  assert.match(sent?.reply ?? '', /^250 2\.0\.0 Ok: queued as /u);
  assert.match(sent?.tls ?? '', /TLSv1\.3 .* verified/u);
  assert.match(await postfix.log(), /sasl_method=\w+, sasl_username=relay@ours\.test/u);
  assert.doesNotMatch(JSON.stringify(await storyOf(house, row)), /right-password|wrong-password/u);

  await run(house, ['upstream', 'set', 'Postfix', '--tls-name', 'another.test']);
  const check = await cli(['check', 'upstream', 'Postfix', '--data', house.folder]);
  assert.equal(check.code, 1);
  assert.match(check.out, /BAD {5}tls: the certificate does not verify for another\.test/u);
});

test('Postfix that asks for a client certificate: ours relays, without it relaying is denied', async (context) => {
  if (programs(context) === null) return;
  const authority = await createAuthority();
  await using postfix = await startPostfix(await authority.issue(['localhost']), authority.cert, () => ({
    smtpd_tls_ask_ccert: 'yes',
    smtpd_relay_restrictions: 'permit_tls_all_clientcerts, reject_unauth_destination',
    smtpd_tls_loglevel: '1',
    smtpd_tls_received_header: 'yes',
  }));
  await using house = await startTestHouse({
    overrides: { extraAuthorities: [authority.cert] },
    objects: [inbound('printers', { senderAddresses: [DEVICE] })],
  });
  const own = await authority.issue(['mail.ours.test']);
  const files = { certificateFile: join(house.folder, 'own.pem'), keyFile: join(house.folder, 'own.key') };
  await writeFile(files.certificateFile, own.cert);
  await writeFile(files.keyFile, own.key);
  const hop = { tls: 'verified', tlsName: 'localhost' } as const;
  await house.put(
    smartHost('With', postfix.port, { ...hop, recipientDomains: ['far.test'], clientCertificate: files }),
    smartHost('Without', postfix.port, { ...hop, recipientDomains: ['near.test'] }),
  );
  await submit(house, 'copier@ours.test', ['boss@far.test']);
  await house.traced({ recipient: 'boss@far.test', status: ['Delivered'] });
  assert.match(await postfix.log(), /Trusted TLS connection established from/u);
  await submit(house, 'copier@ours.test', ['boss@near.test']);
  const [row] = await house.traced({ recipient: 'boss@near.test' }, ([one]) =>
    /Relay access denied/u.test(one?.lastText ?? ''),
  );
  assert.notEqual(row?.status, 'Delivered');
});
