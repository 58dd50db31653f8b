/**
 * Replies that any smart host gives, whoever runs it, in the words of the usual programs and services: they stand behind the rows of a known service.
 * Words decide only where the standards' codes do not; what is said of the recipient (X.1.x, X.2.x) is none of ours.
 */
import { newSecret, QUOTA_MS, REWRITE_SENDER, row, type UpstreamReplyRow } from './row.ts';

const ANY = /^[45]\d\d$/u;
/** Of our account or our address, not of the recipient's. */
const NOT_THE_RECIPIENTS = /^(?![45]\.[12]\.)/u;

/** Of the sender's address: Postfix, Yandex · GMX and web.de · Amazon SES · SendGrid, Yahoo · iCloud, Fastmail · Exim, Zoho, mail.ru, Mailjet. */
const NOT_OWNED = new RegExp(
  [
    String.raw`not owned by`,
    String.raw`sender(?:'s)?(?: e-?mail)?(?: address| domain)?(?: is| was|:)? (?:not|isn.t) (?:\w+ )?(?:allowed|permitted|authori[sz]ed|verified|validated|confirmed|valid)`,
    String.raw`(?:address|identity|identities|domain) (?:is|are) not (?:\w+ )?verified`,
    String.raw`identities failed the check`,
    String.raw`from.?address (?:does not match|doesn.t match|is not|not)`,
    String.raw`(?:not an?|verified|valid|confirmed) sender (?:identity|signature)`,
    String.raw`sender (?:signature|identity) (?:is )?not`,
    String.raw`(?:not|isn.t|n.t) (?:\w+ )?(?:authori[sz]ed|allowed|permitted) to (?:send|use)\b.{0,40}\b(?:from|as|on behalf|sender|address|header)`,
    String.raw`permissions? to send as`,
    String.raw`sendas ?denied|send as .{0,80}denied`,
    String.raw`relaying disallowed as`,
    String.raw`not local sender over smtp`,
    String.raw`(?:sender|from|mail from|envelope)\b.{0,80}\b(?:must|should|does not|doesn.t) (?:be )?(?:the same|same as|equal|match|belong|correspond|identical)`,
    String.raw`(?:sender|from)\b.{0,80}\b(?:not|isn.t) (?:the )?same as\b`,
    String.raw`(?:sender|from)(?: address)? mismatch`,
  ].join('|'),
  'iu',
);

/** A word about our address is none about the sender's. */
const NOT_OWNED_BY_THE_ACCOUNT = new RegExp(
  String.raw`^(?!.*\b(?:your|client|this|the) ip(?: address)?\b.{0,60}\bnot ).*(?:${NOT_OWNED.source})`,
  'isu',
);

const SIGN_IN = new RegExp(
  [
    String.raw`\bauth\w*(?: is)?(?: first| required| needed)`,
    String.raw`(?:must|need to|have to|please|should) (?:first )?(?:be )?(?:authenticate|log(?:ged)? ?in|sign(?:ed)? ?in|issue an? auth)`,
    String.raw`not (?:been )?(?:authenticated|logged in|signed in)`,
    String.raw`(?:log ?in|sign.?in|log ?on) (?:is )?(?:required|first)`,
    String.raw`pop.before.smtp`,
  ].join('|'),
  'iu',
);
/** SPF, DKIM and DMARC prove a domain; they are no sign-in. */
const SIGN_IN_OF_OURS = new RegExp(String.raw`^(?!.*(?:\bspf\b|dkim|dmarc)).*(?:${SIGN_IN.source})`, 'isu');

const RELAY_DENIED = new RegExp(
  [
    String.raw`relay(?:ing)?(?: access| mail)?(?: is| was)? (?:denied|not|prohibited|disallowed|refused|rejected|forbidden|blocked)`,
    String.raw`(?:unable|not permitted|not allowed|not authori[sz]ed|refuse|refused) to relay`,
    String.raw`(?:no|not|cannot|can.t|won.t|don.t) (?:\w+ )?relay`,
    String.raw`allowed rcpthosts`,
  ].join('|'),
  'iu',
);

export const anyHost: readonly UpstreamReplyRow[] = [
  row(
    'tls-missing',
    ['other'],
    '538 5.7.11 Encryption required for requested authentication mechanism',
    [/^(?:523|524|538)$/u, null],
    'hold',
    'the host takes this only under TLS, and the connector used none',
    { act: 'require-tls' },
  ),
  row(
    'tls-missing',
    ['other'],
    '530 5.7.0 Must issue a STARTTLS command first',
    [
      ANY,
      NOT_THE_RECIPIENTS,
      /issue an? (?:start)?tls|(?:starttls|\btls|encryption|ssl) (?:is )?(?:required|needed|mandatory)/iu,
    ],
    'hold',
    'the host takes mail only under TLS, and the connector used none',
    { act: 'require-tls' },
  ),
  row(
    'account-disabled',
    ['other'],
    '525 5.7.13 User account disabled',
    [/^5\d\d$/u, /^5\.7\.13$/u],
    'hold',
    'the account is switched off',
    'have it switched on there, or use another account',
  ),
  row(
    'password-change',
    ['other'],
    '432 4.7.12 A password transition is needed',
    [ANY, /^[45]\.7\.12$/u],
    'hold',
    'the account has to set a new password, or to sign in once in another way',
    newSecret(),
  ),
  row(
    'sign-in-refused',
    ['other'],
    '535 5.7.8 Authentication credentials invalid',
    [/^(?:525|53[45])$/u, null],
    'hold',
    'the name or the password is wrong, or the account may not sign in',
    newSecret(),
  ),
  row(
    'sign-in-refused',
    ['other'],
    '554 5.7.8 Authentication credentials invalid',
    [/^5\d\d$/u, /^5\.7\.(?:8|9|14)$/u],
    'hold',
    'the name or the password is wrong, or the account may not sign in',
    newSecret(),
  ),
  row(
    'not-signed-in',
    ['other'],
    '530 5.7.0 Authentication required',
    [/^530$/u, null],
    'hold',
    'the host takes mail only from those who sign in, or only under TLS',
    'give the connector a sign-in, and set its TLS to required',
  ),
  row(
    'sender-not-owned',
    ['other'],
    '553 5.7.1 <copier@ours.example>: Sender address rejected: not owned by user relay@ours.example',
    [ANY, null, NOT_OWNED_BY_THE_ACCOUNT],
    'fail',
    'the account may not send in this sender’s name',
    REWRITE_SENDER,
    null,
    'refused-by-policy',
  ),
  row(
    'not-signed-in',
    ['other'],
    '550 5.7.1 Authentication required for relay',
    [ANY, /^(?!5\.7\.2\d$)(?![45]\.[126]\.)/u, SIGN_IN_OF_OURS],
    'hold',
    'the host takes this mail only from those who sign in',
    { act: 'give-password-sign-in' },
    null,
    'sign-in-failed',
  ),
  row(
    'quota-of-day',
    ['other'],
    '454 4.7.0 Throttling failure: Daily message quota exceeded',
    [
      ANY,
      NOT_THE_RECIPIENTS,
      /\b(?:daily|hourly|monthly|24.hour|per (?:day|hour)) .{0,40}\b(?:quota|limit)|\b(?:sending|outgoing|outbound|send|credit)s? (?:quota|limit)|maximum credits exceeded|too many messages (?:sent )?(?:today|this (?:hour|day))/iu,
    ],
    'hold-until-tomorrow',
    'what the account may send in a while is used up',
    { act: 'raise-or-pace-quota' },
    QUOTA_MS,
  ),
  row(
    'quota-of-day',
    ['other'],
    '550 5.7.28 Mail flood detected',
    [ANY, /^[45]\.7\.28$/u],
    'hold-until-tomorrow',
    'more mail than the host takes from one account or address',
    { act: 'send-less-at-once' },
    QUOTA_MS,
  ),
  row(
    'account-restricted',
    ['other'],
    '554 5.7.1 Your account has been suspended',
    [
      ANY,
      NOT_THE_RECIPIENTS,
      /\byour account .{0,60}\b(?:suspended|disabled|blocked|restricted|locked|paused|deactivated|closed)|(?:sending|account) (?:is |has been )?paused|outbound spam/iu,
    ],
    'hold',
    'the account is restricted there',
    { act: 'release-with-host' },
  ),
  row(
    'block-list',
    ['other'],
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
    [
      ANY,
      NOT_THE_RECIPIENTS,
      /blocked using \S{1,200}\.\w|spamhaus|(?:client host|\byour (?:ip|host|server)|connecting ip).{0,200}\b(?:block|listed|bann|blacklist)/iu,
    ],
    'hold',
    'our public address is on a block list, as dynamic lines usually are',
    'sign in on port 587, or have a static address taken off the list',
  ),
  row(
    'address-not-accepted',
    ['other'],
    '450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]',
    [
      ANY,
      NOT_THE_RECIPIENTS,
      /client host rejected|cannot find your (?:reverse )?hostname|reverse dns|\bptr record|(?:helo|ehlo)(?: command)? rejected|\b(?:ip|client)(?: address)? .{0,60}\bnot (?:allowed|authori[sz]ed|permitted|registered|whitelisted)/iu,
    ],
    'hold',
    'the host does not take mail from our address, or by our name',
    'have our public address allowed there, give it a name in DNS that leads back to it (PTR), and set DOORPOST_HOSTNAME to that name; or sign in on port 587',
  ),
  row(
    'relay-denied',
    ['other'],
    '554 5.7.1 <boss@far.example>: Relay access denied',
    [ANY, /^(?![45]\.[126]\.)/u, new RegExp(`^(?!.*TenantAttribution)(?:.*)(?:${RELAY_DENIED.source})`, 'isu')],
    'hold',
    'the host does not pass on mail of ours: it knows neither our address nor a sign-in of ours, or not for this recipient’s domain',
    { act: 'get-relay-right' },
    null,
    'relay-denied',
  ),
];
