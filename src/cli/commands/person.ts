/** All that is kept of a person: counted, with examples; and erased, as far as it may be. */
import type { Command } from 'commander';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { person } from '../../admin/contracts/person.ts';
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import { many } from '../../base/words/amounts.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { follow } from '../client/follow.ts';
import type { Context } from '../context.ts';
import { shortened } from '../terminal/escape.ts';
import { timeText } from '../terminal/output.ts';
import type { Run } from './collection.ts';

type Held = Extract<AnswerOf<typeof person.show>, { readonly facts: unknown }>;
type Erased = Extract<AnswerOf<typeof person.erase>, { readonly kept: unknown }>;
type Kept = Erased['kept'][number];

const BROKEN = { message: 'it ended before it was whole', cure: 'do it again: what is done already stays done' };

/** `2 rows of the trace`, of each kind in the order of the list. */
const kindWords: Readonly<Record<string, readonly [one: string, several: string]>> = {
  trace: ['row of the trace', 'rows of the trace'],
  event: ['line of a mail’s story', 'lines of mails’ stories'],
  session: ['session with its transcript', 'sessions with their transcripts'],
  message: ['mail that waits or is in quarantine', 'mails that wait or are in quarantine'],
  last: ['note of the last mail', 'notes of the last mail'],
  sender: ['count of mail sent', 'counts of mail sent'],
  note: ['sighting of a device, alarm or saved search', 'sightings of devices, alarms or saved searches'],
  audit: ['audit entry', 'audit entries'],
  object: ['object of the directory', 'objects of the directory'],
};

export function amountOf(kind: string, count: number): string {
  const [one, several] = kindWords[kind] ?? [kind, kind];
  return many(count, one, several);
}

export function addPerson(program: Command, run: Run): void {
  const noun = program.command('person').description('what is kept of a person: show it, erase it');
  noun
    .command('show <address>')
    .description('count what is kept of an address, with examples; --json has all of it')
    .action(run(async (context, address: string) => show(context, address)));
  noun
    .command('erase <address>')
    .description('take the address out of all that may lose it; what stays is named')
    .option('--waiting', 'mail that waits for its delivery too: it is deleted, and nobody is told')
    .action(run(async (context, address: string, { waiting }: { waiting?: true }) => erase(context, address, waiting)));
}

/** Counts of each kind, and what was told of it. */
export async function heldOf(
  context: Context,
  address: string,
  whole: boolean,
): Promise<{ readonly counts: Readonly<Record<string, number>>; readonly held: readonly Held[] }> {
  const held: Held[] = [];
  const said = {
    query: { ...context.organization, address, ...(whole && { whole }) },
    timeoutMs: bounds.cli.longAnswer,
  };
  const how = { waiting: 'looking ...', otherwise: BROKEN };
  const { counts } = await follow(context, person.show, said, how, (one) => held.push(one));
  return { counts: counts ?? {}, held };
}

async function show(context: Context, address: string): Promise<void> {
  const { output } = context;
  const found = await heldOf(context, address, output.json);
  output.data(found);
  const kinds = Object.entries(found.counts);
  if (kinds.length === 0) output.line(`nothing is kept of ${address}`);
  for (const [kind, count] of kinds) {
    output.line(amountOf(kind, count));
    for (const one of found.held.filter((each) => each.kind === kind).slice(0, bounds.admin.personExamples))
      output.told(`  ${exampleOf(one)}`);
  }
  if (kinds.length > 0) output.hint(say`All of it: ${command`person show ${address} --json`}`);
}

const exampleOf = ({ at, name, facts }: Held): string =>
  [at == null ? '' : timeText(at), name, shortened(textOf(facts), 80)].filter((part) => part !== '').join('  ');

function textOf(facts: Held['facts']): string {
  for (const field of ['text', 'subject', 'end', 'name', 'objectKind', 'book'] as const) {
    const text = facts?.[field];
    if (typeof text === 'string') return text;
  }
  return '';
}

async function erase(context: Context, address: string, waiting: true | undefined): Promise<void> {
  const { output } = context;
  const said = {
    query: context.organization,
    body: { address, ...given({ waiting }) },
    timeoutMs: bounds.cli.longAnswer,
  };
  const how = { waiting: 'erasing ...', otherwise: BROKEN };
  const ended = await follow(context, person.erase, said, how, () => {});
  output.data(ended);
  const done = Object.entries(ended.erased ?? {}).filter(([, count]) => count > 0);
  output.line(done.length === 0 ? 'nothing was there to erase' : 'erased:');
  for (const [kind, count] of done) output.line(`  ${amountOf(kind, count)}`);
  for (const kept of ended.kept ?? []) tellKept(context, address, kept);
}

const whyKept: Readonly<Record<string, string>> = {
  message: 'they wait for their delivery; with --waiting they are deleted too',
  note: 'an alarm ends when it is over, a saved search is of the person who saved it',
  audit: 'what administrators did stays on record',
  object: 'what you set up is yours to change:',
};

function tellKept({ output }: Context, address: string, { kind, count, names }: Kept): void {
  output.line(`kept: ${amountOf(kind, count)}: ${whyKept[kind] ?? 'it stays'}`);
  if (kind === 'message') for (const { name } of names) output.hint(say`  ${command`queue show ${name}`}`);
  if (kind === 'object') for (const { name, of } of names) output.hint(cureOf(of ?? '', name, address));
}

/** The command that takes the address out of an object, or the object away. */
function cureOf(of: string, name: string, address: string) {
  switch (of) {
    case 'mailbox':
      return say`  ${command`mailbox remove ${name}`}`;
    case 'group':
      return say`  ${command`group set ${name} --remove-member ${address}`}`;
    case 'credential':
      return say`  ${command`credential remove ${name}`}`;
    case 'device':
      return say`  ${command`device set ${name} --owner none`}`;
    case 'block-entry':
      return say`  ${command`block remove ${name}`}`;
    case 'allow-entry':
      return say`  ${command`allow remove ${name}`}`;
    case 'restriction':
      return say`  ${command`restricted lift ${name}`}`;
    case 'organization':
      return say`  ${command`org show ${name}`}`;
    case 'inbound-connector':
    case 'outbound-connector':
      return say`  ${command`connector show ${name}`}`;
    default:
      return say`  ${command`export`}`;
  }
}
