/** Mail by Graph against a server that behaves as the documentation says, and as networks do. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { replyText } from '../../src/mail/reply.ts';
import { openDesk } from '../../lab/peers/http-desk.ts';
import { bench, large, scan, small, TOKEN } from './graph-bench.ts';
import { crlf, delivery, message, summary, viaConnector } from '../../lab/houses/delivery-house.ts';

test('a message goes as it is, and 202 is told as queued, not as delivered', async () => {
  await using at = await bench();
  const outcome = await at.room.one(delivery(viaConnector, ['b@d.test']));
  assert.equal(summary(outcome), 'relayed 2.0.0');
  assert.match(replyText(outcome.reply!), /^202 2\.0\.0 queued for sending by Microsoft Graph$/u);
  assert.equal(at.graph.mails[0], 'From: a@ours.test\r\nTo: b@d.test\r\nSubject: hello\r\n\r\nA line.\r\n.dotted\r\n');
  const [asked] = at.graph.desk.requests;
  assert.equal(asked?.path, '/v1.0/users/printer%40ours.test/sendMail');
  assert.equal(asked?.headers['content-type'], 'text/plain');
  assert.equal(asked?.headers.authorization, `Bearer ${TOKEN}-0`);
});

test('who is in the envelope only goes as Bcc; who is in the header only is not sent to', async () => {
  await using at = await bench();
  const mail = message(
    crlf(
      'From: a@ours.test\nTo: "Bea, B" <b@d.test>,\n team@ours.test\nCc: c@d.test\nBcc: x@d.test\nSubject: s\n\nbody\n',
    ),
  );
  const outcomes = await at.room.attempt(delivery(viaConnector, ['b@d.test', 'c@d.test', 'm@d.test'], mail));
  assert.deepEqual(outcomes.map(summary), ['relayed 2.0.0', 'relayed 2.0.0', 'relayed 2.0.0']);
  assert.equal(
    at.graph.mails[0],
    crlf(
      'From: a@ours.test\nX-Original-To: "Bea, B" <b@d.test>,\n team@ours.test\nX-Original-Cc: c@d.test\nSubject: s\n' +
        'To: "Bea, B" <b@d.test>\nCc: <c@d.test>\nBcc: <m@d.test>\n\nbody\n',
    ).toString(),
  );
  assert.match(replyText(outcomes[0]!.reply!), /X-Original-To.*1 recipient of the envelope went as Bcc/u);
});

test('a header that two programs would read in two ways addresses nobody', async () => {
  await using at = await bench();
  const mail = message(crlf('From: a@ours.test\nTo: b@d.test evil@d.test\nSubject: s\n\nbody\n'));
  await at.room.one(delivery(viaConnector, ['b@d.test'], mail));
  assert.match(at.graph.mails[0] ?? '', /^X-Original-To: b@d\.test evil@d\.test\r$/mu);
  assert.doesNotMatch(at.graph.mails[0] ?? '', /^To:/mu);
  assert.match(at.graph.mails[0] ?? '', /^Bcc: <b@d\.test>\r$/mu);
});

test('the upstream’s rewriting holds for Graph too', async () => {
  await using at = await bench(undefined, {
    rewriting: { reversePath: null, from: 'printer@ours.test', replyToOriginal: true },
  });
  const outcome = await at.room.one(delivery(viaConnector, ['b@d.test']));
  assert.match(at.graph.mails[0] ?? '', /^From: <printer@ours\.test>\r$/mu);
  assert.match(at.graph.mails[0] ?? '', /^Reply-To: <a@ours\.test>\r$/mu);
  assert.match(replyText(outcome.reply!), /From a@ours\.test became printer@ours\.test/u);
});

test('a token that Graph refuses is got anew once, and then it is the account that is in trouble', async () => {
  let refusals = 1;
  await using at = await bench(() =>
    refusals-- > 0
      ? { status: 401, json: { error: { code: 'InvalidAuthenticationToken', message: 'expired' } } }
      : null,
  );
  assert.equal(summary(await at.room.one(delivery(viaConnector, ['b@d.test']))), 'relayed 2.0.0');
  assert.equal(at.login.requests.length, 2);
  refusals = 2;
  const outcome = await at.room.one(delivery(viaConnector, ['b@d.test']));
  assert.equal(summary(outcome), 'delayed 4.7.8 sign-in-failed lane');
  assert.ok(outcome.action === 'delayed' && outcome.ownAccount);
  assert.equal(at.login.requests.length, 3);
});

test('each refusal becomes what it means, with its cure', async () => {
  const cases: readonly (readonly [number, string, string, RegExp])[] = [
    [403, 'ErrorAccessDenied', 'delayed 4.7.8 sign-in-failed lane', /Mail\.Send.*application access policy/u],
    [404, 'ErrorInvalidUser', 'delayed 4.7.8 sign-in-failed lane', /no mailbox printer@ours\.test/u],
    [403, 'ErrorSendAsDenied', 'failed 5.7.60 refused-by-policy', /--rewrite-from/u],
    [429, 'ApplicationThrottled', 'delayed 4.3.2 busy lane', /HTTP 429/u],
    [503, 'serviceNotAvailable', 'delayed 4.3.2 busy lane', /HTTP 503/u],
    [500, '', 'delayed 4.3.2 busy lane', /HTTP 500/u],
    [400, 'ErrorInvalidRecipients', 'failed 5.1.3 unknown-recipient', /HTTP 400/u],
    [400, 'ErrorMessageSubmissionBlocked', 'delayed 4.7.8 sign-in-failed lane', /Restricted entities/u],
    [400, 'BadRequest', 'delayed 4.6.0 content-refused', /HTTP 400 BadRequest/u],
    [400, '', 'delayed 4.6.0 content-refused', /HTTP 400/u],
    [402, 'PaymentRequired', 'delayed 4.7.8 sign-in-failed lane', /check the endpoint/u],
    [405, '', 'delayed 4.7.8 sign-in-failed lane', /check the endpoint/u],
    [400, 'ErrorMimeContentInvalid', 'failed 5.6.0 content-refused', /HTTP 400/u],
    [400, 'InvalidInternetMessageHeader', 'failed 5.6.0 content-refused', /HTTP 400/u],
    [400, 'ErrorPropertyValidationFailure', 'failed 5.6.0 content-refused', /HTTP 400/u],
    [400, 'RequestBodyRead', 'failed 5.6.0 content-refused', /HTTP 400/u],
  ];
  for (const [status, code, wanted, words] of cases) {
    await using at = await bench(() => ({
      status,
      json: { error: { code, message: 'its words' } },
      headers: { 'retry-after': '17' },
    }));
    const outcome = await at.room.one(delivery(viaConnector, ['b@d.test']));
    assert.equal(summary(outcome), wanted);
    assert.ok('text' in outcome);
    assert.match(outcome.text, words);
    if (outcome.action === 'delayed' && outcome.cause === 'busy') assert.equal(outcome.retryAfterMs, 17_000);
    assert.ok(!JSON.stringify(outcome).includes(TOKEN));
  }
});

test('an upload session that is over says nothing of our account or the message: its draft goes, the whole is sent again', async () => {
  for (const status of [401, 404, 410, 416]) {
    let puts = 0;
    await using at = await bench((step) =>
      step.startsWith('PUT') && puts++ === 1 ? { status, json: { error: { code: 'x', message: 'gone' } } } : null,
    );
    const broken = await at.room.one(delivery(viaConnector, ['b@d.test'], large()));
    assert.equal(summary(broken), 'delayed 4.5.0 protocol-error lane', String(status));
    assert.match('text' in broken ? broken.text : '', /the session is over/u);
    assert.equal(at.graph.deleted, 1);
    assert.equal(summary(await at.room.one(delivery(viaConnector, ['b@d.test'], large()))), 'relayed 2.0.0');
  }
});

test('a line that is cut after the message went leaves it delayed, and says that it may arrive twice', async () => {
  await using at = await bench(() => 'do and hang up');
  const outcome = await at.room.one(delivery(viaConnector, ['b@d.test']));
  assert.equal(summary(outcome), 'delayed 4.4.2 connection-failed lane');
  assert.match('text' in outcome ? outcome.text : '', /may arrive twice/u);
});

test('above the wall the message is built anew: body, inline picture and attachment arrive as they were', async () => {
  await using at = await bench();
  const outcome = await at.room.one(delivery(viaConnector, ['b@d.test', 'bcc@d.test'], large()));
  assert.equal(summary(outcome), 'relayed 2.0.0');
  assert.match(replyText(outcome.reply!), /built anew.*went as Bcc/u);
  const [draft] = at.graph.drafts;
  assert.deepEqual(draft?.message, {
    subject: 'Scan ü',
    from: { emailAddress: { name: 'Büro', address: 'a@ours.test' } },
    replyTo: [{ emailAddress: { name: 'office@ours.test', address: 'office@ours.test' } }],
    toRecipients: [{ emailAddress: { name: 'Bea', address: 'b@d.test' } }],
    ccRecipients: [],
    bccRecipients: [{ emailAddress: { address: 'bcc@d.test' } }],
    internetMessageId: '<scan-1@ours.test>',
    importance: 'normal',
    internetMessageHeaders: [{ name: 'x-scanner', value: 'Model 7' }],
    body: { contentType: 'html', content: '<p>grüße</p><img src="cid:logo">' },
  });
  const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  assert.deepEqual(draft?.attachments, [
    {
      name: 'logo.png',
      contentType: 'image/png',
      contentId: 'logo',
      isInline: true,
      sizeBytes: small.length,
      sha256: hash(small),
    },
    {
      name: 'scan.pdf',
      contentType: 'application/pdf',
      contentId: null,
      isInline: false,
      sizeBytes: scan.length,
      sha256: hash(scan),
    },
  ]);
  assert.deepEqual(at.graph.steps, [
    'POST messages',
    'POST messages/ID/attachments',
    'POST messages/ID/attachments/createUploadSession',
    'PUT upload bytes 0-1966079/5000000',
    'PUT upload bytes 1966080-3932159/5000000',
    'PUT upload bytes 3932160-4999999/5000000',
    'POST messages/ID/send',
  ]);
});

test('a smaller wall than documented leads to the other way', async () => {
  await using at = await bench((step) =>
    step === 'POST sendMail' ? { status: 413, json: { error: { code: 'RequestEntityTooLarge', message: '' } } } : null,
  );
  assert.equal(summary(await at.room.one(delivery(viaConnector, ['b@d.test']))), 'relayed 2.0.0');
  assert.equal(at.graph.drafts[0]?.message['subject'], 'hello');
});

test('whatever breaks off before the send takes its draft away', async () => {
  for (const step of [
    'POST messages/ID/attachments',
    'PUT upload bytes 3932160-4999999/5000000',
    'POST messages/ID/send',
  ])
    for (const answer of [
      'hang up' as const,
      { status: 503, json: { error: { code: 'serviceNotAvailable', message: '' } }, headers: { 'retry-after': '9' } },
    ]) {
      await using at = await bench((now) => (now === step ? answer : null));
      const outcome = await at.room.one(delivery(viaConnector, ['b@d.test'], large()));
      assert.equal(outcome.action, 'delayed', step);
      assert.deepEqual([at.graph.left, at.graph.drafts.length, at.graph.deleted], [0, 0, 1], `${step} ${answer}`);
      assert.ok(!JSON.stringify(outcome).includes('authtoken'));
    }
});

test('a lost answer to the send is looked after: a draft that is gone was sent', async () => {
  await using at = await bench((step) => (step === 'POST messages/ID/send' ? 'do and hang up' : null));
  const outcome = await at.room.one(delivery(viaConnector, ['b@d.test'], large()));
  assert.equal(summary(outcome), 'relayed 2.0.0');
  assert.match(replyText(outcome.reply!), /the answer was lost, but the draft is no draft any more/u);
  assert.equal(at.graph.drafts.length, 1);
});

test('four requests at once, not more', async () => {
  let inside = 0;
  let most = 0;
  const graph = await openDesk(async () => {
    most = Math.max(most, ++inside);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
    return { status: 202 };
  });
  await using at = await bench(undefined, {
    route: { kind: 'graph', endpoint: graph.url, user: 'printer@ours.test' },
  });
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, () => at.room.one(delivery(viaConnector, ['b@d.test']))),
  );
  assert.ok(outcomes.every(({ action }) => action === 'relayed'));
  assert.equal(most, 4);
  await graph[Symbol.asyncDispose]();
});

test('the connector test tells token and message, and the refusal of either with its cure', async () => {
  let refuse = false;
  await using at = await bench(() =>
    refuse ? { status: 403, json: { error: { code: 'ErrorAccessDenied', message: 'Access is denied.' } } } : null,
  );
  const of = at.room.live.current.outboundConnectors[0]!;
  const sends = { from: 'postmaster@ours.test', to: 'admin@ours.test' };
  const good = await at.room.room.testConnector(of, sends);
  assert.deepEqual(
    good.steps.map(({ what, outcome }) => `${what} ${outcome}`),
    ['token good', 'message good'],
  );
  refuse = true;
  const bad = await at.room.room.testConnector(of, sends);
  assert.equal(bad.ok, false);
  assert.match(bad.steps.at(-1)?.text ?? '', /Mail\.Send/u);
  assert.ok(!JSON.stringify([good, bad]).includes(TOKEN));
});

test('only the documented yes is one: a page of a proxy with status 200 sends nothing, and is asked again', async () => {
  for (const step of [
    'POST sendMail',
    'POST messages/ID/attachments',
    'POST messages/ID/attachments/createUploadSession',
    'POST messages/ID/send',
  ]) {
    await using at = await bench((now) =>
      now === step ? { status: 200, headers: { 'content-type': 'text/html' } } : null,
    );
    const mail = step === 'POST sendMail' ? undefined : large();
    const outcome = await at.room.one(delivery(viaConnector, ['b@d.test'], mail));
    assert.equal(outcome.action, 'delayed', step);
    assert.match('text' in outcome ? outcome.text : '', /no answer of Graph|no uploadUrl/u, step);
    assert.deepEqual([at.graph.left, at.graph.drafts.length], [0, 0], step);
  }
});

test('an unclear answer to the send is looked after as a lost one is', async () => {
  for (const status of [500, 502, 504, 408]) {
    let sent = false;
    await using at = await bench((step) => {
      if (step === 'POST messages/ID/send') return { status, json: { error: { code: '', message: '' } } };
      // It went out all the same, and the draft has moved away.
      const isLook = step.startsWith('GET') || step.startsWith('DELETE');
      return isLook && sent ? { status: 404, json: { error: { code: 'ErrorItemNotFound', message: '' } } } : null;
    });
    sent = true;
    assert.equal(summary(await at.room.one(delivery(viaConnector, ['b@d.test'], large()))), 'relayed 2.0.0');
    sent = false;
    const outcome = await at.room.one(delivery(viaConnector, ['b@d.test'], large()));
    assert.equal(summary(outcome), 'delayed 4.3.2 busy lane');
    assert.match('text' in outcome ? outcome.text : '', /was taken back/u);
    assert.ok(outcome.action === 'delayed' && outcome.inDoubt === undefined);
  }
});

test('one wrong address among many does not keep the mail from the others', async () => {
  await using at = await bench((step, { body }) =>
    step === 'POST sendMail' && Buffer.from(body.toString('latin1'), 'base64').includes('wrong@')
      ? { status: 400, json: { error: { code: 'ErrorInvalidRecipients', message: 'One is not valid.' } } }
      : null,
  );
  const to = Array.from({ length: 40 }, (_, n) => (n === 17 ? 'wrong@d.test' : `r${n}@d.test`));
  const outcomes = await at.room.attempt(delivery(viaConnector, to));
  assert.deepEqual(
    outcomes.toSorted((a, b) => a.ordinal - b.ordinal).map(({ action }) => action),
    to.map((address) => (address.startsWith('wrong') ? 'failed' : 'relayed')),
  );
  const got = at.graph.mails.flatMap((mail) => [...mail.matchAll(/r\d+@d\.test/gu)].map(([address]) => address));
  assert.equal(new Set(got).size, 39);
  assert.equal(got.length, 39, 'nobody gets it twice');
});

test('too many wrong addresses to sort out at once leave the rest for the next attempt', async () => {
  await using at = await bench((step) =>
    step === 'POST sendMail' ? { status: 400, json: { error: { code: 'ErrorInvalidRecipients', message: '' } } } : null,
  );
  const to = Array.from({ length: 200 }, (_, n) => `r${n}@d.test`);
  const outcomes = await at.room.attempt(delivery(viaConnector, to));
  assert.ok(at.graph.steps.length <= 82, `${at.graph.steps.length} requests`);
  assert.deepEqual([...new Set(outcomes.map(({ action }) => action))].toSorted(), ['delayed', 'failed']);
});
