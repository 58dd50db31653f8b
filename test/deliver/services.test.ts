/** Services that many send by, each as a peer that answers as the service does: what becomes of the mail, and what the administrator reads. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import type { UpstreamService } from '../../src/directory/upstream.ts';
import type { Outcome } from '../../src/mail/delivery.ts';
import { upstreamPreset } from '../../src/policy/upstreams/presets.ts';
import { connector, delivery, openRoom, smartHosts, summary, viaConnector } from '../../lab/houses/delivery-house.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { openDesk } from '../../lab/peers/http-desk.ts';
import { type Script, scriptedSink } from '../../lab/peers/sinks.ts';

const authority = await createAuthority();
const certificate = await authority.issue(['127.0.0.1']);

/** What each says to EHLO. */
const EHLO: Partial<Record<UpstreamService, readonly string[]>> = {
  'amazon-ses': ['8BITMIME', 'STARTTLS', 'AUTH PLAIN LOGIN'],
  sendgrid: ['8BITMIME', 'SIZE 31457280', 'STARTTLS', 'AUTH PLAIN LOGIN'],
  brevo: ['PIPELINING', '8BITMIME', 'STARTTLS', 'AUTH LOGIN PLAIN'],
};

async function by(service: UpstreamService, username: string, script: Script): Promise<Outcome> {
  await using sink = await scriptedSink({ script, certificate, extensions: EHLO[service] ?? [] });
  await using house = await openRoom({
    secrets: { key: 'secret' },
    objects: [
      connector({
        name: 'Up',
        service,
        route: smartHosts(sink.port),
        tls: upstreamPreset('sendgrid', 'global', '').tls,
        auth: { kind: 'password', username, passwordSecret: 'key' },
      }),
    ],
    delivery: { extraAuthorities: [authority.cert] },
  });
  return await house.one(delivery(viaConnector, ['x@d.test']));
}

const HELD = /^delayed 4\.\d\.\d+ [a-z-]+ lane$/u;
const FAILED = /^failed 5\.\d\.\d+ refused-by-policy$/u;

for (const [service, username, at, reply, means, says] of [
  [
    'amazon-ses',
    'AKIAEXAMPLE',
    /^<content>/u,
    '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: a@ours.test',
    FAILED,
    /sandbox.*--rewrite-from/u,
  ],
  [
    'amazon-ses',
    'AKIAEXAMPLE',
    /^<content>/u,
    '454 Throttling failure: Maximum sending rate exceeded.',
    /^delayed 4\.\d\.\d+ busy lane$/u,
    /more messages a second/u,
  ],
  [
    'amazon-ses',
    'AKIAEXAMPLE',
    /^<content>/u,
    '454 Throttling failure: Daily message quota exceeded.',
    HELD,
    /24 hours is used up/u,
  ],
  [
    'amazon-ses',
    'AKIAEXAMPLE',
    /^<content>/u,
    '554 Message rejected: Sending paused for this account.',
    HELD,
    /Reputation metrics/u,
  ],
  ['amazon-ses', 'AKIAEXAMPLE', /^AUTH/u, '535 Authentication Credentials Invalid', HELD, /SMTP credentials/u],
  [
    'sendgrid',
    'apikey',
    /^<content>/u,
    '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.',
    FAILED,
    /--rewrite-from/u,
  ],
  ['sendgrid', 'apikey', /^AUTH/u, '451 Authentication failed: Maximum credits exceeded', HELD, /plan of the account/u],
  [
    'sendgrid',
    'apikey',
    /^AUTH/u,
    '535 Authentication failed: The provided authorization grant is invalid, expired, or revoked',
    HELD,
    /the word apikey/u,
  ],
  ['sendgrid', 'apikey', /^<content>/u, '550 Authenticated user is not authorized to send mail', HELD, /Mail Send/u],
  ['brevo', '9f1234001@smtp-brevo.com', /^AUTH/u, '525 5.7.1 Unauthorized IP address', HELD, /Authorized IPs/u],
  ['brevo', '9f1234001@smtp-brevo.com', /^AUTH/u, '535 5.7.8 Authentication failed', HELD, /SMTP key/u],
  [
    'brevo',
    '9f1234001@smtp-brevo.com',
    /^<content>/u,
    '502 5.7.0 Your SMTP account is not yet activated. Please contact us at contact@sendinblue.com to request activation.',
    HELD,
    /activate transactional mail/u,
  ],
] as const)
  test(`${service} says ${reply.slice(0, 60)}`, async () => {
    const outcome = await by(service, username, (line) => (at.test(line) ? reply : null));
    assert.match(summary(outcome), means, JSON.stringify(outcome));
    assert.match('text' in outcome ? outcome.text : '', says);
  });

for (const [service, username] of [
  ['amazon-ses', 'AKIAEXAMPLE'],
  ['sendgrid', 'apikey'],
  ['brevo', '9f1234001@smtp-brevo.com'],
] as const)
  test(`${service} takes mail under TLS from who signs in`, async () => {
    const seen: string[] = [];
    const outcome = await by(service, username, (line, { inTls }) => {
      if (/^(?:AUTH|MAIL)/u.test(line)) seen.push(`${line.slice(0, 4)} ${inTls}`);
      return null;
    });
    assert.equal(summary(outcome), 'relayed 2.0.0');
    assert.deepEqual(seen, ['AUTH true', 'MAIL true']);
  });

test('a smart host that takes OAuth of any provider gets a token, and its refusal speaks of rights, not of passwords', async () => {
  const auth = (tokenEndpoint: string): OutboundConnector['auth'] => ({
    kind: 'client-credentials',
    username: 'printer@ours.test',
    tokenEndpoint,
    clientId: 'app',
    scope: 'https://mail.example.net/smtp',
    proof: { kind: 'secret', secret: 'app', expiresAt: null },
  });
  for (const [reply, means] of [
    [null, /^relayed/u],
    ['535 5.7.8 Error: authentication failed', HELD],
  ] as const) {
    const script: Script = (line) => (line.startsWith('AUTH') ? reply : null);
    await using sink = await scriptedSink({ script, certificate, extensions: ['STARTTLS', 'AUTH OAUTHBEARER'] });
    await using desk = await openDesk(() => ({
      status: 200,
      json: { access_token: 'the-token', token_type: 'Bearer', expires_in: 3600 },
    }));
    const { service, tls } = upstreamPreset('oauth-smart-host', 'global', '');
    await using house = await openRoom({
      secrets: { app: 'the-secret' },
      objects: [connector({ name: 'Up', service, tls, route: smartHosts(sink.port), auth: auth(desk.url) })],
      delivery: { extraAuthorities: [authority.cert] },
    });
    const outcome = await house.one(delivery(viaConnector, ['x@d.test']));
    assert.match(summary(outcome), means, JSON.stringify(outcome));
    assert.ok(sink.lines.some((line) => line.startsWith('AUTH OAUTHBEARER ')));
    if ('text' in outcome)
      assert.match(outcome.text, /printer@ours\.test is the mailbox the application may send as.*scope/u);
  }
});
