import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { languages } from '../../mail/names.ts';
import { hourlyLimitActions } from '../../mail/screening/abuse.ts';
import { screenRows } from '../../mail/screening/screened.ts';
import { field } from '../fields/field.ts';
import { type FieldsOf, type Identified, type Limited, limitedFormsOf } from '../fields/forms.ts';
import { addressRange, anyAddress, domainName, label, list, ownAddress, webAddress } from '../fields/values.ts';

export const protectionPresets = ['observe', 'standard', 'strict'] as const;

export const organizationForms = limitedFormsOf(
  {
    /** Unique; what the CLI and exports call it. */
    name: field(label, { help: 'what it is called', column: 'NAME' }),
    /** Off: 535 5.7.139 after the right password. */
    smtpAuth: field(z.boolean(), {
      help: 'sign-in at all; off: 535 5.7.139',
      standard: true,
      flag: '--smtp-auth <on|off>',
      column: 'SMTP AUTH',
    }),
    /** Other sign-ins come later. Off: 535 5.7.139 likewise. */
    passwordAuth: field(z.boolean(), {
      help: 'sign-in with a password',
      standard: true,
      flag: '--password-auth <on|off>',
    }),
    /** 550 5.7.68. */
    rejectDirectSend: field(z.boolean(), {
      help: 'refuse strangers who send in our own name, but for mail to postmaster and abuse: 550 5.7.68',
      standard: false,
      flag: '--reject-direct-send <on|off>',
      column: 'REJECT DIRECT SEND',
    }),
    /** 550 5.7.68 in place of Junk or quarantine, where the check `unauthenticated` acts. */
    rejectOwnAuthor: field(z.boolean(), {
      help: 'refuse strangers who show our own name in From, where neither SPF nor DKIM shows it, instead of putting it into Junk: 550 5.7.68',
      standard: false,
      since: '0.2.0',
      flag: '--reject-own-author <on|off>',
    }),
    /**
     * Strangers' mail in the name of an own domain that would go on to another system by our outbound way, which lends it our trust. Refused
     * (550 5.7.68) but for `allow`; `undecided` raises an alarm where there is such a way.
     */
    strangersInOwnName: field(z.enum(['undecided', 'refuse', 'allow']), {
      help: 'their mail in the name of your own domains that goes on by your outbound connectors: refuse (550 5.7.68), allow, undecided',
      standard: 'undecided',
      flag: '--strangers-in-own-name <how>',
      since: '0.2.0',
    }),
    /**
     * Mail for outside that no outbound connector takes: by the recipients' MX, or it waits until one does. `undecided`: by MX as long as no
     * upstream for everything is switched off; and no change takes the last upstream away.
     */
    withoutUpstream: field(z.enum(['undecided', 'mx', 'wait']), {
      help: "what mail for outside does without an upstream: mx (by the recipients' MX), wait (until there is one), undecided (to be said before the last one goes)",
      standard: 'undecided',
      flag: '--without-upstream <how>',
      since: '0.2.0',
    }),
    /** See `screening/disposition.ts`. Organizations of before are only observed. */
    protection: field(z.enum(protectionPresets), {
      help: 'what is done about mail that fails its checks: observe (nothing; the trace says what would be), standard, strict',
      standard: 'standard',
      before: 'observe',
      since: '0.2.0',
      flag: '--protection <preset>',
      column: 'PROTECTION',
    }),
    /** Rows that are only observed, whatever the preset says of them. */
    protectionObserves: field(list(z.string().toLowerCase().pipe(z.enum(screenRows))), {
      help: 'checks that are only observed; repeat for more; none',
      standard: [],
      since: '0.2.0',
      flag: '--protection-observes <check>',
    }),
    /** null: `block-for-today` of the preset strict, else `alert`. */
    hourlyLimitAction: field(z.enum(hourlyLimitActions).nullable(), {
      help: 'what follows when a mailbox sends to 500 recipients outside within an hour: alert, block-for-today, block; none: as the preset says (strict: block-for-today)',
      standard: null,
      since: '0.2.0',
      flag: '--hourly-limit-action <action>',
    }),
    /** Malware stays for 30, whatever this is. */
    quarantineDays: field(z.int().min(1).max(bounds.policy.quarantineDays), {
      help: 'how many days mail stays in quarantine, 1 to 90; malware: 30',
      standard: 15,
      since: '0.2.0',
      flag: '--quarantine-days <days>',
    }),
    /** Each morning, to whom something was kept back since the last. */
    quarantineDigest: field(z.boolean(), {
      help: 'each day at 7, who has new mail in quarantine gets a list of it by mail',
      standard: false,
      since: '0.2.0',
      flag: '--quarantine-digest <on|off>',
    }),
    /** To those who hear alarms, on the first of each month. */
    monthlyReport: field(z.boolean(), {
      help: 'on the first of each month, the addresses of alarms get a report of the month before by mail',
      standard: false,
      since: '0.2.0',
      flag: '--monthly-report <on|off>',
    }),
    /** Rows of it in the trace, and its sessions; the server's own setting holds where it is shorter. */
    traceDays: field(z.int().min(1).max(bounds.policy.traceDays).nullable(), {
      help: 'how many days the trace is kept, 1 to 90; none: as long as the server keeps it (trace.keepDays)',
      standard: null,
      since: '0.2.0',
      flag: '--trace-days <days>',
    }),
    /** Asked about addresses of strangers. The key of one that has one is written in front of it, and kept sealed. */
    blockLists: field(list(domainName).max(bounds.receive.blockLists), {
      help: `DNS block lists that strangers' addresses are looked up in, at most ${bounds.receive.blockLists}, with the key in front where a list has one; repeat for more; none`,
      standard: [],
      since: '0.2.0',
      flag: '--block-list <list>',
    }),
    /** Extensions, lower case, without the dot; `common` stands for those that Exchange Online blocks. */
    blockedAttachments: field(
      list(
        z
          .string()
          .toLowerCase()
          .regex(/^[a-z0-9]{1,20}$/u),
      ).max(bounds.receive.attachmentTypes),
      {
        help: 'types of attachments that are refused, by the end of their names: exe; common: those that Exchange Online blocks; repeat for more; none',
        standard: [],
        since: '0.2.0',
        flag: '--blocked-attachment <type>',
      },
    ),
    licensing: field(z.enum(['off', 'report', 'enforce']), {
      help: 'off, report or enforce',
      standard: 'report',
      flag: '--licensing <mode>',
      column: 'LICENSING',
    }),
    copyOrphanReportsToPostmaster: field(z.boolean(), {
      help: 'reports for senders without mailbox also go to postmaster',
      standard: false,
      flag: '--copy-orphan-reports <on|off>',
    }),
    /** For when no mailbox or alias of that name exists: a mailbox or group address of the organization. */
    postmaster: field(ownAddress.nullable(), {
      help: 'who answers postmaster@ and abuse@; none: nobody in particular',
      standard: null,
      flag: '--postmaster <address>',
      column: 'POSTMASTER',
    }),
    /** An unknown device there that is refused is put on the waiting list. */
    deviceNetworks: field(list(addressRange), {
      help: 'unknown devices in it wait for approval; repeat for more; none',
      standard: [],
      since: '0.1.0',
      flag: '--device-network <cidr>',
    }),
    /** Holds when nothing finer is set. */
    language: field(z.enum(languages), {
      help: 'of reports about mail that was not delivered, where no device has its own, and of alarm mails',
      standard: 'en',
      since: '0.1.0',
      flag: '--language <en|de|fr|es>',
    }),
    alarmAddresses: field(list(anyAddress), {
      help: 'who gets alarms by mail; repeat for more; none: postmaster',
      standard: [],
      since: '0.1.0',
      flag: '--alarm-address <address>',
    }),
    alarmWebhook: field(webAddress.nullable(), {
      help: 'gets each alarm as JSON; none',
      standard: null,
      since: '0.1.0',
      flag: '--alarm-webhook <url>',
    }),
    /** As with an outbound connector. */
    publicHostsOnly: field(z.boolean(), {
      help: 'the alarm webhook may have a public address only; on once somebody but a Global administrator named it, and only they switch it off',
      standard: false,
      since: '0.2.0',
      flag: '--public-hosts-only <on|off>',
    }),
  },
  'organization',
);

export interface Organization extends Identified<'organization'>, FieldsOf<typeof organizationForms.shape>, Limited {}
