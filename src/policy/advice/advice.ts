/**
 * Which way in a device should take, why, and what to type: the decision table of device mail, for sending to Doorpost at the site and for
 * sending straight to Microsoft 365. Pure.
 */
import type { Advice, KnownHosts } from './common.ts';
import type { Situation } from './situation.ts';
import { toDoorpost } from './to-doorpost.ts';
import { toMicrosoft } from './to-microsoft.ts';
import { line } from '../../mail/lines/said.ts';

export function advise(situation: Situation, places: KnownHosts): Advice {
  if (situation.existing) return existing(situation);
  if (situation.newsletters) return bulk(situation);
  return situation.target === 'doorpost' ? toDoorpost(situation, places) : toMicrosoft(situation, places);
}

const nothing = {
  first: [],
  instead: [],
  limits: [],
  licences: [],
  spf: null,
  device: [],
  here: [],
  there: [],
} as const;

const existing = ({ domain }: Situation): Advice => ({
  ...nothing,
  way: 'existing-server',
  title: line`Use the mail server or connector that is there`,
  why: [
    line`A server at the site, or a connector that covers it, takes mail of devices already: let the device send there. Nothing more has to be set up.`,
    line`Two ways out of one site only make it harder to find out where a mail went.`,
  ],
  device: [
    [line`SMTP server`, line`the name or address of that server`],
    [line`Port`, line`25, or what the server wants`],
    [line`From address`, line`an address at ${domain}`],
  ],
});

const bulk = ({ domain }: Situation): Advice => ({
  ...nothing,
  way: 'bulk-provider',
  title: line`Take a provider for bulk mail`,
  why: [
    line`Newsletters are not for this: Microsoft 365 forbids bulk mail and blocks the sender or the address, and with it the mail of everybody else at the site.`,
    line`A provider for bulk mail has the addresses, the unsubscribing and the reputation for it.`,
  ],
  instead: [
    {
      way: 'relay',
      why: line`the limits are for people and devices, and a complaint would hit all mail of the domain`,
    },
  ],
  spf: `v=spf1 include:<the provider's name> include:spf.protection.outlook.com ~all`,
  there: [line`Send it from a subdomain, such as news.${domain}: its reputation is then its own.`],
});
