import type { Command } from 'commander';
import { limitPair, listed, onOff } from '../terminal/arguments.ts';
import {
  addList,
  addRemove,
  addShow,
  change,
  type Collection,
  create,
  field,
  given,
  type Run,
  type View,
} from './collection.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';

const organizations: Collection = {
  path: 'organizations',
  noun: 'organization',
  plural: 'organizations',
  argument: 'name',
  columns: [
    ['NAME', field('name')],
    ['SMTP AUTH', field('smtpAuth')],
    ['REJECT DIRECT SEND', field('rejectDirectSend')],
    ['LICENSING', field('licensing')],
    ['POSTMASTER', field('postmaster')],
  ],
};

interface SetOptions {
  readonly rename?: string;
  readonly smtpAuth?: boolean;
  readonly passwordAuth?: boolean;
  readonly rejectDirectSend?: boolean;
  readonly strangersInOwnName?: string;
  readonly licensing?: string;
  readonly copyOrphanReports?: boolean;
  readonly postmaster?: string;
  readonly alarmAddress?: readonly string[];
  readonly alarmWebhook?: string;
  readonly language?: string;
  readonly deviceNetwork?: readonly string[];
  readonly limit?: object;
  readonly default?: boolean;
}

const options = (command: Command): Command =>
  command
    .option('--smtp-auth <on|off>', 'sign-in at all; off: 535 5.7.139', onOff)
    .option('--password-auth <on|off>', 'sign-in with a password', onOff)
    .option('--reject-direct-send <on|off>', 'refuse strangers who send in our own name: 550 5.7.68', onOff)
    .option(
      '--strangers-in-own-name <how>',
      'their mail in the name of an own domain that goes on by our outbound connectors: refuse (550 5.7.68), allow, undecided',
    )
    .option('--licensing <mode>', 'off, report or enforce')
    .option('--copy-orphan-reports <on|off>', 'reports for senders without mailbox also go to postmaster', onOff)
    .option('--postmaster <address>', 'who answers postmaster@ and abuse@; none: nobody in particular')
    .option('--alarm-address <address>', 'who gets alarms by mail; repeat for more; none: postmaster', listed)
    .option('--alarm-webhook <url>', 'gets each alarm as JSON; none')
    .option('--language <en|de|fr|es>', 'of reports about mail that was not delivered, where no device has its own')
    .option('--device-network <cidr>', 'unknown devices in it wait for approval; repeat for more; none', listed)
    .option('--limit <name=value>', 'override a limit; repeat for more; default takes it away', limitPair)
    .option('--default', 'make it the organization that is meant when none is named');

const body = (given_: SetOptions): Readonly<Record<string, unknown>> =>
  given({
    smtpAuth: given_.smtpAuth,
    passwordAuth: given_.passwordAuth,
    rejectDirectSend: given_.rejectDirectSend,
    strangersInOwnName: given_.strangersInOwnName,
    licensing: given_.licensing,
    copyOrphanReportsToPostmaster: given_.copyOrphanReports,
    postmaster: given_.postmaster === 'none' ? null : given_.postmaster,
    alarmAddresses: given_.alarmAddress,
    alarmWebhook: given_.alarmWebhook === 'none' ? null : given_.alarmWebhook,
    language: given_.language,
    deviceNetworks: given_.deviceNetwork,
    limits: given_.limit,
  });

export function addOrganization(program: Command, run: Run): void {
  const noun = program
    .command('org')
    .alias('organization')
    .description('organizations: what domains, mailboxes and connectors belong to');
  options(noun.command('add <name>').description('add an organization')).action(
    run(async (context, name: string, chosen: SetOptions) => {
      await create(context, organizations, { name, ...body(chosen) });
      if (chosen.default) await makeDefault(context, name);
    }),
  );
  addList(noun, organizations, run);
  addShow(noun, organizations, run);
  options(noun.command('set [name]').description('change an organization; without a name the default one'))
    .option('--rename <name>', 'give it another name')
    .addHelpText('after', '\nExample:\n  doorpost org set --reject-direct-send on')
    .action(
      run(async (context, name: string | undefined, chosen: SetOptions) => {
        const changes = { ...body(chosen), ...given({ name: chosen.rename }) };
        const target = name ?? (await meantOrganization(context));
        if (Object.keys(changes).length > 0) await change(context, organizations, target, changes);
        else if (!chosen.default) throw usage('nothing to change', '`doorpost org set --help` lists what can be set');
        if (chosen.default) await makeDefault(context, chosen.rename ?? target);
      }),
    );
  addRemove(noun, organizations, run);
}

async function makeDefault(context: Context, name: string): Promise<void> {
  await context.client.ask('PATCH', '/system', { body: { defaultOrganization: name } });
  context.output.line(`${name} is the default organization`);
}

/** The organization an administrator means who names none: `--organization`, the default, or the only one. */
export async function meantOrganization(context: Context): Promise<string> {
  if (context.organization.organization !== undefined) return context.organization.organization;
  const { items } = await context.client.ask<{ items: readonly View[] }>('GET', '/organizations');
  if (items.length === 1) return String(items[0]?.['name']);
  const { item } = await context.client.ask<{ item: View }>('GET', '/system');
  const byId = items.find((one) => one.id === item['defaultOrganizationId']);
  const name = byId?.['name'] ?? item['defaultOrganization'];
  if (typeof name === 'string') return name;
  throw usage('several organizations, and none is the default', 'name one, or `doorpost org set NAME --default`');
}
