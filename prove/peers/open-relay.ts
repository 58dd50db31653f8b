/** G19: never an open relay: every form of recipient and sender, on every listener, in every state a session can be in. */
import { join } from 'node:path';
import { freePort } from '../../lab/ports.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged, some } from '../support/finding.ts';
import { startServer } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { makeSite, ownDomain, type Site } from '../support/site.ts';
import { Talk } from './talk.ts';

export const g19: Proof = {
  id: 'G19',
  title: 'Never an open relay: strangers reach own addresses only, in whatever form they write another',
  prove,
};

/** No connector covers it, and nobody signs in from it. */
const STRANGER = '127.0.0.9';
const LISTED = '127.0.0.1';

/** Every one of them means an address outside, or none. */
const recipients = [
  'victim@elsewhere.test',
  'victim@ELSEWHERE.TEST',
  'victim@elsewhere.test.',
  '@elsewhere.test:user@third.test',
  `@${ownDomain}:victim@elsewhere.test`,
  `victim%elsewhere.test@${ownDomain}`,
  `elsewhere.test!victim@${ownDomain}`,
  `"victim@elsewhere.test"@${ownDomain}`,
  `"victim%elsewhere.test"@${ownDomain}`,
  `victim@elsewhere.test@${ownDomain}`,
  `victim@${ownDomain}@elsewhere.test`,
  'victim@[192.0.2.7]',
  'victim@[IPv6:2001:db8::7]',
  'victim@[127.0.0.1]',
  'victim@localhost',
  'victim@127.0.0.1',
  'victim@xn--mnchen-3ya.test',
  'victim@münchen.test',
  'postmaster@elsewhere.test',
  'elsewhere.test!victim',
  'victim%elsewhere.test',
  '"victim@elsewhere.test"',
  `nobody-here@sub.${ownDomain}`,
  '',
];
const senders = [
  '',
  `scan@${ownDomain}`,
  'stranger@elsewhere.test',
  `"a@b"@${ownDomain}`,
  'scan@[127.0.0.1]',
  'scan@localhost',
  `postmaster@${ownDomain}`,
];

interface State {
  readonly name: string;
  reach(talk: Talk): Promise<void>;
}

const hello = async (talk: Talk): Promise<void> => void (await talk.say('EHLO relay.test'));
const wrong = Buffer.from('\0scan@client.test\0wrong').toString('base64');
const states: readonly State[] = [
  { name: 'no hello', reach: async () => {} },
  { name: 'HELO', reach: async (talk) => void (await talk.say('HELO relay.test')) },
  { name: 'EHLO', reach: hello },
  { name: 'our own name as HELO', reach: async (talk) => void (await talk.say('EHLO doorpost.prove.test')) },
  {
    name: 'after a refused sign-in',
    async reach(talk) {
      await hello(talk);
      await talk.say(`AUTH PLAIN ${wrong}`);
    },
  },
  {
    name: 'after RSET',
    async reach(talk) {
      await hello(talk);
      await talk.say(`MAIL FROM:<scan@${ownDomain}>`);
      await talk.say('RSET');
    },
  },
  {
    name: 'after a refused transaction',
    async reach(talk) {
      await hello(talk);
      await talk.say(`MAIL FROM:<scan@${ownDomain}>`);
      await talk.say('RCPT TO:<x@elsewhere.test>');
      await talk.say('RSET');
    },
  },
];

interface Door {
  readonly name: 'smtp' | 'submission' | 'submissions';
  readonly port: number;
  readonly tls: readonly ('clear' | 'starttls' | 'implicit')[];
}

async function prove(terms: Terms): Promise<Finding> {
  await using sink = await startSink(terms.signal);
  const ports = { smtp: await freePort(), submission: await freePort(), submissions: await freePort() };
  const listeners = `listeners:
  smtp: { port: ${ports.smtp}, addresses: [127.0.0.1] }
  submission: { port: ${ports.submission}, addresses: [127.0.0.1] }
  submissions: { port: ${ports.submissions}, addresses: [127.0.0.1] }
`;
  const made = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'sink', domains: ['*'], port: sink.port }],
    systemLimits: {
      connectionsTotal: 20_000,
      connectionsPerAddress: 20_000,
      greetingPause: 0,
      errorsBeforeDelay: 100_000,
      errorsBeforeClose: 100_000,
    },
    settings: listeners,
  });
  const site: Site = { ...made, smtpPort: ports.smtp };
  await using server = await startServer(site, { signal: terms.signal });
  const doors: readonly Door[] = [
    { name: 'smtp', port: ports.smtp, tls: ['clear', 'starttls'] },
    { name: 'submission', port: ports.submission, tls: ['clear', 'starttls'] },
    { name: 'submissions', port: ports.submissions, tls: ['implicit'] },
  ];
  const open: string[] = [];
  let tried = 0;
  for (const door of doors)
    for (const tls of door.tls)
      for (const state of states) {
        for (const from of senders.slice(0, terms.length === 'long' ? senders.length : 3)) {
          const accepted = await attempts(door, tls, state, from, STRANGER);
          tried += recipients.length;
          for (const recipient of accepted)
            open.push(`${door.name} ${tls}, ${state.name}, from <${from}>: <${recipient}>`);
        }
        terms.progress(`${door.name}, ${tls}, ${state.name}: ${tried} tried, ${open.length} accepted`);
      }
  // The same machine must be able to say yes, or the noes mean nothing.
  const yes = await attempts(doors[0]!, 'clear', states[2]!, `scan@${ownDomain}`, LISTED, ['victim@elsewhere.test']);
  const { messages } = await sink.counts();
  const faults: string[] = [];
  if (open.length > 0) faults.push(`accepted: ${some(open)}`);
  if (yes.length !== 1) faults.push('a listed address could not relay: the matrix proves nothing');
  if (messages > 0) faults.push(`${messages} messages went out`);
  if (!server.running()) faults.push(`the server ended: ${server.output().slice(-500)}`);
  return judged({ 'combinations refused': tried - open.length, accepted: open.length }, faults);
}

/** The recipients that were accepted. A session that is closed on us is begun again. */
async function attempts(
  door: Door,
  tls: Door['tls'][number],
  state: State,
  from: string,
  address: string,
  of: readonly string[] = recipients,
): Promise<readonly string[]> {
  const accepted: string[] = [];
  let talk: Talk | null = null;
  for (const recipient of of) {
    if (talk === null || talk.gone) {
      talk = await Talk.open(door.port, { from: address, tls: tls === 'implicit' });
      await talk.reply();
      if (tls === 'starttls') {
        await hello(talk);
        await talk.startTls();
      }
      await state.reach(talk);
    }
    const mail = await talk.say(`MAIL FROM:<${from}>`);
    const rcpt = await talk.say(`RCPT TO:<${recipient}>`);
    if (mail.startsWith('250') && rcpt.startsWith('25')) accepted.push(recipient);
    await talk.say('RSET');
  }
  talk?.end();
  return accepted;
}
