/** Devices: what an administrator says of them, what was seen of them, those that wait to be let in, and their list as a table file. */
import { many } from '../../base/words/amounts.ts';
import { isIP } from 'node:net';
import type { Command } from 'commander';
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import { inboundConnectors } from '../../admin/contracts/connectors.ts';
import { devices, deviceTable, waitingDevices } from '../../admin/contracts/devices.ts';
import { runChecks } from '../../admin/contracts/help.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import type { ToldCure } from '../../mail/remedy.ts';
import type { Step } from '../../mail/step.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import { addChangeOptions, addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { addRewritingOptions, type RewritingOptions, rewritingOf } from './rewriting-options.ts';
import type { Context } from '../context.ts';
import { NO_TLS } from '../../mail/sighting.ts';
import { command, shellWord, typed } from '../../texts/command.ts';
import { asTyped } from '../../texts/kept.ts';
import { type Phrase, say } from '../../texts/phrase.ts';
import { cureText } from '../../texts/remedy.ts';
import { habits } from '../../texts/en/habits.ts';
import { isHabit } from '../../policy/devices/habits.ts';
import { verbsOf, type ViewIn } from '../client/collection.ts';
import {
  addList,
  addRemove,
  addShow,
  change,
  type Collection,
  create,
  type Row,
  type Run,
  type ShownObject,
  viewFields,
} from './collection.ts';
import { shortened } from '../terminal/escape.ts';
import { CliFailure, usage } from '../terminal/failure.ts';
import { timeText } from '../terminal/output.ts';
import { addApprove } from './device-approve.ts';
import { whyNothingWaits } from './nothing-waits.ts';
import { addPreviewRewriting } from './preview-rewriting.ts';
import { addTable } from './tables.ts';

type DeviceView = ViewIn<typeof devices>;
type Seen = NonNullable<DeviceView['seen']>;

/** The devices an administrator wants to see first: trouble that is newer than the last mail that was taken. */
const trouble = (of: Seen | null): string =>
  of?.lastRefusal && of.lastRefusal.at > (of.lastAccepted ?? 0) ? of.lastRefusal.cause : '';

/** Its sighting, below what was said of it. */
async function shownFields(
  context: Context,
  { seen, ...withoutSeen }: { readonly seen: Seen | null; readonly id: string; readonly name?: string },
): Promise<readonly Row[]> {
  const said = viewFields(withoutSeen);
  if (seen === null) return [...said, ['seen', 'never']];
  const of = seen;
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
    ['counts', [many(of.sessions, 'session'), many(of.messages, 'mail'), many(of.refusals, 'refusal')].join(', ')],
    ...(await troubleRows(context, withoutSeen.name === undefined ? null : withoutSeen.id, of)),
  ];
}

/** @param id of a device that has a record; null: nobody has said anything of it. */
async function troubleRows(context: Context, id: string | null, of: Seen): Promise<readonly Row[]> {
  const { lastRefusal: refusal } = of;
  if (refusal === null) return [];
  const typedHere = (cure: ToldCure): string => cureText(cure, context.shell);
  const rows: readonly Row[] = [
    ['last error', `${timeText(refusal.at)}: ${asTyped(refusal.cause, context.shell)}`],
    ['its reference', refusal.reference],
  ];
  if (trouble(of) === '') return [...rows, ['its cure then', typedHere(refusal)], ['now', 'it has sent mail since']];
  const now = id === null ? null : await standingOf(context, id);
  if (now === null || now.error?.outcome === 'bad') return [...rows, ['its cure', typedHere(refusal)]];
  return [...rows, ['its cure then', typedHere(refusal)], ...nowRows(now, typedHere)];
}

interface Standing {
  /** Its last error, as it is to be read now. */
  readonly error: Step | undefined;
  /** The answer that it would get now. */
  readonly right: Step | undefined;
}

function nowRows({ error, right }: Standing, typedHere: (cure: ToldCure) => string): readonly Row[] {
  const told = right?.outcome === 'bad' ? right : error;
  const { cure = null, remedy = null } = told ?? {};
  return [
    ['now', right?.text],
    ['to do', cure === null ? null : typedHere({ cure, ...(remedy && { remedy }) })],
  ];
}

/** A refusal may have been set right since: the check asks as if the device came now. null: nothing could be asked. */
async function standingOf({ client, organization }: Context, name: string): Promise<Standing | null> {
  const steps: Step[] = [];
  const said = { body: { what: 'device', name, ...organization } as const, timeoutMs: bounds.cli.deviceStanding };
  const take = (line: AnswerOf<typeof runChecks>): void => void ('what' in line && steps.push(line));
  try {
    await client.lines(runChecks, said, take);
  } catch (error) {
    if (error instanceof CliFailure) return null;
    throw error;
  }
  const named = (what: string): Step | undefined => steps.find((step) => step.what === what);
  return { error: named('last error'), right: named('right') };
}

/** By its address: the device that has it, or what was seen there of one that has no record. */
async function atAddress(context: Context, address: string): Promise<ShownObject | null> {
  const { client, organization } = context;
  if (isIP(address) === 0) return null;
  const query = { ...organization, address };
  const [known] = await client.all(devices.list, { query });
  if (known !== undefined) return { data: known, rows: await shownFields(context, known) };
  const [stranger] = await client.all(waitingDevices.list, { query: { ...query, all: 'true' } });
  if (stranger === undefined) return null;
  const { state, proposal } = stranger;
  const data = { id: address, state, 'would need': proposal.profile, seen: stranger };
  return { data, rows: await shownFields(context, data) };
}

const { shape } = deviceForms;

const collection: Collection<typeof devices> = {
  contract: devices,
  typed: { shape: shape },
  called: ({ name }) => name,
  noun: 'device',
  plural: 'devices',
  argument: 'name',
  fields: (device, context) => shownFields(context, device),
  columns: [
    ...columnsOf(shape, 'name', 'place'),
    ['KNOWN BY', ({ addresses, logins }) => [...addresses, ...logins]],
    ...columnsOf(shape, 'profile', 'owner'),
    ['LAST SEEN', ({ seen }) => timeText(seen?.lastSeen)],
    ['MAILS', ({ seen }) => seen?.messages ?? 0],
    // Whole in `device show`: a wide column breaks all the others.
    ['TROUBLE', ({ seen }) => shortened(trouble(seen), 48)],
  ],
};

interface DeviceOptions extends RewritingOptions {
  readonly rename?: string;
  readonly address?: readonly string[];
  readonly login?: readonly string[];
}

const options = (command: Command): Command => addRewritingOptions(addFieldOptions(command, shape));

const body = (chosen: DeviceOptions) => ({
  ...fieldsOf(shape, chosen),
  ...given({ name: chosen.rename, rewriting: rewritingOf(chosen) }),
});

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
        await create(context, collection, { ...body(chosen), name });
      }),
    );
  addList(noun, collection, run);
  addShow(noun, { ...collection, argument: 'name-or-address' }, run, atAddress);
  addChangeOptions(options(noun.command('set <name>').description('change a device’s record')), shape)
    .option('--rename <name>', 'give it another name')
    .addHelpText('after', '\nExample:\n  doorpost device set "Copier 2nd floor" --silent-after 3 --language de')
    .action(
      run(async (context, name: string, chosen: DeviceOptions) => {
        const changes = body(chosen);
        await change(context, collection, name, changes);
      }),
    );
  addRemove(noun, collection, run, rightsLeft);
  addPreviewRewriting(noun, run);
  addWaiting(noun, run);
  addTable(noun, { operations: deviceTable, plural: 'devices', exporting: command`device export` }, run).addHelpText(
    'after',
    `
The columns are those of doorpost device export; columns that are not there change nothing. Several addresses or logins stand in one
cell with ; between them: 192.0.2.10;192.0.2.11

The column may_send is the whole of a device's right to send: address (a connector of its own, where none covers it yet), sign-in (it needs
a login), address;sign-in, or nothing, which takes its right by address away. senders: the domains it may send for by its address.

Example:
  doorpost device import devices.csv --dry-run`,
  );
}

/** A device's record gives no right, so that its removal takes none away: its connector's does. */
async function rightsLeft(context: Context, name: string): Promise<Phrase | null> {
  const { addresses } = await verbsOf(context, devices).show(name);
  const isIts = (address: string): boolean => addresses.includes(address);
  const query = context.organization;
  const covering = (await context.client.all(inboundConnectors.list, { query })).filter(({ senderAddresses }) =>
    senderAddresses.some(isIts),
  );
  if (covering.length === 0) return null;
  const ends = covering.map(({ name: called, senderAddresses }) =>
    senderAddresses.every(isIts)
      ? say`${command`connector remove ${called}`}`
      : say`take its address out of the connector ${shellWord(called)}`,
  );
  const all = ends.reduce((before, end) => say`${before}, and ${end}`);
  return say`; it may still send from its address, by a connector. To end that: ${all}`;
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
        const items = await context.client.all(waitingDevices.list, {
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
            each.tried.tls ?? '',
            each.tried.auth ?? '',
            each.proposal.profile ?? '',
            asTyped(each.lastRefusal?.cause ?? '', context.shell),
          ]),
          `nothing waits (a device that is connected right now is added when its session ends; live: ${typed(command`watch`, context.shell)})`,
        );
        const why = items.length === 0 && !context.output.json ? await whyNothingWaits(context) : null;
        if (why !== null) context.output.hint(why);
        if (items.length > 0)
          context.output.hint(
            say`Let one in: ${command`device approve <address>`}; all of these: ${command`device approve --all-waiting`}`,
          );
      }),
    );
  addApprove(noun, run);
  noun
    .command('ignore <address>')
    .description('take a device off the waiting list; it stays refused')
    .action(
      run(async (context, address: string) => {
        const answer = await context.client.ask(waitingDevices.ignore, {
          params: { name: address },
          query: context.organization,
        });
        context.output.data(answer);
        context.output.hint(say`${address} is ignored; still shown by ${command`device waiting --all`}`);
      }),
    );
}
