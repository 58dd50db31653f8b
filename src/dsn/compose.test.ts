import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import { bounds } from '../base/bounds.ts';
import type { QueueId } from '../base/id.ts';
import type { Address } from '../mail/address.ts';
import type { ReportedRecipient } from '../mail/report.ts';
import { composeReport, type Report } from './compose.ts';
import { type Language, languages } from '../mail/names.ts';
import { whoActs } from '../policy/reasons/who-acts.ts';
import { reportTexts } from '../texts/languages.ts';
import type { ReportTexts } from '../texts/report-texts.ts';
import { fill } from '../texts/words.ts';

const address = (text: string): Address => {
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1);
  return { local: text.slice(0, at), domain, domainKey: domain.toLowerCase() };
};
const textsOf = Object.fromEntries(
  await Promise.all(languages.map(async (language) => [language, (await reportTexts(language)).texts])),
) as Readonly<Record<Language, ReportTexts>>;
const AT = Date.UTC(2026, 11, 1, 8, 0, 0);
const HEADER = 'From: a@b.example\r\nSubject: Scan\r\n';

const recipient = (more: Partial<ReportedRecipient> = {}): ReportedRecipient => ({
  address: address('x@out.test'),
  orcpt: null,
  action: 'failed',
  status: '5.1.1',
  cause: 'unknown-recipient',
  text: 'The next mail server refused the recipient',
  reply: { code: 550, enhanced: '5.1.1', lines: ['No such user'] },
  remoteHost: 'mx.out.test',
  remoteAddress: '198.51.100.4',
  attempts: 3,
  lastAttemptAt: AT + 1_000,
  willRetryUntil: null,
  ...more,
});
const facts = (more: Partial<Omit<Report, 'original'>> = {}, original: Partial<Report['original']> = {}): Report => ({
  kind: 'failure',
  reportId: 'R1' as QueueId,
  hostName: 'mail.a.example',
  now: AT + 2_000,
  to: address('scanner@a.example'),
  language: 'en',
  texts: textsOf[more.language ?? 'en'],
  recipients: [recipient()],
  ...more,
  original: {
    queueId: 'Q1' as QueueId,
    messageId: '<scan@a.example>',
    subject: 'Scan of the day',
    sender: 'printer@contoso.com',
    device: null,
    envid: null,
    receivedAt: AT,
    headerHas8bit: false,
    header: Buffer.from(HEADER),
    full: null,
    ...original,
  },
});

interface Parsed {
  readonly raw: string;
  readonly email: Email;
  readonly status: string;
  readonly returned: string;
}

/** Composes, holds the octets to the rules every report keeps, and parses with a parser that is not ours. */
async function report(given: Report): Promise<Parsed> {
  const { bytes, has8bit } = composeReport(given);
  const raw = Buffer.from(bytes).toString('latin1');
  for (const line of raw.split('\r\n')) {
    assert.ok(line.length <= 998, `line of ${line.length}`);
    assert.doesNotMatch(line, /[\r\n\0]/, 'bare CR, LF or NUL');
    if (!has8bit) assert.match(line, /^[\t\x20-\x7e]*$/, 'a control or 8-bit octet');
  }
  assert.ok(raw.endsWith('--\r\n'));
  const email = await PostalMime.parse(bytes, { attachmentEncoding: 'utf8', forceRfc822Attachments: true });
  const type = email.headers.find((header) => header.key === 'content-type')?.value ?? '';
  assert.match(type, /^multipart\/report; report-type=delivery-status; *boundary="/);
  const part = (pattern: RegExp): string =>
    String(email.attachments.find((attachment) => pattern.test(attachment.mimeType))?.content ?? '');
  return { raw, email, status: part(/delivery-status$/), returned: part(/rfc822|global-headers$|global$/) };
}

/** `Name: value` of one block, unfolded. */
const fields = (block: string): Record<string, string> =>
  Object.fromEntries(
    block
      .replace(/\r?\n[ \t]/g, ' ')
      .split(/\r?\n/)
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );

describe('a report', () => {
  test('has the header, the words, the status fields and the original header', async () => {
    const { email, status, returned } = await report(facts({}, { envid: 'job 7' }));
    assert.equal(email.from?.address, 'postmaster@mail.a.example');
    assert.deepEqual(
      email.to?.map((one) => one.address),
      ['scanner@a.example'],
    );
    assert.equal(email.subject, 'Undeliverable: Scan of the day');
    assert.equal(email.messageId, '<R1.report@mail.a.example>');
    assert.equal(email.inReplyTo, '<scan@a.example>');
    assert.equal(email.references, '<scan@a.example>');
    assert.equal(email.headers.find((header) => header.key === 'auto-submitted')?.value, 'auto-replied');
    const [message, one, ...others] = status.split(/\r?\n\r?\n/).filter((block) => block.trim() !== '');
    assert.deepEqual(fields(message ?? ''), {
      'Reporting-MTA': 'dns; mail.a.example',
      'Original-Envelope-Id': 'job 7',
      'Arrival-Date': 'Tue, 01 Dec 2026 08:00:00 +0000',
    });
    assert.deepEqual(fields(one ?? ''), {
      'Final-Recipient': 'rfc822; x@out.test',
      Action: 'failed',
      Status: '5.1.1',
      'Remote-MTA': 'dns; mx.out.test',
      'Diagnostic-Code': 'smtp; 550 5.1.1 No such user',
      'Last-Attempt-Date': 'Tue, 01 Dec 2026 08:00:01 +0000',
    });
    assert.equal(others.length, 0);
    assert.deepEqual(returned.trimEnd().split(/\r?\n/), HEADER.trimEnd().split('\r\n'));
  });

  test('tells a layman what happened, who must act and how, in text and in HTML', async () => {
    const { email } = await report(facts());
    for (const words of [email.text ?? '', (email.html ?? '').replace(/<[^>]*>/g, ' ')]) {
      const flat = words.replace(/\s+/g, ' ');
      assert.match(flat, /x@out\.test/);
      assert.match(flat, /There is no mailbox with this address/);
      assert.match(flat, /You can put this right/);
      assert.match(flat, /Check the address for typing errors/);
      assert.match(flat, /Details for administrators.*Q1.*550 5\.1\.1 No such user.*mx\.out\.test/);
    }
  });

  for (const language of languages)
    test(`has words for every cause in ${language}`, async () => {
      const texts = textsOf[language];
      for (const cause of Object.keys(whoActs) as (keyof typeof whoActs)[]) {
        const lastReason = '452 4.2.2 Full';
        const { email } = await report(facts({ language, recipients: [recipient({ cause, lastReason })] }));
        const flat = (email.text ?? '').replace(/\s+/g, ' ');
        const { happened, fix, who, openings } = texts;
        const said =
          cause !== 'cancelled'
            ? happened[cause]
            : fill(texts.cancelled_after, { hostName: 'mail.a.example', lastReason });
        for (const words of [said, who[whoActs[cause]], fix[cause], openings.failure.heading])
          assert.ok(flat.includes(words), `${cause}: ${words}`);
        assert.equal(email.subject, `${openings.failure.subject}: Scan of the day`);
        assert.match(email.html ?? '', new RegExp(`<html lang="${language}">`));
      }
    });

  test('one recipient more is one, in the grammar of each language', async () => {
    for (const language of languages) {
      const texts = textsOf[language];
      const recipients = Array.from({ length: bounds.dsn.toldInFull + 1 }, () => recipient());
      const { email } = await report(facts({ language, recipients, notListed: 1 }));
      const flat = (email.text ?? '').replace(/\s+/g, ' ');
      for (const text of [texts.moreRecipients_one, texts.countedRecipients_one])
        assert.ok(flat.includes(fill(text, { count: 1 })), `${language}: ${text}`);
    }
  });

  test('of a delay says until when it is tried, and that nothing need be done', async () => {
    const delay = recipient({
      action: 'delayed',
      status: '4.4.1',
      cause: 'connection-failed',
      willRetryUntil: AT + 4 * 86_400_000,
    });
    const { email, status } = await report(facts({ kind: 'delay', recipients: [delay] }));
    assert.match(email.subject ?? '', /^Delayed: /);
    const flat = (email.text ?? '').replace(/\s+/g, ' ');
    assert.match(flat, /still being tried until Sat, 05 Dec 2026 08:00 UTC\. You need not do anything/);
    assert.doesNotMatch(flat, /What to do/);
    assert.match(status, /^Will-Retry-Until: Sat, 05 Dec 2026 08:00:00 \+0000\r?$/m);
  });

  test('of success names what became of it', async () => {
    for (const action of ['delivered', 'relayed', 'expanded'] as const) {
      const good = recipient({ action, status: '2.0.0', cause: null, text: 'Done', reply: null });
      const { email, status } = await report(facts({ kind: 'success', recipients: [good] }));
      assert.match(email.subject ?? '', new RegExp(`^${action}: `, 'i'));
      assert.match(status, new RegExp(`^Action: ${action}\r?$`, 'm'));
    }
  });

  test('about an original that is no UTF-8 returns its header as it is, and claims no UTF-8', async () => {
    const header = Buffer.from('From: a@b.example\r\nSubject: Gr\u00fc\u00dfe\r\n', 'latin1');
    const full = Buffer.concat([header, Buffer.from('\r\nbody\r\n')]);
    for (const original of [
      { header, full: null },
      { header, full },
    ]) {
      const { raw } = await report(facts({}, { headerHas8bit: true, ...original }));
      const [, encoded] =
        /Content-Type: text\/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n\r\n([^-]+)/u.exec(raw) ?? [];
      assert.ok(Buffer.from(encoded ?? '', 'base64').equals(header));
      assert.doesNotMatch(raw, /message\/global/u);
    }
    const utf8 = Buffer.from('From: a@b.example\r\nSubject: Grüße\r\n');
    assert.match((await report(facts({}, { headerHas8bit: true, header: utf8 }))).raw, /message\/global-headers/u);
    const mixed = Buffer.concat([utf8, Buffer.from('\r\nGr\u00fc\u00dfe\r\n', 'latin1')]);
    const about = await report(facts({}, { headerHas8bit: true, header: utf8, full: mixed }));
    assert.match(about.raw, /message\/global-headers/u);
  });

  test('of a thousand recipients is one report with a block for each, and stays bounded (LOP-09)', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) =>
      recipient({
        address: address(`x${n}@out.test`),
        reply: { code: 550, enhanced: null, lines: ['no '.repeat(9_999)] },
      }),
    );
    const given = facts({ recipients: many });
    const { status, email, raw } = await report(given);
    assert.equal(status.match(/^Final-Recipient:/gm)?.length, 1_000);
    assert.match(email.text ?? '', /950 more recipients/);
    assert.ok(raw.length < 1_200_000, `${raw.length} octets`);
  });
});

describe("what a report keeps out of others' words (LOP-11, LOP-12)", () => {
  const said = (...lines: string[]): Report =>
    facts({ recipients: [recipient({ reply: { code: 550, enhanced: null, lines }, text: lines.join(' ') })] });
  const diagnostic = (status: string): string => fields(status.split(/\r?\n\r?\n/)[1] ?? '')['Diagnostic-Code'] ?? '';

  test('HTML of a next hop is text', async () => {
    const { email } = await report(said('<script>alert(1)</script><img src=x onerror="a">'));
    assert.doesNotMatch(email.html ?? '', /<script|<img/i);
    assert.match(email.html ?? '', /&lt;script&gt;/);
  });
  test('HTML of an address or a subject is text', async () => {
    const given = facts(
      { recipients: [recipient({ address: address('"<b>x</b>"@out.test') })] },
      { subject: '<i>hi</i>' },
    );
    const { email } = await report(given);
    assert.doesNotMatch(email.html ?? '', /<i>|<b>x/);
  });
  test('line ends and terminal escapes become blanks', async () => {
    const { status, email } = await report(said('a\r\nX-Inj: 1', '\u001b[2J done'));
    assert.equal(diagnostic(status), 'smtp; 550 a X-Inj: 1 [2J done');
    assert.equal(
      email.headers.find((header) => header.key === 'x-inj'),
      undefined,
    );
  });
  test('100 kB are cut', async () => {
    const { status } = await report(said('x'.repeat(100_000)));
    assert.ok(diagnostic(status).length < 520);
  });
  test('letters outside ASCII become question marks in the fields and stay in the words', async () => {
    const { status, email } = await report(said('Postfach überfüllt 📫'));
    assert.equal(diagnostic(status), 'smtp; 550 Postfach ?berf?llt ?');
    assert.match((email.text ?? '').replace(/\s+/g, ' '), /Postfach überfüllt 📫/);
  });
  test('code 999 is not passed off as SMTP', async () => {
    const odd = recipient({ reply: { code: 999, enhanced: null, lines: ['what'] } });
    assert.equal(diagnostic((await report(facts({ recipients: [odd] }))).status), 'x-doorpost; 999 what');
  });
  test('a subject or Message-ID with line ends cannot add a header', async () => {
    const bad = { subject: 'a\r\nBcc: v@x.test\r\n\r\nbody', messageId: '<a\r\nBcc: v@x.test>' };
    const { email } = await report(facts({}, bad));
    assert.equal(email.bcc, undefined);
    assert.equal(email.inReplyTo, undefined);
    assert.equal(email.subject, 'Undeliverable: a Bcc: v@x.test body');
  });
  test('a long subject in other letters is encoded and comes back', async () => {
    const subject = 'Übergrößenträger №7 für Ärzte';
    const { email } = await report(facts({}, { subject }));
    assert.equal(email.subject, `Undeliverable: ${subject}`);
  });
  test('an envelope id is one line of ASCII, an ORCPT without a type is left out', async () => {
    const given = facts({ recipients: [recipient({ orcpt: 'no type here' })] }, { envid: 'a\r\nX: 1 ü' });
    const { status } = await report(given);
    assert.match(status, /^Original-Envelope-Id: a X: 1 \?\r?$/m);
    assert.doesNotMatch(status, /Original-Recipient/);
  });
  test('whatever is said, the report is whole and has exactly its fields', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('\r', '\n', '\0', '-', '<', 'ü', ' ', ':') }),
    );
    await fc.assert(
      fc.asyncProperty(words, words, words, async (line, subject, orcpt) => {
        const one = recipient({
          reply: { code: 550, enhanced: null, lines: [line] },
          text: line,
          orcpt: `rfc822;${orcpt}`,
        });
        const { status, email } = await report(
          facts({ recipients: [one] }, { subject, messageId: subject, envid: orcpt }),
        );
        const names = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References', 'Auto-Submitted'];
        const known = [...names, 'X-Doorpost-Queue-Id', 'MIME-Version', 'Content-Type'].map((name) =>
          name.toLowerCase(),
        );
        assert.deepEqual(
          email.headers.map((header) => header.key).filter((key) => !known.includes(key)),
          [],
        );
        assert.equal(status.match(/^Final-Recipient:/gm)?.length, 1);
        assert.equal(status.match(/^Action: failed\r?$/gm)?.length, 1);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the original', () => {
  test('comes back whole when it is asked for and plain', async () => {
    const whole = `${HEADER}\r\nBody\r\n`;
    const { raw, returned } = await report(facts({}, { full: Buffer.from(whole) }));
    assert.match(raw, /Content-Type: message\/rfc822\r\n/);
    assert.match(returned, /Body/);
  });
  test('with an 8-bit body comes back whole, and the report says that it is 8-bit', async () => {
    const whole = `${HEADER}\r\nKörper\r\n`;
    const given = facts({}, { full: Buffer.from(whole) });
    const { raw, returned } = await report(given);
    assert.match(raw, /^Content-Transfer-Encoding: 8bit\r\n\r\nThis is a report/mu);
    assert.match(raw, /Content-Type: message\/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n/);
    assert.ok(raw.includes(Buffer.from(whole).toString('latin1')));
    assert.deepEqual(returned.trimEnd().split(/\r?\n/), whole.trimEnd().split('\r\n'));
    assert.equal(composeReport(given).has8bit, true);
  });
  test('with an 8-bit header comes back whole as a global message, encoded', async () => {
    const header = 'Subject: Grüße\r\n';
    const full = `${header}\r\nKörper\r\n`;
    const given = facts({}, { headerHas8bit: true, header: Buffer.from(header), full: Buffer.from(full) });
    const { raw, returned } = await report(given);
    assert.match(raw, /Content-Type: message\/global\r\nContent-Transfer-Encoding: base64\r\n/);
    assert.equal(returned, full);
    assert.equal(composeReport(given).has8bit, false);
  });
  test('that no transport would carry as it is comes back as its header', async () => {
    for (const body of [`${'ö'.repeat(600)}\r\n`, 'bare\nline', 'a\0b']) {
      const { raw, returned } = await report(facts({}, { full: Buffer.from(`${HEADER}\r\n${body}`) }));
      assert.match(raw, /Content-Type: text\/rfc822-headers\r\n/);
      assert.deepEqual(returned.trimEnd().split(/\r?\n/), HEADER.trimEnd().split('\r\n'));
    }
  });
  test('with an 8-bit header comes back encoded as a global header', async () => {
    const header = 'Subject: Grüße\r\n';
    const original = { headerHas8bit: true, header: Buffer.from(header) };
    const { raw, returned } = await report(facts({}, original));
    assert.match(raw, /Content-Type: message\/global-headers\r\nContent-Transfer-Encoding: base64\r\n/);
    assert.equal(returned, header);
  });
  test('with NUL or an endless line is encoded', async () => {
    for (const header of ['X: a\0b\r\n', `X: ${'y'.repeat(5_000)}\r\n`]) {
      const { returned } = await report(facts({}, { header: Buffer.from(header) }));
      assert.equal(returned, header);
    }
  });
  test('that could not be read is simply not there', async () => {
    const { email, status } = await report(facts({}, { header: null }));
    assert.equal(email.attachments.length, 1);
    assert.match(status, /Final-Recipient/);
  });
  test('that contains our boundary does not end the report early', async () => {
    const header = 'X: =_report-R1\r\n';
    const { returned } = await report(facts({}, { header: Buffer.from(`${header}--=_report-R1--\r\n`) }));
    assert.match(returned, /--=_report-R1--/);
  });
});

describe('addresses outside ASCII (RFC 6533)', () => {
  test('a recipient is written with escapes in a 7-bit report', async () => {
    const one = recipient({ address: { local: 'jörg', domain: 'bücher.test', domainKey: 'xn--bcher-kva.test' } });
    const { status } = await report(facts({ recipients: [one] }));
    assert.match(status, /^Final-Recipient: utf-8; j\\x\{F6\}rg@b\\x\{FC\}cher\.test\r?$/m);
  });
  test('a domain alone is written as A-labels', async () => {
    const one = recipient({ address: { local: 'info', domain: 'bücher.test', domainKey: 'xn--bcher-kva.test' } });
    const { status } = await report(facts({ recipients: [one] }));
    assert.match(status, /^Final-Recipient: rfc822; info@xn--bcher-kva\.test\r?$/m);
  });
  test('a sender gets a global report and needs SMTPUTF8', async () => {
    const to: Address = { local: 'jörg', domain: 'a.example', domainKey: 'a.example' };
    const composed = composeReport(facts({ to }));
    assert.equal(composed.smtputf8, true);
    const { email, status } = await report(facts({ to }));
    assert.equal(email.to?.[0]?.address, 'jörg@a.example');
    assert.match(status, /Final-Recipient/);
  });
});

test("the details say the next mail server's words once, and our own beside them only where they say more", async () => {
  const detailsOf = async (more: Partial<ReportedRecipient>): Promise<string> => {
    const { email } = await report(facts({ recipients: [recipient(more)] }));
    return (email.text ?? '').replace(/\s+/g, ' ');
  };
  const quoted = await detailsOf({ text: 'mx.out.test said: 550 5.1.1 No such user' });
  assert.equal(quoted.split('No such user').length, 2);
  assert.doesNotMatch(quoted, /In other words/);
  assert.match(await detailsOf({ text: 'There is no such mailbox' }), /In other words: There is no such mailbox/);
  const expired = { cause: 'expired', text: 'Given up after 4 days; the last one: 550 5.1.1 No such user' } as const;
  assert.match(await detailsOf(expired), /In other words: Given up after 4 days/);
  assert.match(await detailsOf({ reply: null, text: 'ECONNREFUSED' }), /Reason: ECONNREFUSED/);
});

describe('of a delivery that an administrator ended, a report', () => {
  const ended = recipient({
    status: '4.4.7',
    cause: 'cancelled',
    text: 'Expired by an administrator; the last reason was: hub.example: ECONNREFUSED',
    reply: null,
    attempts: 1,
    lastAttemptAt: null,
    lastReason: 'hub.example: ECONNREFUSED',
  });
  const flat = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ');

  test('says so, keeps the last reason, and claims no attempt that was not made', async () => {
    const { email, status } = await report(facts({ recipients: [ended] }));
    const words = flat(email.text);
    assert.match(words, /An administrator of mail\.a\.example ended the delivery/);
    assert.match(words, /The last reason was: hub\.example: ECONNREFUSED/);
    assert.match(words, /Attempts: 1 /);
    assert.doesNotMatch(words, /gave up|given below|Last attempt/);
    assert.doesNotMatch(status, /Last-Attempt-Date/);
  });
  test('says when nothing had been tried', async () => {
    const { email } = await report(facts({ recipients: [{ ...ended, attempts: 0, lastReason: null }] }));
    assert.match(flat(email.text), /had not been tried yet/);
  });
});
