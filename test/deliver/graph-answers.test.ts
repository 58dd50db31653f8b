/** What Graph has not said is not believed: uploads that are not whole, pages of proxies, redirects, a 404 that is not Graph's. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { DeskAnswer } from '../../lab/peers/http-desk.ts';
import { bench, large, scan } from './graph-bench.ts';
import { crlf, delivery, message, summary, viaConnector } from '../../lab/houses/delivery-house.ts';

const LAST = 'PUT upload bytes 3932160-4999999/5000000';
const page = (status: number): DeskAnswer => ({
  status,
  text: '<html>Welcome to the hotel</html>',
  headers: { 'content-type': 'text/html; charset=utf-8' },
});
const textOf = (outcome: object): string => ('text' in outcome ? String(outcome.text) : '');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('an upload is whole when Graph says so, and on no other answer to its last piece', async () => {
  const answers: readonly DeskAnswer[] = [
    { status: 202, json: { nextExpectedRanges: ['0-'] } },
    { status: 200, json: { nextExpectedRanges: ['1966080-3499999'] } },
    { status: 202, json: { nextExpectedRanges: [] } },
    { status: 200, json: { NextExpectedRanges: ['1966080-3499999'] } },
    { status: 200, json: { nextExpectedRanges: 'all' } },
    { status: 200, json: { nextExpectedRanges: ['-5'] } },
    { status: 200, text: '' },
    { status: 200, text: '[]' },
    page(200),
    page(201),
  ];
  for (const answer of answers) {
    await using at = await bench((step) => (step === LAST ? answer : null));
    const outcome = await at.room.one(delivery(viaConnector, ['b@d.test'], large()));
    assert.equal(outcome.action, 'delayed', JSON.stringify(answer));
    assert.deepEqual([at.graph.drafts.length, at.graph.left, at.graph.deleted], [0, 0, 1], JSON.stringify(answer));
    assert.ok(!JSON.stringify(outcome).includes('authtoken'));
  }
});

test('an answer in the midst of an upload has to name where to go on', async () => {
  for (const answer of [{ status: 200, json: {} }, { status: 201, json: {} }, { status: 202, text: 'ok' }, page(200)]) {
    await using at = await bench((step) => (step.startsWith('PUT upload bytes 0-') ? answer : null));
    assert.equal((await at.room.one(delivery(viaConnector, ['b@d.test'], large()))).action, 'delayed');
    assert.deepEqual([at.graph.drafts.length, at.graph.left], [0, 0]);
  }
});

test('a small attachment is there when Graph answers with it', async () => {
  await using at = await bench((step) =>
    step === 'POST messages/ID/attachments'
      ? { status: 201, text: 'ok', headers: { 'content-type': 'text/plain' } }
      : null,
  );
  const outcome = await at.room.one(delivery(viaConnector, ['b@d.test'], large()));
  assert.equal(summary(outcome), 'delayed 4.5.0 protocol-error lane');
  assert.deepEqual([at.graph.drafts.length, at.graph.left], [0, 0]);
});

test('what Graph created comes back as large as it is, and larger than anybody reads', async () => {
  const part = (name: string): string =>
    `--m\r\nContent-Type: application/pdf; name="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${randomBytes(1_500_000).toString('base64').replaceAll(/.{76}/gu, '$&\r\n')}\r\n`;
  const two = message(
    Buffer.from(
      `From: a@ours.test\r\nTo: b@d.test\r\nSubject: two\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n${part('1.pdf')}${part('2.pdf')}--m--\r\n`,
    ),
  );
  await using at = await bench();
  assert.equal(summary(await at.room.one(delivery(viaConnector, ['b@d.test'], two))), 'relayed 2.0.0');
  assert.deepEqual(
    at.graph.drafts[0]?.attachments.map(({ name, sizeBytes }) => [name, sizeBytes]),
    [
      ['1.pdf', 1_500_000],
      ['2.pdf', 1_500_000],
    ],
  );
  const endless = JSON.stringify({ contentBytes: 'A'.repeat(9_000_000) });
  await using huge = await bench((step) =>
    step === 'POST messages/ID/attachments'
      ? { status: 201, text: endless, headers: { 'content-type': 'application/json; odata.metadata=minimal' } }
      : null,
  );
  assert.equal(summary(await huge.room.one(delivery(viaConnector, ['b@d.test'], two))), 'relayed 2.0.0');
});

test('an answer without end is not read to its end: its status counts', async () => {
  for (const [status, expected] of [
    [202, 'relayed 2.0.0'],
    [503, 'delayed 4.3.2 busy lane'],
  ] as const) {
    await using at = await bench((step) => (step === 'POST sendMail' ? { status, endless: ' '.repeat(65_536) } : null));
    assert.equal(summary(await at.room.one(delivery(viaConnector, ['b@d.test']))), expected);
    while (at.graph.desk.endlessEnded < 1) await new Promise((resolve) => setImmediate(resolve));
  }
});

test('a piece that Graph did not keep is sent again, and the attachment arrives as it was', async () => {
  for (const first of ['PUT upload bytes 1966080-3932159/5000000', LAST]) {
    const wanted = first === LAST ? '3932160' : '1966080-4999999';
    let times = 0;
    await using at = await bench((step) =>
      step === first && times++ === 0 ? { status: 202, json: { nextExpectedRanges: [wanted] } } : null,
    );
    assert.equal(summary(await at.room.one(delivery(viaConnector, ['b@d.test'], large()))), 'relayed 2.0.0');
    assert.equal(at.graph.steps.filter((step) => step === first).length, 2);
    assert.equal(at.graph.drafts[0]?.attachments[1]?.sha256, sha256(scan));
  }
});

test('a piece that is wanted again and again is not sent for ever', async () => {
  await using at = await bench((step) =>
    step === LAST ? { status: 200, json: { nextExpectedRanges: ['3932160'] } } : null,
  );
  const outcome = await at.room.one(delivery(viaConnector, ['b@d.test'], large()));
  assert.equal(summary(outcome), 'delayed 4.5.0 protocol-error lane');
  assert.equal(at.graph.steps.filter((step) => step === LAST).length, 5);
  assert.deepEqual([at.graph.drafts.length, at.graph.left], [0, 0]);
});

test('a draft is gone when Graph says so, not when a gateway knows no way', async () => {
  const others: readonly DeskAnswer[] = [page(404), { status: 404, json: { error: { code: 'UnknownError' } } }];
  for (const other of others) {
    await using at = await bench((step) => {
      if (step === 'POST messages/ID/send') return { status: 502, text: '' };
      return step.startsWith('GET') || step.startsWith('DELETE') ? other : null;
    });
    const outcome = await at.room.one(delivery(viaConnector, ['b@d.test'], large()));
    assert.equal(summary(outcome), 'delayed 4.3.2 busy lane');
    assert.ok(outcome.action === 'delayed' && outcome.inDoubt);
    assert.match(textOf(outcome), /may arrive twice/u);
  }
});

test('a page with status 202 is no yes of Graph; an empty 202 is one, with a content type or without', async () => {
  for (const step of ['POST sendMail', 'POST messages/ID/send']) {
    const mail = (): ReturnType<typeof large> | undefined => (step === 'POST sendMail' ? undefined : large());
    await using portal = await bench((now) => (now === step ? page(202) : null));
    const outcome = await portal.room.one(delivery(viaConnector, ['b@d.test'], mail()));
    assert.equal(summary(outcome), 'delayed 4.7.8 sign-in-failed lane', step);
    assert.ok(outcome.action === 'delayed' && outcome.ownAccount);
    assert.match(textOf(outcome), /check the endpoint/u);
    for (const type of ['', 'text/plain', 'application/json']) {
      await using graph = await bench((now) =>
        now === step ? { status: 202, headers: { 'content-type': type } } : null,
      );
      assert.equal(summary(await graph.room.one(delivery(viaConnector, ['b@d.test'], mail()))), 'relayed 2.0.0');
    }
  }
});

test('a redirect is who answers in the place of Graph: mail is held, and the endpoint is what to check', async () => {
  for (const status of [301, 302, 307]) {
    await using at = await bench(() => ({ status, headers: { location: 'https://portal.test/' } }));
    for (const mail of [undefined, large()]) {
      const outcome = await at.room.one(delivery(viaConnector, ['b@d.test'], mail));
      assert.equal(summary(outcome), 'delayed 4.7.8 sign-in-failed lane');
      assert.ok(outcome.action === 'delayed' && outcome.ownAccount && !outcome.inDoubt);
      assert.match(textOf(outcome), /check the endpoint/u);
    }
  }
});

test('a 400 that nobody can explain puts off its one message; the upstream refuses all when a second one meets it and none goes', async () => {
  await using at = await bench((step, { body }) =>
    step === 'POST sendMail' && Buffer.from(body.toString('latin1'), 'base64').includes('odd')
      ? { status: 400, json: { error: { code: 'OddRequest', message: 'Something.' } } }
      : null,
  );
  const mail = (word: string): ReturnType<typeof message> =>
    message(crlf(`From: a@ours.test\nTo: b@d.test\nSubject: ${word}\n\nbody\n`));
  const [odd, odder] = [mail('odd 1'), mail('odd 2')];
  const send = async (one: ReturnType<typeof message>): Promise<string> =>
    summary(await at.room.one(delivery(viaConnector, ['b@d.test'], one)));
  const alone = 'delayed 4.6.0 content-refused';
  const all = 'delayed 4.7.8 sign-in-failed lane';
  for (let times = 0; times < 3; times++) assert.equal(await send(odd), alone);
  assert.equal(await send(mail('good')), 'relayed 2.0.0');
  assert.equal(await send(odder), alone, 'other mail has gone since');
  assert.equal(await send(odd), all);
  assert.equal(await send(odder), all);
  assert.equal(await send(mail('good')), 'relayed 2.0.0');
  assert.equal(await send(odd), alone);
});

const scanOf = (octets: number): ReturnType<typeof message> =>
  message(
    crlf(
      `From: a@ours.test\nTo: b@d.test\nSubject: scan\nMIME-Version: 1.0\nContent-Type: application/pdf; name=scan.pdf\nContent-Transfer-Encoding: base64\n\n${'QUJDREVGR0hJSktM'
        .repeat(4)
        .concat('\n')
        .repeat(octets / 65)}`,
    ),
  );

test('200 to a large message as MIME is no yes: it goes by a draft', async () => {
  for (const answer of [{ status: 200 }, { status: 200, json: {} }, page(200)]) {
    await using at = await bench((step) => (step === 'POST sendMail' ? answer : null));
    const outcome = await at.room.one(delivery(viaConnector, ['b@d.test'], scanOf(2_600_000)));
    assert.equal(summary(outcome), 'relayed 2.0.0');
    assert.deepEqual([at.graph.mails.length, at.graph.drafts.length], [0, 1]);
  }
});

test('where the draft does not go either only that message waits, and other mail goes on', async () => {
  const no = { status: 403, json: { error: { code: 'ErrorAccessDenied', message: 'Access is denied.' } } };
  for (const draft of [no, { status: 400, json: { error: { code: 'Odd', message: '' } } }, { status: 503 }]) {
    await using at = await bench((step, { body }) => {
      if (step === 'POST messages') return draft;
      return step === 'POST sendMail' && body.byteLength > 1_000_000 ? { status: 200 } : null;
    });
    for (let times = 0; times < 2; times++) {
      const outcome = await at.room.one(delivery(viaConnector, ['b@d.test'], scanOf(2_600_000)));
      assert.ok(outcome.action === 'delayed' && !outcome.laneTrouble && !outcome.ownAccount, summary(outcome));
      assert.match(textOf(outcome), /answered 200, which is no yes/u);
      assert.equal(summary(await at.room.one(delivery(viaConnector, ['b@d.test']))), 'relayed 2.0.0');
    }
  }
});

test('what is full, blocked or not there is the account’s trouble, whatever status it comes with, each with its cure', async () => {
  const cases: readonly (readonly [number, string, string, string, RegExp])[] = [
    [507, '', '', 'delayed 4.2.2 mailbox-full lane', /printer@ours\.test is full.*Sent Items/u],
    [507, 'ErrorQuotaExceeded', '', 'delayed 4.2.2 mailbox-full lane', /is full/u],
    [403, 'ErrorQuotaExceeded', '', 'delayed 4.2.2 mailbox-full lane', /is full/u],
    [400, 'ErrorMailboxQuotaExceeded', '', 'delayed 4.2.2 mailbox-full lane', /is full/u],
    [429, 'ErrorSubmissionQuotaExceeded', '', 'delayed 4.3.2 busy lane', /sent all it may/u],
    [403, 'ErrorExceededMessageLimit', '', 'delayed 4.3.2 busy lane', /sent all it may/u],
    [403, 'ErrorMessageSubmissionBlocked', '', 'delayed 4.7.8 sign-in-failed lane', /Restricted entities/u],
    [403, 'ErrorAccountSuspend', '', 'delayed 4.7.8 sign-in-failed lane', /Restricted entities/u],
    [400, 'BadRequest', 'OutboundSpamException', 'delayed 4.7.8 sign-in-failed lane', /Restricted entities/u],
    [400, 'ErrorInvalidUser', '', 'delayed 4.7.8 sign-in-failed lane', /no mailbox printer@ours\.test/u],
    [403, 'MailboxNotEnabledForRESTAPI', '', 'delayed 4.7.8 sign-in-failed lane', /not on premises/u],
  ];
  for (const [status, code, words, wanted, cure] of cases) {
    await using at = await bench(() => ({ status, json: { error: { code, message: words } } }));
    const outcome = await at.room.one(delivery(viaConnector, ['b@d.test']));
    assert.equal(summary(outcome), wanted, `${status} ${code}`);
    assert.ok(outcome.action === 'delayed' && outcome.ownAccount, `${status} ${code}`);
    assert.match(textOf(outcome), cure);
  }
});
