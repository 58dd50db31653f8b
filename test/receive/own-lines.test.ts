/** Sessions made up by chance, that concern several organizations: whatever is said, nobody reads a line that names somebody of another's. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  credential,
  domain,
  id,
  mailbox,
  organization,
  type ReceiveHouse,
  receiveHouse,
  type Talk,
} from '../../lab/houses/receive-house.ts';
import type { LiveEvent } from '../../src/mail/doors/live-session.ts';
import { sessionFor } from '../../src/policy/owners/session-for.ts';

const SESSIONS = 40;
const STEPS = 40;
/** How often each step is taken: MAIL and RCPT more than the others. */
const OFTEN = [0, 0, 0, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const bob = mailbox('B', 'bob@b.test');
const site = [
  organization('A'),
  domain('A', 'a.test'),
  mailbox('A', 'ann@a.test'),
  organization('B'),
  domain('B', 'b.test'),
  bob,
  await credential(bob, 'right word'),
];

/** Numbers that look like chance, the same in each run (Numerical Recipes' generator). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const NAMES = { a: ['ann@a.test', 'gone@a.test'], b: ['bob@b.test', 'gone@b.test'], else: ['x@else.test'] } as const;

interface Said {
  /** Senders of transactions, with those whom they wrote to. */
  readonly transactions: { readonly sender: string; readonly to: Set<keyof typeof NAMES> }[];
}

/** Says commands in no order that makes sense. */
async function babble(talk: Talk, pick: (below: number) => number, session: number): Promise<Said> {
  const said: Said = { transactions: [] };
  let open: Said['transactions'][number] | null = null;
  const anyName = (): readonly [keyof typeof NAMES, string] => {
    const whose = (['a', 'b', 'else'] as const)[pick(3)]!;
    return [whose, NAMES[whose][pick(NAMES[whose].length)]!];
  };
  const steps: readonly (() => Promise<void>)[] = [
    async () => {
      const sender = `s${session}-${said.transactions.length}@far.test`;
      const reply = await talk.say(`MAIL FROM:<${sender}>`);
      if (!reply.startsWith('250')) return;
      open = { sender, to: new Set() };
      said.transactions.push(open);
    },
    async () => {
      const [whose, name] = anyName();
      await talk.say(`RCPT TO:<${name}>`);
      open?.to.add(whose);
    },
    async () => void (await talk.say(`RCPT TO:<${anyName()[1]}`)),
    async () => void (await talk.say(`RCPT ${anyName()[1]} please`)),
    async () => void (await talk.say(`VRFY ${anyName()[1]}`)),
    async () => void (await talk.say('NOOP')),
    async () => {
      await talk.say('RSET');
      open = null;
    },
    async () => {
      const reply = await talk.say('DATA');
      if (!reply.startsWith('354')) return;
      await talk.say(`Subject: to ${[...(open?.to ?? [])].join(' ')}\r\n\r\nx\r\n.`);
      open = null;
    },
    async () => {
      await talk.say('BDAT 18 LAST\r\nSubject: x\r\n\r\nxx');
      open = null;
    },
    async () => {
      await talk.say('EHLO again.test');
      open = null;
    },
  ];
  for (let n = 0; n < STEPS; n++) await steps[OFTEN[pick(OFTEN.length)]!]?.();
  return said;
}

const NOT_OF_A = /@b\.test|@else\.test/u;
const NOT_OF_B = /@a\.test|@else\.test/u;

function heard(house: ReceiveHouse, organizationId: string): LiveEvent[] {
  const events: LiveEvent[] = [];
  const filter = { addresses: [], deviceId: null, organizations: [id(organizationId)] };
  house.receiving.watch(
    filter,
    (event) => events.push(event),
    () => {},
  );
  return events;
}

test('of sessions made up by chance each organization reads its own transactions, all of them, and nothing of others', async () => {
  // No session is refused any further, or closed, for what it did wrong.
  const patient = { errorsBeforeClose: 1_000, errorsBeforeDelay: 1_000, unknownRecipients: 1_000, junkCommands: 1_000 };
  const system = { kind: 'system', id: id('system'), defaultOrganizationId: null, captureOutbound: false } as const;
  await using house = await receiveHouse([...site, { ...system, limits: patient }]);
  const live = { A: heard(house, 'A'), B: heard(house, 'B') };
  let read = 0;
  for (let session = 0; session < SESSIONS; session++) {
    const talk = await house.talk('smtp', '127.0.0.2');
    await talk.hello();
    const { transactions } = await babble(talk, chance(session + 1), session);
    await talk.say('QUIT');
    await talk.rest();
    const record = [...house.store.sessions.values()].at(-1);
    if (record === undefined || !record.transcript.includes(`s${session}-`)) continue;
    for (const [organizationId, whose, others] of [
      ['A', 'a', NOT_OF_A],
      ['B', 'b', NOT_OF_B],
    ] as const) {
      const own = sessionFor([id(organizationId)], record);
      const shown = own === null ? '' : JSON.stringify(own);
      if (own !== null) read++;
      assert.doesNotMatch(shown, others, `session ${session}:\n${record.transcript}`);
      for (const { sender, to } of transactions)
        assert.equal(
          shown.includes(`<${sender}>`),
          to.has(whose),
          `${sender} to ${[...to].join()} for ${organizationId}, session ${session}:\n${record.transcript}`,
        );
    }
  }
  assert.ok(read > SESSIONS / 2, `${read} were looked at`);
  for (const [organizationId, whose, others] of [
    ['A', '@a.test', NOT_OF_A],
    ['B', '@b.test', NOT_OF_B],
  ] as const) {
    const told = JSON.stringify(live[organizationId]);
    assert.doesNotMatch(told, others);
    assert.ok(told.includes(whose));
    const opened = live[organizationId].filter(({ kind }) => kind === 'open').length;
    const ended = live[organizationId].filter(({ kind }) => kind === 'end').length;
    assert.ok(opened > SESSIONS / 4 && opened === ended, `${opened} opened, ${ended} ended`);
  }
});
