/** The table of upstreams' replies, each by the reply it was written for; and the page that tells it to administrators. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { EnhancedStatus, Reply } from '../../mail/reply.ts';
import type { UpstreamAct, UpstreamService } from '../../directory/upstream.ts';
import { upstreamReplies, upstreamTrouble } from './replies.ts';
import { ofAccount, toldCure } from '../../texts/remedy.ts';

const replyOf = (text: string): Reply => {
  const [, code = '', enhanced, words = ''] = /^(\d{3})[ ;](?:([245]\.\d{1,3}\.\d{1,3}) )?(.*)$/u.exec(text) ?? [];
  return { code: Number(code), enhanced: (enhanced as EnhancedStatus | undefined) ?? null, lines: [words] };
};

for (const row of upstreamReplies)
  test(`${row.services[0]} means ${row.what} by: ${row.example}`, () => {
    for (const service of row.services) {
      const found = upstreamTrouble(service, replyOf(row.example));
      assert.equal(found?.cause, row.cause);
    }
  });

test('a service’s words are only its own, and a success means nothing', () => {
  assert.equal(upstreamTrouble('other', replyOf('550 5.7.64 TenantAttribution; Relay Access Denied')), null);
  assert.equal(upstreamTrouble('other', replyOf('550 5.1.1 no such user')), null);
  assert.equal(upstreamTrouble('microsoft365', replyOf('250 2.0.0 queued')), null);
});

test('no refusal about our own account makes mail fail, and every fail is one a sender or recipient can mend', () => {
  for (const { act, ownAccount, what } of upstreamReplies)
    assert.ok(!(act === 'fail' && ownAccount), `${what} both fails and is our own`);
});

test('docs/operate/upstream-trouble.md tells every row', async () => {
  const page = await readFile(new URL('../../../docs/operate/upstream-trouble.md', import.meta.url), 'utf8');
  for (const { example, cause, cure } of upstreamReplies)
    for (const part of [example, cause, toldCure(ofAccount(cure, null, null)).cure])
      assert.ok(page.includes(part.replaceAll('|', '\\|')), part);
});

/** Replies as services were heard to say them; by service, what each means and what is done. */
const heard: readonly [service: UpstreamService, reply: string, what: string, act: UpstreamAct][] = [
  [
    'microsoft365',
    '554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; Failed',
    'account-restricted',
    'hold',
  ],
  ['hve', '554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; Failed', 'account-restricted', 'hold'],
  [
    'microsoft365',
    '554 5.2.0 WASCL UserAction verdict is not None. Actual verdict is Suspend',
    'account-restricted',
    'hold',
  ],
  ['microsoft365', '550 5.7.501 Access denied, spam abuse detected', 'banned-sender', 'hold'],
  ['microsoft365', '550 5.7.502 Access denied, banned sender', 'banned-sender', 'hold'],
  ['microsoft365', '554 5.7.503 Access denied, banned sender', 'banned-sender', 'hold'],
  ['microsoft365', '550 5.7.504 Recipient address rejected: Access denied', 'refused-by-recipient', 'fail'],
  ['microsoft365', '550 5.7.511 Access denied, banned sender[192.0.2.1]', 'banned-address', 'hold'],
  ['microsoft365', '550 5.7.606 Access denied', 'banned-address', 'hold'],
  ['microsoft365', '550 5.7.232 trial', 'quota-of-day', 'hold-until-tomorrow'],
  ['microsoft365', '550 5.7.233 tenant', 'quota-of-day', 'hold-until-tomorrow'],
  ['microsoft365', '550 5.7.236 onmicrosoft', 'quota-of-day', 'hold-until-tomorrow'],
  ['microsoft365', '550 5.7.23 SPF', 'spf', 'fail'],
  ['microsoft365', '550 5.7.700 Access denied', 'tenant-blocked', 'hold'],
  ['microsoft365', '550 5.7.733 Access denied', 'tenant-blocked', 'hold'],
  ['microsoft365', '550;5.7.749 Access denied', 'tenant-blocked', 'hold'],
  ['microsoft365', '450 4.7.712 Access denied', 'tenant-blocked', 'hold'],
  ['microsoft365', '451 4.7.700 PFA agent busy, please try again. [VE1EUR02FT033.eop]', 'service-busy', 'later'],
  [
    'microsoft365',
    '451 4.7.721 The mail server [192.0.2.1] has been temporarily rate limited',
    'service-busy',
    'later',
  ],
  ['microsoft365', '450 4.7.708 Throttled due to traffic from this address', 'service-busy', 'later'],
  ['microsoft365', '451 4.7.705 Access denied, tenant has exceeded threshold', 'tenant-threshold', 'hold'],
  ['microsoft365', '550 5.7.703 Access denied, please try again later', 'tenant-blocked', 'hold'],
  [
    'microsoft365',
    '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException',
    'quota-of-day',
    'hold-until-tomorrow',
  ],
  [
    'microsoft365',
    '554 5.2.2 STOREDRV.Submission.Exception:QuotaExceededException.MapiExceptionQuotaExceeded',
    'own-mailbox-full',
    'hold',
  ],
  [
    'microsoft365',
    '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied',
    'send-as-denied',
    'fail',
  ],
  ['google', '550 5.7.0 Mail relay denied [192.0.2.1]', 'google-relay-denied', 'hold'],
  ['google', '550 5.7.1 Daily SMTP relay limit exceeded for customer', 'google-quota', 'hold-until-tomorrow'],
  // Senders that are not the account's.
  ['other', '553 5.7.1 <a@x.test>: Sender address rejected: not owned by user u@x.test', 'sender-not-owned', 'fail'],
  ['other', '553 5.7.1 Sender address rejected: not owned by auth user.', 'sender-not-owned', 'fail'],
  [
    'other',
    '550 Requested action not taken: mailbox unavailable Sender address is not allowed.',
    'sender-not-owned',
    'fail',
  ],
  [
    'other',
    '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: a@x.test',
    'sender-not-owned',
    'fail',
  ],
  [
    'other',
    '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.',
    'sender-not-owned',
    'fail',
  ],
  ['other', '550 5.7.0 From address is not one of your addresses.', 'sender-not-owned', 'fail'],
  ['other', '553 Mail from must equal authorized user', 'sender-not-owned', 'fail'],
  ['other', '501 mail from address must be same as authorization user', 'sender-not-owned', 'fail'],
  ['other', '550 Sender address is not the same as the login', 'sender-not-owned', 'fail'],
  [
    'other',
    '554 5.7.1 Your IP address 192.0.2.1 is not allowed to send from this network',
    'address-not-accepted',
    'hold',
  ],
  ['other', '550 5.7.0 You must be authenticated to send from this domain', 'not-signed-in', 'hold'],
  ['other', '551 5.7.1 Not authorised to send from this header address', 'sender-not-owned', 'fail'],
  ['other', '553 Relaying disallowed as a@x.test', 'sender-not-owned', 'fail'],
  ['other', '550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'sender-not-owned', 'fail'],
  ['google', '553 5.7.1 Sender address rejected: not owned by user', 'sender-not-owned', 'fail'],
  // Relaying, and a sign-in that is wanted only when a recipient is named.
  ['other', '554 5.7.1 <b@far.test>: Relay access denied', 'relay-denied', 'hold'],
  ['other', '454 4.7.1 <b@far.test>: Relay access denied', 'relay-denied', 'hold'],
  ['other', '550 relay not permitted', 'relay-denied', 'hold'],
  ['other', '550 5.7.1 Unable to relay', 'relay-denied', 'hold'],
  ['other', '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain', 'relay-denied', 'hold'],
  ['other', "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'relay-denied', 'hold'],
  ['other', '550 5.7.1 Relaying denied. Proper authentication required.', 'not-signed-in', 'hold'],
  ['other', '550 5.7.1 Authentication required', 'not-signed-in', 'hold'],
  ['other', '554 5.7.1 <a@x.test>: Sender address rejected: not logged in', 'not-signed-in', 'hold'],
  ['other', '503 5.5.4 AUTH first', 'not-signed-in', 'hold'],
  ['other', '505 5.7.3 Client was not authenticated', 'not-signed-in', 'hold'],
  ['other', '550 SMTP AUTH is required', 'not-signed-in', 'hold'],
  ['other', '530 5.7.1 Client was not authenticated', 'not-signed-in', 'hold'],
  // The account and the address.
  ['other', '525 5.7.13 User account disabled', 'account-disabled', 'hold'],
  ['other', '538 5.7.11 Encryption required', 'tls-missing', 'hold'],
  ['other', '523 5.7.10 Encryption needed', 'tls-missing', 'hold'],
  ['other', '534 5.7.9 Authentication mechanism is too weak', 'sign-in-refused', 'hold'],
  ['other', '454 Sending paused for this account.', 'account-restricted', 'hold'],
  ['other', '451 4.7.1 Authentication failed: Maximum credits exceeded', 'quota-of-day', 'hold-until-tomorrow'],
  [
    'other',
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
    'block-list',
    'hold',
  ],
  ['other', '554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied', 'address-not-accepted', 'hold'],
];

for (const [service, reply, what, act] of heard)
  test(`${service}: "${reply}" is ${what}, so: ${act}`, () => {
    const found = upstreamTrouble(service, replyOf(reply));
    assert.deepEqual([found?.what, found?.act], [what, act]);
  });

test('what is said of a recipient or of the message is none of ours at any host', () => {
  for (const reply of [
    '550 5.1.1 <b@far.test>: Recipient address rejected: User unknown',
    '550 5.2.1 The email account that you tried to reach is disabled',
    '552 5.2.2 The recipient’s mailbox is over its quota limit',
    '452 4.2.2 The email account that you tried to reach is over quota',
    '554 5.7.1 Message rejected as spam by content filter',
    '550 5.7.1 This message was blocked using our content rules',
    '550 5.7.1 Message failed DMARC: domain authentication required',
    '554 5.6.0 Message content rejected',
    '550 mailbox unavailable',
    '450 4.7.1 Greylisted, try again later',
    '552 5.3.4 Message too big',
  ])
    assert.equal(upstreamTrouble('other', replyOf(reply))?.what, undefined, reply);
});
