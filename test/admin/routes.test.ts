/** Every noun of the API: what works, and what is refused with problem+json and a cure. Over a real local socket. */
import { groupForms } from '../../src/directory/kinds/group.ts';
import { formsOfKind } from '../../src/directory/kinds/all.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { queueEntry, sessionRecord, traceRow } from '../../lab/stores/records.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { assertProblem, contoso, must } from './asking.ts';

test('organizations are created with defaults, changed field by field, and deleted when nothing needs them', async () => {
  await using t = await openTestAdmin();
  const created = await t.ask('POST', '/api/v1/organizations', { name: 'Contoso' });
  assert.equal(created.status, 201);
  assert.deepEqual(
    { ...created.body.item, id: '', etag: '' },
    { kind: 'organization', ...formsOfKind.organization.standards, id: '', etag: '', name: 'Contoso' },
  );
  await must(t, 'PATCH', '/organizations/contoso', { rejectDirectSend: true, limits: { recipientsPerDay: 5 } });
  const changed = await must(t, 'PATCH', '/organizations/Contoso', { limits: { messagesPerMinute: 9 } });
  assert.equal(changed.body.item.rejectDirectSend, true);
  assert.deepEqual(changed.body.item.limits, { recipientsPerDay: 5, messagesPerMinute: 9 });
  assert.equal(t.directory.current.organizations[0]?.rejectDirectSend, true, 'acts at once');
  assertProblem(await t.ask('POST', '/api/v1/organizations', { name: 'CONTOSO' }), 422, /another name/);
  assertProblem(await t.ask('PATCH', '/api/v1/organizations/nobody', {}), 404, /spelling/);
  assertProblem(await t.ask('PATCH', '/api/v1/organizations/Contoso', { postmaster: 'x@contoso.com' }), 422);
  await must(t, 'POST', '/domains', { name: 'contoso.com', trust: true });
  assertProblem(await t.ask('DELETE', '/api/v1/organizations/Contoso'), 409);
  await must(t, 'DELETE', '/domains/contoso.com');
  assert.equal((await must(t, 'DELETE', '/organizations/Contoso')).status, 204);
  assertProblem(await t.ask('GET', '/api/v1/mailboxes/x@y'), 404);
});

test('domains are normalised, carry a token, and stay while something needs them', async () => {
  await using t = await openTestAdmin();
  assertProblem(await t.ask('POST', '/api/v1/domains', { name: 'contoso.com' }), 404, /org add/);
  await contoso(t);
  const added = await must(t, 'POST', '/domains', { name: 'BÜRO.Example', type: 'internal-relay' });
  assert.equal(added.body.item.name, 'xn--bro-hoa.example');
  assert.match(added.body.item.verificationToken, /^doorpost-verification=[0-9a-f]{32}$/);
  assert.equal(added.body.item.verified, null);
  assert.ok(
    added.body.records.records.some(
      (record: { type: string; value: string }) =>
        record.type === 'TXT' && record.value === added.body.item.verificationToken,
    ),
  );
  assertProblem(await t.ask('POST', '/api/v1/domains', { name: 'not a domain' }), 400, /example\.com/);
  assertProblem(await t.ask('POST', '/api/v1/domains', { name: '10.0.0.1' }), 400);
  assertProblem(await t.ask('POST', '/api/v1/domains', { name: 'contoso.com' }), 422);
  assertProblem(await t.ask('DELETE', '/api/v1/domains/contoso.com'), 409, /first/);
  const patched = await must(t, 'PATCH', '/domains/contoso.com', { type: 'internal-relay' });
  assert.equal(patched.body.item.type, 'internal-relay');
  assert.notEqual(patched.body.item.verified, null);
});

test('a mailbox gets its first credential and a generated password, once', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const made = await must(t, 'POST', '/mailboxes', {
    address: 'Scan@CONTOSO.com',
    password: 'generate',
    credentialName: 'Copier',
  });
  assert.equal(made.body.item.address, 'Scan@contoso.com');
  assert.match(made.body.password, /^[a-hj-kmnp-rt-y346789]{6}(-[a-hj-kmnp-rt-y346789]{6}){3}$/);
  assert.equal(made.body.credential.username, 'Scan@contoso.com');
  assert.deepEqual(made.body.item.delivery, { kind: 'maildir', path: 'contoso.com/scan' });
  const shown = await must(t, 'GET', '/mailboxes/scan@contoso.com');
  assert.ok(!shown.text.includes(made.body.password));
  const chosen = await must(t, 'POST', '/mailboxes', { address: 'b@contoso.com', password: 'chosen by me' });
  assert.equal(chosen.body.password, undefined, 'a password one chose is not said back');
  assertProblem(await t.ask('POST', '/api/v1/mailboxes', { address: 'x@elsewhere.org' }), 422, /domain add/);
  assertProblem(await t.ask('POST', '/api/v1/mailboxes', { address: 'office@contoso.com' }), 422, /another address/);
  assertProblem(await t.ask('POST', '/api/v1/mailboxes', { adress: 'c@contoso.com' }), 400, /did you mean address/);
  assertProblem(
    await t.ask('POST', '/api/v1/mailboxes', { address: 'c@contoso.com', password: 'short' }),
    400,
    /at least 8/,
  );
  assertProblem(await t.ask('PATCH', '/api/v1/mailboxes/b@contoso.com', { aliases: ['OFFICE@contoso.com'] }), 422);
  assertProblem(
    await t.ask('PATCH', '/api/v1/mailboxes/b@contoso.com', { forwarding: { to: ['b@contoso.com'] } }),
    422,
  );
  assertProblem(
    await t.ask('PATCH', '/api/v1/mailboxes/b@contoso.com', { delivery: { kind: 'maildir', path: '../../etc' } }),
    400,
  );
  const patched = await must(t, 'PATCH', '/mailboxes/b@contoso.com', {
    aliases: ['bee@contoso.com'],
    sendAs: ['@contoso.com'],
  });
  assert.deepEqual(patched.body.item.aliases, ['bee@contoso.com']);
  assert.equal((await must(t, 'GET', '/mailboxes/bee@contoso.com')).body.item.address, 'b@contoso.com');
  await must(t, 'DELETE', '/mailboxes/scan@contoso.com');
  assert.equal(t.directory.current.credentials.length, 1, 'its credential went with it');
});

test('what arrived in a mailbox can be listed and read', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  assert.equal((await must(t, 'GET', '/mailboxes/office@contoso.com/messages')).body.items[0].id, 'm1');
  assert.equal((await must(t, 'GET', '/mailboxes/office@contoso.com/messages/m1')).body.text, 'body');
  const raw = await must(t, 'GET', '/mailboxes/office@contoso.com/messages/m1/raw');
  assert.equal(raw.type, 'message/rfc822');
  assert.equal(raw.text, 'Subject: hi\r\n\r\nbody');
  assertProblem(await t.ask('GET', '/api/v1/mailboxes/office@contoso.com/messages/m2'), 404);
  assertProblem(await t.ask('GET', '/api/v1/mailboxes/office@contoso.com/messages/m2/raw'), 404);
});

test('a mailbox that LMTP delivers to says where its mail is, instead of failing', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  for (const [delivery, place] of [
    [{ kind: 'lmtp', host: 'store.example', port: 24 }, /LMTP to store\.example:24;/],
    [{ kind: 'lmtp', host: '2001:db8::1', port: 24 }, /LMTP to \[2001:db8::1\]:24;/],
    [{ kind: 'lmtp-socket', path: '/run/lmtp' }, /LMTP to the socket \/run\/lmtp;/],
  ] as const) {
    await must(t, 'PATCH', '/mailboxes/office@contoso.com', { delivery });
    for (const path of ['', '/m1', '/m1/raw']) {
      const answer = await t.ask('GET', `/api/v1/mailboxes/office@contoso.com/messages${path}`);
      assertProblem(answer, 409);
      assert.match(answer.body.detail, place);
      assert.match(answer.body.cure, /^Read it there/);
    }
  }
});

test('groups take any member, and say when one does not exist', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const made = await must(t, 'POST', '/groups', {
    address: 'all@contoso.com',
    members: ['office@contoso.com', 'ghost@contoso.com', 'x@elsewhere.org'],
  });
  assert.equal(made.body.warnings.length, 1);
  assert.match(made.body.warnings[0], /ghost@contoso\.com/);
  const looped = await must(t, 'PATCH', '/groups/all@contoso.com', { members: ['all@contoso.com'] });
  assert.match(looped.body.warnings.join(), /contains itself/);
  assertProblem(await t.ask('POST', '/api/v1/groups', { address: 'office@contoso.com' }), 422);
  assertProblem(
    await t.ask('POST', '/api/v1/groups', { address: 'g@contoso.com', members: ['nonsense'] }),
    400,
    /name@example\.com/,
  );
  await must(t, 'DELETE', '/groups/all@contoso.com');
});

test('mail that waits for an outbound connector is tried at once when the connector is changed', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  await must(t, 'POST', '/outbound-connectors', {
    name: 'Up',
    route: { kind: 'smart-hosts', hosts: [{ host: 'smtp.example.org' }] },
    tls: 'required',
    auth: { username: 'u', password: 'old' },
  });
  const { id } = (await must(t, 'GET', '/outbound-connectors/Up')).body.item;
  await must(t, 'PATCH', '/outbound-connectors/Up', { auth: { password: 'new' } });
  assert.deepEqual(
    t.steered.map(({ verb, args }) => [verb, args[0]]),
    [['retryNow', { lanePrefix: `connector:${id}:`, held: false }]],
  );
});

test('credentials: several for a mailbox, reset, switched off, revoked', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  await must(t, 'POST', '/mailboxes', { address: 'b@contoso.com' });
  const made = await must(t, 'POST', '/credentials', { mailbox: 'office@contoso.com', name: 'Copier' });
  const { id } = made.body.item;
  assert.ok(made.body.password.length <= 32);
  assert.equal(made.body.item.username, 'office@contoso.com');
  await must(t, 'POST', '/credentials', { mailbox: 'office@contoso.com', name: 'Fax' });
  const salts = new Set(
    t.directory.current.credentialsFor('office@contoso.com').map((one) => one.verifier.split('$')[4]),
  );
  assert.equal(salts.size, 1, 'one derivation answers for all credentials of a login name');
  const before = t.directory.current.get('credential', id)?.verifier;
  const reset = await must(t, 'POST', `/credentials/${id}/reset`);
  assert.notEqual(reset.body.password, made.body.password);
  assert.notEqual(t.directory.current.get('credential', id)?.verifier, before);
  assert.equal((await must(t, 'PATCH', `/credentials/${id}`, { enabled: false })).body.item.enabled, false);
  assertProblem(
    await t.ask('POST', '/api/v1/credentials', { mailbox: 'b@contoso.com', name: 'x', username: 'OFFICE@contoso.com' }),
    422,
  );
  assertProblem(await t.ask('POST', '/api/v1/credentials', { mailbox: 'ghost@contoso.com', name: 'x' }), 404);
  assertProblem(await t.ask('POST', '/api/v1/credentials', { mailbox: 'office@contoso.com', name: 'copier' }), 422);
  assertProblem(await t.ask('POST', '/api/v1/credentials/nobody/reset', {}), 404);
  await must(t, 'DELETE', `/credentials/${id}`);
});

test('inbound connectors get the defaults and are warned about', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const made = await must(t, 'POST', '/inbound-connectors', {
    name: 'Floor 2',
    senderAddresses: ['192.0.2.10', '::FFFF:10.0.0.1', '2001:DB8::/64'],
  });
  const { id: _, organizationId: __, etag: ___, warnings, warningsTold: ____, ...item } = made.body.item;
  assert.match(warnings.join('\n'), /private \(::ffff:10\.0\.0\.1\) and public \(192\.0\.2\.10\)/u);
  assert.deepEqual(item, {
    kind: 'inbound-connector',
    ...formsOfKind['inbound-connector'].standards,
    organization: 'Contoso',
    devices: 0,
    name: 'Floor 2',
    senderAddresses: ['192.0.2.10', '::ffff:10.0.0.1', '2001:db8::/64'],
  });
  assert.match(made.body.warnings.at(-1), /non-delivery report/);
  const wide = await must(t, 'PATCH', '/inbound-connectors/Floor 2'.replace(' ', '%20'), {
    senderAddresses: ['172.16.0.0/12'],
  });
  assert.match(wide.body.warnings.join('\n'), /gateway 172\.17\.0\.1/);
  assertProblem(await t.ask('POST', '/api/v1/inbound-connectors', { name: 'x' }), 422, /senderAddresses/);
  assertProblem(
    await t.ask('POST', '/api/v1/inbound-connectors', { name: 'x', senderAddresses: ['10.1'] }),
    400,
    /192\.0\.2\.10/,
  );
  assertProblem(
    await t.ask('POST', '/api/v1/inbound-connectors', {
      name: 'x',
      senderAddresses: ['192.0.2.1'],
      associatedAcceptedDomains: ['other.org'],
    }),
    422,
  );
  assertProblem(
    await t.ask('POST', '/api/v1/inbound-connectors', { name: 'floor 2', senderAddresses: ['192.0.2.1'] }),
    422,
  );
  assertProblem(
    await t.ask('POST', '/api/v1/inbound-connectors', {
      name: 'x',
      senderAddresses: ['192.0.2.1'],
      limits: { recipientsPerDay: 1 },
    }),
    400,
  );
  await must(t, 'DELETE', '/inbound-connectors/Floor%202');
});

test('outbound connectors seal their password, test for real and keep the result', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const smart = { kind: 'smart-hosts', hosts: [{ host: 'smtp.example.org', port: 587 }] };
  const made = await must(t, 'POST', '/outbound-connectors', {
    name: 'Up',
    route: smart,
    tls: 'required',
    auth: { username: 'u', password: 'pass-to-send-on' },
  });
  const secret = `outbound:${made.body.item.id}`;
  assert.deepEqual(made.body.item.auth, { kind: 'password', username: 'u', passwordSecret: secret });
  assert.equal(await t.secrets.read(secret), 'pass-to-send-on');
  await must(t, 'PATCH', '/outbound-connectors/Up', { auth: { password: 'another-one' } });
  assert.equal(await t.secrets.read(secret), 'another-one');
  const tested = await must(t, 'POST', '/outbound-connectors/Up/test', { to: 'me@example.org' });
  assert.equal(tested.body.ok, true);
  assert.equal((await must(t, 'GET', '/outbound-connectors/Up')).body.item.lastTest.text, '220 hello');
  assertProblem(await t.ask('POST', '/api/v1/outbound-connectors/Up/test', {}), 400);
  assertProblem(
    await t.ask('POST', '/api/v1/outbound-connectors', { name: 'm', auth: { username: 'u', password: 'p' } }),
    422,
  );
  assert.equal(t.fake.secrets.size, 1, 'a refused connector leaves no secret behind');
  const open = await must(t, 'POST', '/outbound-connectors', {
    name: 'clear',
    route: smart,
    tls: 'none',
    auth: { username: 'u', password: 'p' },
  });
  assert.match(open.body.warnings.join(), /clear text/);
  await must(t, 'PATCH', '/outbound-connectors/Up', { auth: null });
  await must(t, 'DELETE', '/outbound-connectors/clear');
  assert.equal(t.fake.secrets.size, 0);
});

test('limits are set and taken back at the levels that have them', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  await must(t, 'POST', '/inbound-connectors', { name: 'c', senderAddresses: ['192.0.2.1'] });
  const set = await must(t, 'PUT', '/limits/messageSize', { value: 1000 });
  assert.equal(set.body.item.value, 1000);
  await must(t, 'PUT', '/limits/messageSize', { value: 2000, connector: 'c' });
  await must(t, 'PUT', '/limits/recipientsPerDay', { value: 7, mailbox: 'office@contoso.com' });
  await must(t, 'PUT', '/limits/recipientsPerDay', { value: 8, organization: 'Contoso' });
  const { items } = (await must(t, 'GET', '/limits')).body;
  const size = items.find((item: { name: string }) => item.name === 'messageSize');
  assert.deepEqual(
    size.setAt.map((each: { level: string; name: string; value: number }) => [each.level, each.name, each.value]),
    [
      ['connector', 'c', 2000],
      ['system', 'system', 1000],
    ],
  );
  assert.equal((await must(t, 'PUT', '/limits/messageSize', { value: null })).body.item.value, 52_428_800);
  assertProblem(await t.ask('PUT', '/api/v1/limits/idle', { value: 5, connector: 'c' }), 422, /system/);
  assertProblem(await t.ask('PUT', '/api/v1/limits/nonsense', { value: 5 }), 404);
  assertProblem(await t.ask('PUT', '/api/v1/limits/idle', { value: 0 }), 400);
});

test('system settings name the default organization', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  await must(t, 'POST', '/organizations', { name: 'Fabrikam' });
  assertProblem(await t.ask('POST', '/api/v1/domains', { name: 'fabrikam.com' }), 400, /organization=/);
  await must(t, 'PATCH', '/system', { defaultOrganization: 'fabrikam' });
  assert.equal((await must(t, 'GET', '/system')).body.item.defaultOrganization, 'Fabrikam');
  assert.equal((await must(t, 'POST', '/domains', { name: 'fabrikam.com' })).body.item.organization, 'Fabrikam');
  assert.equal((await must(t, 'GET', '/mailboxes')).body.items.length, 0);
  assert.equal((await must(t, 'GET', '/mailboxes?organization=*')).body.items.length, 1);
  assert.equal((await must(t, 'GET', '/mailboxes?organization=Contoso')).body.items.length, 1);
  assertProblem(await t.ask('PATCH', '/api/v1/system', { defaultOrganization: 'nobody' }), 404);
  assertProblem(await t.ask('GET', '/api/v1/mailboxes?organization=nobody'), 404);
});

test('the trace is searched, and stories and sessions found by what a person quotes', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const { id } = (await must(t, 'POST', '/inbound-connectors', { name: 'Floor', senderAddresses: ['192.0.2.1'] })).body
    .item;
  const row = traceRow({ connectorId: id });
  t.fake.rows.push(row);
  t.fake.stories.set('Q1', { rows: [row], events: [], session: null });
  t.fake.sessions.set('S1', sessionRecord({ transcript: 'S: 220 hi' }));
  const found = await must(
    t,
    'GET',
    '/trace?sender=*@contoso.com&status=failed,delivered&since=2h&connector=floor&limit=5&text=word',
  );
  assert.equal(found.body.rows[0].connector, 'Floor');
  const { trace } = t.fake.asked;
  assert.deepEqual(
    [trace?.sender, trace?.status, trace?.connectorId, trace?.limit, trace?.text],
    ['*@contoso.com', ['Failed', 'Delivered'], id, 5, 'word'],
  );
  assert.ok(Math.abs((trace?.since ?? 0) - (Date.now() - 7_200_000)) < 60_000);
  assert.equal((await must(t, 'GET', '/trace/messages/q1')).body.rows[0].connector, 'Floor');
  assert.equal((await must(t, 'GET', '/trace/sessions/s1-3')).body.transcript, 'S: 220 hi');
  assert.equal((await must(t, 'GET', '/trace/refusal-counts')).body.items[0].count, 7);
  assert.equal((await must(t, 'GET', '/trace/orphan-reports?after=7')).body.rows.length, 1);
  assert.deepEqual([t.fake.asked.trace?.orphan, t.fake.asked.trace?.after], [true, '7']);
  assertProblem(await t.ask('GET', '/api/v1/trace?since=yesterdayish'), 400, /2h/);
  assertProblem(await t.ask('GET', '/api/v1/trace?status=lost'), 400, /Delivered/);
  assertProblem(await t.ask('GET', '/api/v1/trace?limit=100000'), 400, /at most 1000/);
  assertProblem(await t.ask('GET', '/api/v1/trace/messages/none'), 404);
  assertProblem(await t.ask('GET', '/api/v1/trace/sessions/none-1'), 404);
});

test('the queue is listed and steered; the whole of it only when one says all', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  t.fake.entries.push(queueEntry('Q1'));
  assert.equal((await must(t, 'GET', '/queue?recipient=x&held=true&lane=mx:*')).body.total, 1);
  assert.deepEqual(t.fake.asked.queue, { recipientContains: 'x', held: true, lanePrefix: 'mx:' });
  assert.equal((await must(t, 'GET', '/queue/lanes')).body.items[0].lane, 'mx:example.org');
  assert.equal((await must(t, 'GET', '/queue/q1')).body.entries.length, 1);
  assertProblem(await t.ask('GET', '/api/v1/queue/q9'), 404);
  const act = (body: object) => t.ask('POST', '/api/v1/queue/actions', body);
  assert.equal((await act({ verb: 'hold', selection: { sender: 'a' } })).body.touched, 3);
  assert.deepEqual(t.steered.at(-1)?.args.slice(0, 2), [{ senderContains: 'a' }, t.fake.audit[0]?.actor]);
  for (const verb of ['release', 'retry', 'expire', 'bounce'])
    assert.equal((await act({ verb, selection: { all: true } })).status, 200);
  assert.deepEqual(
    t.steered.map((each) => each.verb),
    ['hold', 'release', 'retryNow', 'expire', 'bounce'],
  );
  await act({ verb: 'redirect', selection: { queueIds: ['q1'] }, to: 'new@contoso.com' });
  assert.equal((t.steered.at(-1)?.args[2] as { address: { local: string } }).address.local, 'new');
  assertProblem(await act({ verb: 'hold', selection: {} }), 400, /all: true/);
  assertProblem(await act({ verb: 'redirect', selection: { all: true } }), 400, /connector/);
  assertProblem(await act({ verb: 'redirect', selection: { all: true }, host: 'smtp.example.org' }), 422, /smart host/);
  assertProblem(await act({ verb: 'redirect', selection: { all: true }, connector: 'none' }), 404);
  assertProblem(await act({ verb: 'explode', selection: { all: true } }), 400, /hold/);
});

test('backup streams its progress, and says when it failed', async () => {
  await using t = await openTestAdmin();
  const good = await must(t, 'POST', '/backup', { folder: '/backup/empty' });
  assert.deepEqual(
    good.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
    [{ progress: 0.5 }, { progress: 1 }, { done: true }],
  );
  const bad = await t.ask('POST', '/api/v1/backup', { folder: '/backup/full' });
  const { problem } = JSON.parse(bad.text.trim().split('\n').at(-1) ?? '');
  assert.match(problem.detail, /the folder is not empty/);
  assert.match(problem.cure, /empty or new folder/);
  assertProblem(await t.ask('POST', '/api/v1/backup', { folder: 'relative' }), 400);
});

test('a certificate that cannot be loaded leaves the old one in force', async () => {
  await using t = await openTestAdmin({
    over: {
      reloadCertificates: async () => {
        throw new Error('/etc/mail.pem is no PEM certificate:\nno start line');
      },
    },
  });
  const answer = await t.ask('POST', '/api/v1/certificates/reload');
  assertProblem(answer, 422, /PEM/);
  assert.match(answer.body.detail, /stays in force: \/etc\/mail\.pem is no PEM certificate: no start line/);
  assert.ok(t.logged.some((line) => line.includes('/etc/mail.pem')));
  await using fine = await openTestAdmin();
  assert.equal((await must(fine, 'POST', '/certificates/reload')).status, 200);
});

test('when the store cannot write the answer is 503 and nothing has changed', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  t.fake.fail('disk full');
  assertProblem(await t.ask('POST', '/api/v1/mailboxes', { address: 'n@contoso.com' }), 503, /disk full/);
  assert.equal(t.directory.current.mailboxes.length, 1);
  assert.equal((await t.ask('GET', '/readyz')).status, 503);
  assert.equal((await t.ask('GET', '/healthz')).status, 200);
});

test('a bug answers 500 without its words, which are in the log', async () => {
  await using t = await openTestAdmin({
    over: {
      status: () => {
        throw new Error('internal detail');
      },
    },
  });
  const answer = await t.ask('GET', '/api/v1/status');
  assertProblem(answer, 500, /log/);
  assert.ok(!answer.text.includes('internal detail'));
  assert.ok(t.logged.some((line) => line.includes('internal detail')));
});

test('two administrators at once: the second plan is made again on what the first left', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const organization = t.directory.current.organizations[0];
  assert.ok(organization);
  t.fake.meddleOnce(() => [
    {
      kind: 'group',
      ...groupForms.standards,
      id: 'G',
      organizationId: organization.id,
      address: 'g@contoso.com',
    } as unknown as DirectoryObject,
  ]);
  await must(t, 'PATCH', '/mailboxes/office@contoso.com', { displayName: 'Office' });
  assert.equal(t.directory.current.listOf('group').length, 1);
  assert.equal(t.directory.current.mailboxes[0]?.displayName, 'Office');
  t.fake.meddleOnce(() => [
    {
      kind: 'group',
      ...groupForms.standards,
      id: 'H',
      organizationId: organization.id,
      address: 'taken@contoso.com',
    } as unknown as DirectoryObject,
  ]);
  assertProblem(await t.ask('POST', '/api/v1/mailboxes', { address: 'taken@contoso.com' }), 422, /another address/);
});

test('health and OpenAPI say what they should', async () => {
  await using t = await openTestAdmin();
  const openapi = (await t.ask('GET', '/openapi.json')).body;
  assert.match(openapi.openapi, /^3\.1\./);
  const paths = Object.keys(openapi.paths);
  for (const path of [
    '/api/v1/mailboxes/{name}',
    '/api/v1/domains/{name}/verify',
    '/api/v1/apply',
    '/api/v1/queue/actions',
  ])
    assert.ok(paths.includes(path), path);
  const form = openapi.paths['/api/v1/inbound-connectors'].post.requestBody.content['application/json'].schema;
  assert.deepEqual(form, { $ref: '#/components/schemas/InboundConnectorCreate' });
  assert.ok(openapi.components.schemas.InboundConnectorCreate.properties.senderAddresses);
  assert.equal((await t.ask('GET', '/readyz')).body.status, 'ready');
});
