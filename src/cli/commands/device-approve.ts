/** device approve: one device, told in sentences; or several, as a table of what would be done, a question, and each its outcome. */
import { many } from '../../base/words/amounts.ts';
import type { Command } from 'commander';
import { waitingDevices } from '../../admin/contracts/devices.ts';
import type { AnswerOf, BodySaid } from '../../admin/contracts/operation.ts';
import { bounds } from '../../base/bounds.ts';
import { cureText } from '../../texts/remedy.ts';
import type { Context } from '../context.ts';
import { consent } from '../questions/consent.ts';
import { exitCodes, usage } from '../terminal/failure.ts';
import { type Run, tellNext, tellWarnings } from './collection.ts';

type One = BodySaid<typeof waitingDevices.approve>;
type Several = BodySaid<typeof waitingDevices.approveSeveral>;
type Answer = AnswerOf<typeof waitingDevices.approveSeveral>;
type Item = Answer['items'][number];

interface ApproveOptions extends One {
  readonly allWaiting?: true;
  readonly network?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

export function addApprove(noun: Command, run: Run): void {
  noun
    .command('approve [addresses-or-names...]')
    .description('let devices in: a record, the profile each needs, and the right to relay from its address alone')
    .option('--name <name>', 'what you call it; of one device')
    .option('--place <words>', 'where it stands')
    .option('--owner <address>', 'who gets its reports and notices')
    .option('--language <code>', 'the owner’s: en, de, fr, es')
    .option('--profile <name>', 'instead of the proposed one')
    .option('--connector <name>', 'add the address to this inbound connector instead of making one')
    .option('--relay', 'let it relay by its address though it signs in')
    .option('--all-waiting', 'all that wait')
    .option('--network <cidr>', 'all that wait in this network')
    .option('--dry-run', 'only show what would be done')
    .addHelpText(
      'after',
      '\nOf several, each is let in by itself: one that cannot be is told, keeps no other out, and ends the command with 1.\n\nExamples:\n  doorpost device approve 192.0.2.10 --name "Copier 2nd floor"\n  doorpost device approve 192.0.2.10 192.0.2.11 --place "2nd floor"\n  doorpost device approve --network 192.0.2.0/24 --dry-run\n  doorpost device approve --all-waiting --yes --json',
    )
    .action(
      run(async (context, names: readonly string[], chosen: ApproveOptions) => {
        const { allWaiting, network, dryRun, yes, ...approval } = chosen;
        const [only] = names;
        if (only === undefined && allWaiting === undefined && network === undefined)
          throw usage('nobody is named', 'name addresses or devices, or say --all-waiting or --network');
        const isOne = names.length === 1 && !allWaiting && network === undefined;
        if (isOne && only !== undefined && !dryRun) return approveOne(context, only, approval);
        if (approval.name !== undefined && !isOne)
          throw usage(
            '--name is of one device, and several are selected',
            'let them in without it: each is named as it calls itself',
          );
        const selected = { devices: [...names], ...(allWaiting && { allWaiting }), ...(network && { network }) };
        return approveSeveral(context, { ...approval, ...selected }, { dryRun: dryRun ?? false, yes: yes ?? false });
      }),
    );
}

async function approveOne(context: Context, name: string, body: One): Promise<number> {
  const query = context.organization;
  const answer = await context.client.ask(waitingDevices.approve, { params: { name }, query, body });
  context.output.data(answer);
  for (const sentence of answer.done) context.output.line(`- ${sentence}`);
  tellNext(context.output, answer);
  tellWarnings(context.output, answer);
  return 0;
}

async function approveSeveral(
  context: Context,
  said: Several,
  { dryRun, yes }: { readonly dryRun: boolean; readonly yes: boolean },
): Promise<number> {
  const ask = (body: Several): Promise<Answer> =>
    context.client.ask(waitingDevices.approveSeveral, {
      body,
      query: context.organization,
      timeoutMs: bounds.cli.applyAnswer,
    });
  const planned = await ask({ ...said, dryRun: true });
  const willing = planned.items.filter(({ outcome }) => outcome !== 'refused');
  if (dryRun || willing.length === 0) {
    context.output.data(planned);
    show(context, planned);
    if (planned.items.length > 0) context.output.line('Nothing was changed.');
    return dryRun ? 0 : ended(planned);
  }
  if (!yes) {
    show(context, planned);
    await consent(context.io, questionOf(planned, willing));
  }
  // By name: what began to wait meanwhile was in no table.
  const { network: _, allWaiting: __, ...rest } = said;
  const answer = await ask({ ...rest, devices: planned.items.map(({ asked }) => asked) });
  context.output.data({ ...answer, more: planned.more });
  show(context, { ...answer, more: planned.more });
  return ended(answer);
}

const ended = ({ items }: Answer): number =>
  items.some(({ outcome }) => outcome === 'refused') ? exitCodes.refused : 0;

function questionOf(planned: Answer, willing: readonly Item[]) {
  const relaying = willing.filter(({ connector }) => connector !== null).length;
  const refused = planned.items.length - willing.length;
  return {
    act: `let ${many(willing.length, 'device')} in`,
    lost: [
      `${relaying} of them ${relaying === 1 ? 'gets' : 'get'} the right to relay by ${relaying === 1 ? 'its' : 'their'} address`,
      ...(refused > 0 ? [`${refused} cannot be let in, and stay out`] : []),
    ],
  };
}

function show(context: Context, { items, more, applied }: Answer): void {
  const { output, shell } = context;
  output.table(
    ['ASKED', '', 'DEVICE', 'PROFILE', 'RELAYS BY', 'BECAUSE'],
    items.map(({ asked, outcome, name, profile, connector, problem }) => [
      asked,
      outcome === 'would-be-approved' ? 'would be let in' : outcome === 'approved' ? 'let in' : 'refused',
      name,
      profile,
      connector,
      problem?.detail,
    ]),
    'nothing waits there',
  );
  for (const { asked, problem, ...left } of items) {
    if (problem !== null) output.line(`${asked}: ${cureText(problem, shell)}`);
    tellWarnings(output, left, `${asked}: `);
    if (applied) tellNext(output, left, `${asked}: `);
  }
  if (more > 0) output.line(`${more} more wait: let these in, then do it again.`);
  const count = items.filter(({ outcome }) => outcome === 'refused').length;
  if (applied) output.line(`${items.length - count} let in, ${count} refused`);
}
