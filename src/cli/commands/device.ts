/** Devices: what an administrator says of them, what was seen of them, those that wait to be let in, and their list as a table file. */
import { isIP } from 'node:net';
import type { Command } from 'commander';
import { deviceForms } from '../../directory/kinds/device.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { addRewritingOptions, type RewritingOptions, rewritingOf } from './rewriting-options.ts';
import type { Context } from '../context.ts';
import type { NextStep, ToldCure } from '../../mail/remedy.ts';
import { NO_TLS } from '../../mail/sighting.ts';
import { shellWord } from '../../policy/shell-word.ts';
import { habits } from '../../texts/en/habits.ts';
import { isHabit } from '../../policy/devices/habits.ts';
import { segment } from '../client.ts';
import {
  addList,
  addRemove,
  addShow,
  change,
  tellNext,
  type Collection,
  create,
  given,
  get,
  type Run,
  type View,
  viewFields,
} from './collection.ts';
import { shortened } from '../terminal/escape.ts';
import { usage } from '../terminal/failure.ts';
import { type Cell, timeText } from '../terminal/output.ts';
import { readInput } from '../terminal/read-input.ts';

interface Seen {
  readonly addresses: readonly string[];
  readonly helo: string | null;
  readonly listener?: string;
  readonly tls: string | null;
  readonly authMechanism: string | null;
  readonly login: string | null;
  readonly software: string | null;
  readonly connector: string | null;
  readonly habits: readonly string[];
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly lastAccepted: number | null;
  readonly sessions: number;
  readonly messages: number;
  readonly refusals: number;
  readonly lastRefusal:
    | null
    | ({
        readonly at: number;
        readonly reference: string | null;
        readonly cause: string;
      } & ToldCure);
}

interface Waiting extends Seen {
  readonly address: string;
  readonly state: 'seen' | 'waiting' | 'ignored';
  /** What it has, or what came to nothing. */
  readonly tried?: { readonly tls: string | null; readonly auth: string | null };
  readonly proposal: { readonly profile: string | null };
}

const seen = (view: View): Seen | null => (view['seen'] as Seen | null | undefined) ?? null;

/** What an administrator wants to see first: trouble that is newer than the last mail that was taken. */
const trouble = (of: Seen | null): string =>
  of?.lastRefusal && of.lastRefusal.at > (of.lastAccepted ?? 0) ? of.lastRefusal.cause : '';

/** What was seen of it, below what was said of it. */
function shownFields(view: View): readonly (readonly [string, Cell])[] {
  const of = seen(view);
  const { seen: _, ...withoutSeen } = view;
  const said = viewFields(withoutSeen);
  if (of === null) return [...said, ['seen', 'never']];
  const { lastRefusal } = of;
  return [
    ...said,
    ['seen at', of.addresses],
    ['calls itself', of.helo],
    ['came to', of.listener],
    ['TLS', of.tls ?? NO_TLS],
    ['signs in', of.authMechanism === null ? 'no' : `${of.authMechanism}${of.login === null ? '' : ` as ${of.login}`}`],
    ['software', of.software],
    ['connector', of.connector],
    ['habits', of.habits.map((habit) => (isHabit(habit) ? habits[habit] : habit))],
    ['first seen', timeText(of.firstSeen)],
    ['last seen', timeText(of.lastSeen)],
    ['last mail', timeText(of.lastAccepted)],
    ['counts', `${of.sessions} sessions, ${of.messages} mails, ${of.refusals} refusals`],
    ['last error', lastRefusal === null ? null : `${timeText(lastRefusal.at)}: ${lastRefusal.cause}`],
    ['its cure', lastRefusal === null ? null : lastRefusal.cure],
    ['its reference', lastRefusal?.reference ?? null],
  ];
}

/** By its address: the device that has it, or what was seen there of one that has no record. */
async function atAddress(context: Context, address: string): Promise<View | null> {
  if (isIP(address) === 0) return null;
  const list = async <One>(path: string, query: Readonly<Record<string, string>> = {}): Promise<readonly One[]> =>
    (await context.client.ask<{ items: readonly One[] }>('GET', path, { query: { ...context.organization, ...query } }))
      .items;
  const [known] = (await list<View>('/devices')).filter((one) => (one['addresses'] as string[]).includes(address));
  if (known !== undefined) return known;
  const stranger = (await list<Waiting>('/waiting-devices', { all: 'true' })).find((one) => one.address === address);
  if (stranger === undefined) return null;
  const { state, proposal } = stranger;
  return { id: address, state, 'would need': proposal.profile, seen: stranger };
}

const { shape } = deviceForms;

const devices: Collection = {
  path: 'devices',
  noun: 'device',
  plural: 'devices',
  argument: 'name',
  fields: shownFields,
  columns: [
    ...columnsOf(shape, 'name', 'place'),
    ['KNOWN BY', (view): Cell => [...(view['addresses'] as string[]), ...(view['logins'] as string[])]],
    ...columnsOf(shape, 'profile', 'owner'),
    ['LAST SEEN', (view) => timeText(seen(view)?.lastSeen)],
    ['MAILS', (view) => seen(view)?.messages ?? 0],
    // Whole in `device show`: a wide column breaks all the others.
    ['TROUBLE', (view) => shortened(trouble(seen(view)), 48)],
  ],
};

interface DeviceOptions extends RewritingOptions {
  readonly rename?: string;
  readonly address?: readonly string[];
  readonly login?: readonly string[];
}

const options = (command: Command): Command => addRewritingOptions(addFieldOptions(command, shape));

const body = (chosen: DeviceOptions): Readonly<Record<string, unknown>> =>
  given({ name: chosen.rename, ...fieldsOf(shape, chosen), rewriting: rewritingOf(chosen) });

export function addDevice(program: Command, run: Run): void {
  const noun = program
    .command('device')
    .description('devices: who they are, what was seen of them, and which unknown ones wait to be let in');
  options(noun.command('add <name>').description('describe a device; the right to relay is a connector’s'))
    .addHelpText(
      'after',
      '\nExample:\n  doorpost device add "Copier 2nd floor" --address 192.0.2.10 --owner it@contoso.com --profile tolerant',
    )
    .action(
      run(async (context, name: string, chosen: DeviceOptions) => {
        if (chosen.address === undefined && chosen.login === undefined)
          throw usage('nothing would tell the device from others', 'give --address or --login');
        await create(context, devices, { ...body(chosen), name });
      }),
    );
  addList(noun, devices, run);
  addShow(noun, { ...devices, argument: 'name-or-address' }, run, atAddress);
  options(noun.command('set <name>').description('change what is said of a device'))
    .option('--rename <name>', 'give it another name')
    .addHelpText('after', '\nExample:\n  doorpost device set "Copier 2nd floor" --silent-after 3 --language de')
    .action(
      run(async (context, name: string, chosen: DeviceOptions) => {
        const changes = body(chosen);
        if (Object.keys(changes).length === 0)
          throw usage('nothing to change', '`doorpost device set --help` lists what can be set');
        await change(context, devices, name, changes);
      }),
    );
  addRemove(noun, devices, run, rightsLeft);
  addWaiting(noun, run);
  addTable(noun, run);
}

/** A device's record gives no right, so that its removal takes none away: its connector's does. */
async function rightsLeft(context: Context, name: string): Promise<string | null> {
  const { item } = await get(context, devices, name);
  const { items } = await context.client.ask<{ items: readonly View[] }>('GET', '/inbound-connectors', {
    query: context.organization,
  });
  const of = (view: View, field: string): readonly string[] => view[field] as readonly string[];
  const covering = items.filter((one) =>
    of(one, 'senderAddresses').some((each) => of(item, 'addresses').includes(each)),
  );
  if (covering.length === 0) return null;
  const ends = covering.map((one) => {
    const word = shellWord(String(one['name']));
    const isItsAlone = of(one, 'senderAddresses').every((each) => of(item, 'addresses').includes(each));
    return isItsAlone ? `doorpost connector remove ${word}` : `take its address out of the connector ${word}`;
  });
  return `; it may still send from its address, by a connector. To end that: ${ends.join(', and ')}`;
}

interface Approved {
  readonly done: readonly string[];
  readonly next: readonly string[];
  readonly nextSteps?: readonly NextStep[];
  readonly warnings: readonly string[];
}

function addWaiting(noun: Command, run: Run): void {
  noun
    .command('waiting')
    .description('unknown devices of the organization’s device networks that were refused or gave up')
    .option('--all', 'also those ignored, and those only seen')
    .addHelpText(
      'after',
      '\nThe networks are set by doorpost org set --device-network.\n\nExample:\n  doorpost device waiting --all',
    )
    .action(
      run(async (context, chosen: { all?: boolean }) => {
        const { items } = await context.client.ask<{ items: readonly Waiting[] }>('GET', '/waiting-devices', {
          query: { ...context.organization, ...(chosen.all ? { all: 'true' } : {}) },
        });
        context.output.data(items);
        context.output.table(
          ['ADDRESS', 'CALLS ITSELF', 'STATE', 'LAST SEEN', 'TLS', 'AUTH', 'WOULD NEED', 'BECAUSE'],
          items.map((each) => [
            each.address,
            each.helo ?? '',
            each.state,
            timeText(each.lastSeen),
            each.tried?.tls ?? '',
            each.tried?.auth ?? '',
            each.proposal.profile ?? '',
            each.lastRefusal?.cause ?? '',
          ]),
          'nothing waits (a device that is connected right now is added when its session ends; live: doorpost watch)',
        );
        if (items.length > 0) context.output.hint('Let one in: doorpost device approve <address>');
      }),
    );
  noun
    .command('approve <address-or-name>')
    .description('let a device in: its record, the profile it needs, and the right to relay from its address alone')
    .option('--name <name>', 'what you call it')
    .option('--place <words>', 'where it stands')
    .option('--owner <address>', 'who gets its reports and notices')
    .option('--language <code>', 'the owner’s: en, de, fr, es')
    .option('--profile <name>', 'instead of the proposed one')
    .option('--connector <name>', 'add the address to this inbound connector instead of making one')
    .option('--relay', 'let it relay by its address though it signs in')
    .addHelpText('after', '\nExample:\n  doorpost device approve 192.0.2.10 --name "Copier 2nd floor"')
    .action(
      run(async (context, name: string, chosen: Readonly<Record<string, unknown>>) => {
        const answer = await context.client.ask<Approved>('POST', `/waiting-devices/${segment(name)}/approve`, {
          query: context.organization,
          body: given(chosen),
        });
        context.output.data(answer);
        for (const sentence of answer.done) context.output.line(`- ${sentence}`);
        tellNext(context.output, answer);
        for (const warning of answer.warnings) context.output.warn(warning);
      }),
    );
  noun
    .command('ignore <address>')
    .description('take a device off the waiting list; it stays refused')
    .action(
      run(async (context, address: string) => {
        const answer = await context.client.ask('POST', `/waiting-devices/${segment(address)}/ignore`, {
          query: context.organization,
        });
        context.output.data(answer);
        context.output.hint(`${address} is ignored; doorpost device waiting --all still shows it`);
      }),
    );
}

interface Imported {
  readonly changes: readonly { readonly action: string; readonly name: string; readonly fields: readonly object[] }[];
  readonly applied: boolean;
  readonly warnings: readonly string[];
  readonly next?: readonly string[];
  readonly nextSteps?: readonly NextStep[];
}

function addTable(noun: Command, run: Run): void {
  noun
    .command('export')
    .description('all devices as CSV, one a line, for a spreadsheet')
    .action(
      run(async (context) => {
        const csv = await context.client.text('GET', '/device-csv', { query: context.organization });
        context.output.data({ csv });
        if (!context.output.json) context.io.out(csv);
      }),
    );
  noun
    .command('import <file>')
    .description('devices from CSV: found by name, added or changed, all or none; those not in it stay')
    .option('--dry-run', 'only show what would change')
    .addHelpText(
      'after',
      '\nThe columns are those of doorpost device export; columns that are not there change nothing. Several addresses or logins stand in one\ncell with ; between them: 192.0.2.10;192.0.2.11\n\nExample:\n  doorpost device import devices.csv --dry-run',
    )
    .action(
      run(async (context, file: string, chosen: { dryRun?: boolean }) => {
        const csv = await readInput(context, file);
        if (csv.trim() === '')
          throw usage(
            file === '-' ? 'nothing came on standard input' : `${file} is empty`,
            'its first line names the columns, as those of doorpost device export',
          );
        const answer = await context.client.ask<Imported>('POST', '/device-csv', {
          query: context.organization,
          body: { csv, dryRun: chosen.dryRun ?? false },
        });
        context.output.data(answer);
        context.output.table(
          ['', 'DEVICE', 'FIELDS'],
          answer.changes.map(({ action, name, fields }) => [
            action,
            name,
            fields.map((each) => String((each as { field?: unknown }).field)).join(', '),
          ]),
          'nothing changes',
        );
        for (const warning of answer.warnings) context.output.warn(warning);
        tellNext(context.output, answer);
        if (!answer.applied) context.output.line('Nothing was changed yet: the same without --dry-run does it.');
      }),
    );
}
