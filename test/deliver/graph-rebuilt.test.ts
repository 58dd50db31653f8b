/** What of a message goes to Graph: which text is the body, what names are cut to, and what no recipient may read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftFields } from '../../src/deliver/transports/graph/draft-fields.ts';
import { addressees } from '../../src/deliver/transports/graph/addressees.ts';
import { type Survey, survey } from '../../src/deliver/transports/graph/parts.ts';
import { fieldValue, scanHeader } from '../../src/mail/header/header-scan.ts';
import { replyText } from '../../src/mail/reply.ts';
import { bench } from './graph-bench.ts';
import { address, crlf, delivery, message, viaConnector } from '../../lab/houses/delivery-house.ts';

/** The kind of multipart, then its parts. */
type Branch = readonly [string, ...(string | Branch)[]];
type Tree = string | Branch;
const kinds: Readonly<Record<string, string>> = {
  plain: 'Content-Type: text/plain',
  html: 'Content-Type: text/html',
  image: 'Content-Type: image/png; name="i.png"\nContent-ID: <pic>\nContent-Disposition: inline',
  pdf: 'Content-Type: application/pdf; name="d.pdf"\nContent-Disposition: inline; filename="d.pdf"',
};
let boundaries = 0;
/** `plain:words`, or a multipart of such. */
function written(tree: Tree): string {
  if (typeof tree === 'string') {
    const [kind = '', words = ''] = tree.split(':');
    return `${kinds[kind]}\n\n${words}`;
  }
  const [kind, ...parts] = tree;
  const boundary = `b${boundaries++}`;
  const inner = parts.map((part) => `--${boundary}\n${written(part)}\n`).join('');
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\n\n${inner}--${boundary}--\n`;
}
const surveyed = (tree: Tree): Promise<Survey> =>
  survey(
    (async function* () {
      yield crlf(`From: a@ours.test\nMIME-Version: 1.0\n${written(tree)}`);
    })(),
  );

test('the HTML text is the body, however deep below the alternative it is, and what is beside it goes along', async () => {
  const ONE = 'of the alternative texts only one was kept';
  const cases: readonly (readonly [Tree, string, string[], string[]])[] = [
    [['alternative', 'plain:p', 'html:h'], 'html h', [], [ONE]],
    [
      ['mixed', ['alternative', 'plain:p', ['related', 'html:h', 'image:i']], 'pdf:d'],
      'html h',
      ['i.png', 'd.pdf'],
      [ONE],
    ],
    [['alternative', 'plain:p', ['mixed', 'html:h', 'pdf:d', 'html:tail']], 'html h', ['d.pdf', 'part-4.html'], [ONE]],
    [['alternative', 'plain:p', ['mixed', ['alternative', 'plain:q', 'html:h'], 'pdf:d']], 'html h', ['d.pdf'], [ONE]],
    [['alternative', ['mixed', 'plain:p', 'pdf:d'], 'html:h'], 'html h', ['d.pdf'], [ONE]],
    [['related', ['alternative', 'plain:p', 'html:h'], 'image:i'], 'html h', ['i.png'], [ONE]],
    [['mixed', 'plain:p', 'html:h'], 'text p', ['part-2.html'], []],
    [['alternative', 'plain:p', 'pdf:d'], 'text p', ['d.pdf'], []],
    ['plain:p', 'text p', [], []],
  ];
  for (const [tree, body, names, notes] of cases) {
    const found = await surveyed(tree);
    const told = JSON.stringify(tree);
    assert.equal(`${found.body?.type} ${found.body?.text.trim()}`, body, told);
    assert.deepEqual(
      found.attachments.map(({ name }) => name),
      names,
      told,
    );
    assert.deepEqual(found.notes, notes, told);
  }
});

test('subject, names and fields are cut between characters: JSON holds no half of one', async () => {
  const bytes = crlf(
    `From: a@ours.test\nTo: b@d.test\nSubject: ${'s'.repeat(254)}😀tail\nX-Long: ${'x'.repeat(899)}😀tail\n\n`,
  );
  const header = scanHeader(bytes);
  const fields = draftFields(header, addressees(bytes, header, [address('b@d.test')]), (name) =>
    header.fields.filter((field) => field.name === name).map((field) => fieldValue(bytes, field)),
  );
  const everything = JSON.stringify(fields);
  assert.ok(everything.isWellFormed());
  assert.doesNotMatch(everything, /\\ud8|\\udc/u);
  assert.equal(fields['subject'], 's'.repeat(254));
  const name = `${'n'.repeat(9)}😀${'n'.repeat(195)}.pdf`;
  const found = await survey(
    (async function* () {
      const encoded = `=?utf-8?B?${Buffer.from(name).toString('base64')}?=`;
      yield crlf(`From: a@ours.test\nContent-Type: application/pdf; name="${encoded}"\n\nx`);
    })(),
  );
  const [attachment] = found.attachments;
  assert.equal(attachment?.name, `${'n'.repeat(195)}.pdf`);
});

test('no field tells the recipients who got it in secret, whichever way the message takes', async () => {
  for (const wall of [false, true]) {
    await using at = await bench((step) =>
      wall && step === 'POST sendMail' ? { status: 413, json: { error: { code: '', message: '' } } } : null,
    );
    const mail = message(
      crlf(
        'From: a@ours.test\nTo: b@d.test\nBcc: secret1@d.test\nResent-Bcc: secret2@d.test,\n secret3@d.test\n' +
          'Apparently-To: secret4@d.test\nX-Envelope-To: secret5@d.test\nX-Kept: yes\nSubject: s\n\nbody\n',
      ),
    );
    const [outcome] = await at.room.attempt(delivery(viaConnector, ['b@d.test'], mail));
    const got = wall ? JSON.stringify(at.graph.drafts) : (at.graph.mails[0] ?? '');
    assert.match(got, /x-kept/iu);
    assert.doesNotMatch(got, /secret/u);
    assert.ok(outcome?.action === 'relayed' && outcome.reply !== null);
    assert.match(replyText(outcome.reply), /Resent-Bcc, Apparently-To, X-Envelope-To were left out/u);
  }
});
