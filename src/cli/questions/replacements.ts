/** Lists that are named anew: an entry that is left out loses what it had, and the person may have meant to add one. */
import type { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { listed } from '../../base/listed.ts';
import { devices } from '../../admin/contracts/devices.ts';
import { groups, mailboxes } from '../../admin/contracts/mailboxes.ts';
import { inboundConnectors } from '../../admin/contracts/connectors.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import { groupForms } from '../../directory/kinds/group.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { overlaps, parseRange } from '../../mail/network/address-ranges.ts';
import { type CollectionContract, verbsOf } from '../client/collection.ts';
import { fieldsOf } from '../commands/field-options.ts';
import type { Context } from '../context.ts';
import type { Foresight } from './consent.ts';
import { devicesLine, devicesOf } from './removals.ts';

interface Kind {
  readonly contract: CollectionContract;
  readonly shape: z.ZodRawShape;
  readonly noun: string;
  /** Of its lists, by field: what the entries are called, and what becomes of those that go. */
  readonly lists: Readonly<Record<string, readonly [called: string, becomes: string]>>;
  /** Others that lose something with these entries, a line each. */
  readonly more?: (context: Context, field: string, gone: readonly string[]) => Promise<readonly string[]>;
}

const replaced =
  ({ contract, shape, noun, lists, more }: Kind): Foresight =>
  async (context, [name = ''], chosen) => {
    const said: Readonly<Record<string, unknown>> = fieldsOf(shape, chosen);
    const named = Object.entries(lists).filter(([field]) => Array.isArray(said[field]));
    if (named.length === 0) return null;
    const present = (await verbsOf(context, contract).show(name)) as Readonly<Record<string, unknown>>;
    const added = (said['lists'] ?? {}) as Readonly<Record<string, { readonly add?: readonly string[] }>>;
    const asked: string[] = [];
    const lost: string[] = [];
    for (const [field, [called, becomes]] of named) {
      const kept = new Set([...textsIn(said[field]), ...textsIn(added[field]?.add)].map((text) => text.toLowerCase()));
      const gone = textsIn(present[field]).filter((text) => !kept.has(text.toLowerCase()));
      if (gone.length === 0) continue;
      asked.push(called);
      lost.push(
        `${listed(gone.slice(0, bounds.cli.namesAsked), gone.length)} ${gone.length === 1 ? 'goes' : 'go'}: ${becomes}`,
      );
      if (more !== undefined) lost.push(...(await more(context, field, gone)));
    }
    if (asked.length === 0) return null;
    return { act: `replace the ${asked.join(' and the ')} of the ${noun} ${name}`, lost };
  };

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** Devices in the networks that go. */
async function devicesWithin(context: Context, field: string, gone: readonly string[]): Promise<readonly string[]> {
  if (field !== 'senderAddresses') return [];
  const ranges = gone.flatMap((text) => parseRange(text) ?? []);
  const isIn = (address: string): boolean => {
    const own = parseRange(address);
    return own !== null && ranges.some((range) => overlaps(range, own));
  };
  const found = await devicesOf(context, ({ addresses }) => addresses.some(isIn));
  return devicesLine(found, ['sends from there', 'send from there']);
}

export const replacements = {
  connector: replaced({
    contract: inboundConnectors,
    shape: inboundConnectorForms.shape,
    noun: 'connector',
    lists: {
      senderAddresses: ['addresses', 'who relays from there is refused, unless another connector covers it'],
      senderDomains: ['sender domains', 'mail in their name is no longer relayed by it'],
      recipientDomains: ['recipient domains', 'mail for them is no longer relayed by it'],
      associatedAcceptedDomains: ['accepted domains', 'mail in their name is no longer relayed by it'],
    },
    more: devicesWithin,
  }),
  device: replaced({
    contract: devices,
    shape: deviceForms.shape,
    noun: 'device',
    lists: {
      addresses: ['addresses', 'what sends from there is no longer known as it, and loses its profile'],
      logins: ['sign-ins', 'what signs in so is no longer known as it'],
    },
  }),
  mailbox: replaced({
    contract: mailboxes,
    shape: mailboxForms.shape,
    noun: 'mailbox',
    lists: {
      aliases: ['aliases', 'mail for it is refused'],
      sendAs: ['addresses to send as', 'mail in that name is refused'],
    },
  }),
  group: replaced({
    contract: groups,
    shape: groupForms.shape,
    noun: 'group',
    lists: {
      aliases: ['aliases', 'mail for it is refused'],
      members: ['members', 'mail for the group no longer reaches them'],
    },
  }),
} as const satisfies Readonly<Record<string, Foresight>>;
