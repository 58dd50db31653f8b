/**
 * A house with two organizations that have one of everything, mail that waits, mail that came, and refusals. Everything of an organization has its
 * word in its name, address and id, so that a fact of it shows wherever it turns up.
 */
import { deviceForms } from '../../../src/directory/kinds/device.ts';
import { deviceProfileForms } from '../../../src/directory/kinds/device-profile.ts';
import { licencePoolForms } from '../../../src/directory/kinds/licence-pool.ts';
import type { ObjectId, QueueId } from '../../../src/base/id.ts';
import type { DirectoryObject } from '../../../src/directory/objects.ts';
import type { KeptTlsReport } from '../../../src/mail/doors/tls-reports.ts';
import { keepTlsReport } from '../../../src/store/tls-report-book.ts';
import { SmtpTestClient } from '../../../lab/peers/smtp-client.ts';
import {
  credential,
  domain,
  group,
  inbound,
  mailbox,
  organization,
  smartHost,
  startTestHouse,
  type TestHouse,
} from '../../../lab/houses/test-house.ts';

/** Five letters that ids may have too. */
export type Word = 'newts' | 'zebra' | 'panda';

/** `newts` is whose callers ask; `zebra` is there beside; `panda` is nobody: what is not theirs has to look like that. */
export const OWN: Word = 'newts';
export const OTHER: Word = 'zebra';
export const NOBODY: Word = 'panda';

const LETTERS: Readonly<Record<string, string>> = { domain: 'D', mailbox: 'M', group: 'G', credential: 'C' };

/** Sixteen letters, as the store gives them. */
export const idOf = (word: Word, kind: string): ObjectId =>
  `${word.toUpperCase()}${(LETTERS[kind] ?? kind.replaceAll(/[^a-z]/gu, '').replaceAll(/[ilou]/gu, '')).toUpperCase()}`
    .padEnd(16, '0')
    .slice(0, 16) as ObjectId;

/** The addresses of their devices: known, and a stranger in their device network. */
export const DEVICES: Readonly<Record<Word, string>> = {
  newts: '127.0.0.21',
  zebra: '127.0.0.77',
  panda: '127.0.0.99',
};
export const STRANGERS: Readonly<Record<Word, string>> = {
  newts: '127.0.0.22',
  zebra: '127.0.0.78',
  panda: '127.0.0.98',
};

/** Facts of the other organization, in any spelling. */
export const MARK = /zebra|127\.0\.0\.7[78]/iu;

/** Natural names of one of each kind. */
export const nameOf = (word: Word, kind: string): string => {
  switch (kind) {
    case 'organization':
    case 'licence-pool':
      return `The ${word}`;
    case 'domain':
      return `${word}.test`;
    case 'mailbox':
      return `bob@${word}.test`;
    case 'group':
      return `all@${word}.test`;
    case 'credential':
      return `bob@${word}.test: ${word}`;
    default:
      return `${word} ${kind}`;
  }
};

async function objectsOf(word: Word): Promise<readonly DirectoryObject[]> {
  const own = { organizationId: idOf(word, 'organization') };
  const of = (kind: string) => ({ ...own, id: idOf(word, kind) });
  const address = nameOf(word, 'mailbox');
  return [
    organization({
      id: own.organizationId,
      name: nameOf(word, 'organization'),
      deviceNetworks: [`${STRANGERS[word]}/32`],
      postmaster: address,
      licensing: 'report',
    }),
    domain(`${word}.test`, of('domain')),
    mailbox(address, {
      ...of('mailbox'),
      displayName: `Bob of the ${word}`,
      limits: { messagesPerMinute: 29 },
    }),
    group(nameOf(word, 'group'), [address], of('group')),
    {
      ...(await credential(address, 'right-Passw0rd', { ...of('credential'), mailboxId: idOf(word, 'mailbox') })),
      name: word,
      username: `${word}-login`,
    },
    inbound(nameOf(word, 'inbound-connector'), { ...of('inbound-connector'), senderAddresses: [DEVICES[word]] }),
    smartHost(nameOf(word, 'outbound-connector'), 9, { ...of('outbound-connector'), devices: [] }),
    {
      kind: 'device',
      ...deviceForms.standards,
      ...of('device'),
      name: nameOf(word, 'device'),
      addresses: [DEVICES[word]],
    } as DirectoryObject,
    {
      kind: 'device-profile',
      ...deviceProfileForms.standards,
      ...of('device-profile'),
      name: nameOf(word, 'device-profile'),
    } as DirectoryObject,
    { kind: 'licence-pool', ...licencePoolForms.standards, ...of('licence-pool') } as DirectoryObject,
  ];
}

export interface RolesSite extends AsyncDisposable {
  readonly house: TestHouse;
  /** Of mail that waits, by whose it is; of nobody an id that is not there. */
  readonly queueIds: Readonly<Record<Word, string>>;
  /** References of refusals. */
  readonly references: Readonly<Record<Word, string>>;
}

export async function openSite(): Promise<RolesSite> {
  const house = await startTestHouse({ objects: [...(await objectsOf(OWN)), ...(await objectsOf(OTHER))] });
  const queueIds = { newts: '', zebra: '', panda: '01JD3K7M9QXA2B4C' };
  const references = { newts: '', zebra: '', panda: '01JD3K7M9QXA2B4C-1' };
  for (const word of [OWN, OTHER] as const) {
    await talk(house, DEVICES[word], async (client) => {
      const sender = `scan@${word}.test`;
      await client.send(sender, [`far@outside.test`], `Subject: ${word} scan\n\nof the ${word}\n`);
      await client.send(sender, [nameOf(word, 'mailbox')], `Subject: ${word} in\n\nof the ${word}\n`);
      await client.say(`MAIL FROM:<${sender}>`);
      await client.say(`RCPT TO:<nobody@${word}.test>`);
    });
    await talk(house, STRANGERS[word], async (client) => {
      await client.say(`MAIL FROM:<x@${word}.test>`);
      await client.say(`RCPT TO:<${word}@outside.test>`);
    });
    const organizationIds = [idOf(word, 'organization')];
    const waiting = await house.traced({ organizationIds, recipient: 'far@outside.test' });
    queueIds[word] = waiting[0]?.queueId ?? '';
    const refused = await house.traced({ organizationIds, status: ['Rejected'] });
    references[word] = refused[0]?.reference ?? '';
    await house.traced({ organizationIds, status: ['Delivered'] });
    await keepTlsReport(house.house.store.notes, reportAbout(word));
  }
  return { house, queueIds, references, [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]() };
}

function reportAbout(word: Word): KeptTlsReport {
  const now = Date.now();
  const policy = { domain: nameOf(word, 'domain'), type: 'sts', successes: 5, failed: 1, failures: [] } as const;
  return {
    ...{ id: `report ${word}`, organizationName: 'Far', contact: null, policies: [policy] },
    ...{ from: now - 3_600_000, until: now, receivedAt: now },
    ...{ organizationId: idOf(word, 'organization'), reporter: `${word}.far.test`, queueId: 'Q' as QueueId },
  };
}

async function talk(house: TestHouse, from: string, act: (client: SmtpTestClient) => Promise<unknown>): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  await client.say(`EHLO ${from === DEVICES.zebra || from === STRANGERS.zebra ? 'zebra' : 'newts'}.device.test`);
  await act(client);
  await client.say('QUIT');
  client.end();
}
