/** The questions of removals: all that goes with an object. */
import { many } from '../../base/words/amounts.ts';
import { listed } from '../../base/listed.ts';
import { bounds } from '../../base/bounds.ts';
import { outboundConnectors } from '../../admin/contracts/connectors.ts';
import { credentials } from '../../admin/contracts/credentials.ts';
import { deviceProfiles } from '../../admin/contracts/device-profiles.ts';
import { devices } from '../../admin/contracts/devices.ts';
import { dkimKeys } from '../../admin/contracts/dkim-keys.ts';
import { domains } from '../../admin/contracts/domains.ts';
import { groups, mailboxes } from '../../admin/contracts/mailboxes.ts';
import { organizations } from '../../admin/contracts/organizations.ts';
import { queue } from '../../admin/contracts/queue.ts';
import { verbsOf, type ViewIn } from '../client/collection.ts';
import { findConnector } from '../commands/connector.ts';
import { findCredential } from '../commands/credential.ts';
import { steerRestrictedMail } from '../commands/restricted.ts';
import type { Context } from '../context.ts';
import { timeText } from '../terminal/output.ts';
import { type Foresight, counted, type Options, type Question } from './consent.ts';

type Device = ViewIn<typeof devices>;
type Outbound = ViewIn<typeof outboundConnectors>;

const named = (names: readonly string[]): string => listed(names.slice(0, bounds.cli.namesAsked), names.length);

/** `2 devices sign in as it: Copier, Fax`; nothing where there are none. */
export const devicesLine = (
  found: readonly Device[],
  does: readonly [one: string, several: string],
): readonly string[] =>
  found.length === 0
    ? []
    : [`${many(found.length, 'device')} ${does[found.length === 1 ? 0 : 1]}: ${named(found.map(({ name }) => name))}`];

export const devicesOf = async (context: Context, isMeant: (device: Device) => boolean): Promise<readonly Device[]> =>
  ((await counted(context.client.all(devices.list, { query: { organization: '*' } }))) ?? []).filter(isMeant);

/** Of a selection of the queue. */
export async function waiting(
  { client, organization }: Context,
  selection: Readonly<Record<string, string | number | boolean>>,
): Promise<number | null> {
  const found = await counted(client.ask(queue.list, { query: { ...organization, ...selection, limit: 1 } }));
  return found?.total ?? null;
}

async function waitingLine(context: Context, lane: string, becomes: string): Promise<readonly string[]> {
  const count = await waiting(context, { organization: '*', lane });
  return count === null || count === 0
    ? []
    : [`${many(count, 'mail')} ${count === 1 ? 'waits' : 'wait'} for it, and ${becomes}`];
}

const organization: Foresight = async (context, [name = '']) => {
  const { name: called } = await verbsOf(context, organizations).show(name);
  return {
    act: `remove the organization ${called}`,
    lost: ['its limits and switches, its licence seats and the alarm addresses are lost'],
  };
};

const domain: Foresight = async (context, [name = '']) => {
  const { name: called, verified } = await verbsOf(context, domains).show(name);
  const count = await waiting(context, { organization: '*', recipient: `@${called}` });
  return {
    act: `remove the domain ${called}`,
    lost: [
      `mail for @${called} is refused, and mail in its name is a stranger's`,
      ...(verified === null ? [] : ['its verification is lost: to have it again, it has to be proven again']),
      ...(count ? [`${many(count, 'mail')} to it ${count === 1 ? 'waits' : 'wait'} here`] : []),
    ],
  };
};

const dkim: Foresight = async (context, [name = '']) => {
  const { name: called, domain: of, state } = await verbsOf(context, dkimKeys).show(name);
  return {
    act: `delete the DKIM key ${called}`,
    lost: [
      'its private half is lost: the same key cannot be made again',
      ...(state === 'active' ? [`mail of ${of} is no longer signed by it`] : []),
    ],
  };
};

const mailbox: Foresight = async (context, [address = '']) => {
  const { id, address: called } = await verbsOf(context, mailboxes).show(address);
  const all = await counted(context.client.all(credentials.list, { query: { organization: '*', mailbox: called } }));
  const own = (all ?? []).filter(({ mailboxId }) => mailboxId === id);
  const logins = new Set(own.map(({ username }) => username.toLowerCase()));
  return {
    act: `remove the mailbox ${called}`,
    lost: [
      `mail for it is refused; what arrived stays on the disk, where nobody reaches it by Doorpost`,
      ...(own.length === 0
        ? []
        : [
            `${many(own.length, 'sign-in')} of it ${own.length === 1 ? 'goes' : 'go'} too: ${named(own.map(({ name }) => name))}`,
          ]),
      ...devicesLine(await devicesOf(context, signsInAs(logins)), ['signs in as it', 'sign in as it']),
      ...(await waitingLine(context, `mailbox:${called}`, 'would have nowhere to go')),
    ],
  };
};

const signsInAs =
  (logins: ReadonlySet<string>) =>
  ({ logins: own, seen }: Device): boolean =>
    own.some((login) => logins.has(login.toLowerCase())) || logins.has(seen?.login?.toLowerCase() ?? '\0');

const group: Foresight = async (context, [address = '']) => {
  const { address: called, members } = await verbsOf(context, groups).show(address);
  return {
    act: `remove the group ${called}`,
    lost: [`mail for it is refused, and reaches its ${many(members.length, 'member')} no more`],
  };
};

/** Of a sign-in that ends, or whose password becomes another. */
export async function signInLost(
  context: Context,
  credential: string,
  name: string | undefined,
): Promise<{ readonly label: string; readonly lost: readonly string[] }> {
  const { label, username } = await findCredential(context, credential, name);
  const using = await devicesOf(context, signsInAs(new Set([username.toLowerCase()])));
  return { label, lost: devicesLine(using, ['signs in by this name', 'sign in by this name']) };
}

const credential: Foresight = async (context, [mailboxOrId = '', name]) => {
  const { label, lost } = await signInLost(context, mailboxOrId, name);
  return { act: `remove the credential ${label}`, lost: ['its password is refused at once', ...lost] };
};

const device: Foresight = async (context, [name = '']) => {
  const { name: called, seen } = await verbsOf(context, devices).show(name);
  return {
    act: `remove the record of the device ${called}`,
    lost: [
      'its owner, place, profile and language are lost; its right to send is a connector’s, and stays',
      ...(seen === null
        ? []
        : [`${many(seen.messages, 'mail')} of it were seen, the last session ${timeText(seen.lastSeen)}`]),
    ],
  };
};

const profile: Foresight = async (context, [name = '']) => {
  const { name: called } = await verbsOf(context, deviceProfiles).show(name);
  return { act: `remove the profile ${called}`, lost: ['its traits are lost'] };
};

const allowEntry: Foresight = async (_context, [name = '']) => ({
  act: `take ${name} off the allow list`,
  lost: ['its mail is judged as anybody’s'],
});

const blockEntry: Foresight = async (_context, [name = '']) => ({
  act: `take ${name} off the block list`,
  lost: ['its mail is let in again'],
});

const restrictedMail: Foresight = async (context, [name = '']) => {
  const count = await counted(steerRestrictedMail(context, name, 'count'));
  return {
    act: `end the mail of ${name} that waits`,
    lost: count === null ? [] : [`${many(count, 'recipient')} get nothing`],
  };
};

const administrator: Foresight = async (_context, [name = '']) => ({
  act: `remove the administrator ${name}`,
  lost: ['they are signed out at once, and their password and app are forgotten'],
});

const token: Foresight = async (_context, [name = '']) => ({
  act: `remove the token ${name}`,
  lost: ['each program that uses it is refused at once, and it cannot be shown again'],
});

const connector: Foresight = async (context, [name = ''], options) => {
  const found = await findConnector(context, name);
  if (found.kind === 'outbound-connector') return wayOut(context, found, 'connector', options);
  const isCovered = ({ seen, addresses }: Device): boolean =>
    seen?.connector === found.name || addresses.some((address) => found.senderAddresses.includes(address));
  const covered = await devicesOf(context, isCovered);
  return {
    act: `remove the connector ${found.name}`,
    lost: [
      found.senderAddresses.length === 0
        ? 'who relays by its certificate is refused'
        : `who relays from ${named(found.senderAddresses)} is refused, unless another connector covers it`,
      ...devicesLine(covered, ['sends through it', 'send through it']),
    ],
  };
};

const upstream: Foresight = async (context, [name = ''], options) =>
  wayOut(context, await verbsOf(context, outboundConnectors).show(name), 'upstream', options);

/** Of mail for outside, once the last upstream is gone. */
async function withoutUpstream(
  context: Context,
  { organization: name }: Outbound,
  { withoutUpstream: said }: Options,
): Promise<string> {
  const kept = name == null ? null : await counted(verbsOf(context, organizations).show(name));
  switch (said ?? kept?.withoutUpstream) {
    case 'mx':
      return 'it is the last one: mail for outside goes by the recipients’ MX from then on, straight from this address';
    case 'wait':
      return 'it is the last one: mail for outside waits here from then on, until there is another';
    default:
      return 'it is the last one: what mail for outside does then has to be said (--without-upstream wait or mx)';
  }
}

async function wayOut(context: Context, found: Outbound, noun: string, options: Options): Promise<Question> {
  const all = (await counted(context.client.all(outboundConnectors.list, { query: { organization: '*' } }))) ?? [];
  const others = all.filter(
    ({ id, enabled, organizationId }) => id !== found.id && enabled && organizationId === found.organizationId,
  );
  return {
    act: `remove the ${noun} ${found.name}`,
    lost: [
      ...(others.length === 0 ? [await withoutUpstream(context, found, options)] : []),
      ...(found.auth === null ? [] : ['its sign-in is lost with what is sealed of it']),
      ...(await waitingLine(context, `connector:${found.name}`, 'goes the way that is left')),
    ],
  };
}

export const removals = {
  organization,
  domain,
  dkim,
  mailbox,
  group,
  credential,
  device,
  profile,
  restrictedMail,
  allowEntry,
  blockEntry,
  token,
  administrator,
  connector,
  upstream,
};
