/** Device profiles: the built-in ones to read, and an administrator's own. */
import type { Command } from 'commander';
import { listed, onOff } from '../terminal/arguments.ts';
import {
  addRemove,
  change,
  type Collection,
  create,
  field,
  get,
  given,
  type Run,
  type View,
  viewFields,
} from './collection.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';

const profiles: Collection = {
  path: 'device-profiles',
  noun: 'profile',
  plural: 'device profiles',
  argument: 'name',
  columns: [
    ['NAME', field('name')],
    ['BUILT IN', (view) => (view['builtIn'] === true ? 'yes' : '')],
    ['TLS FROM', field('tlsMinimum')],
    ['AUTH', field('authMechanisms')],
    ['AUTH BEFORE TLS', field('authBeforeTls')],
    ['HELO', field('hello')],
    ['ADDRESSES', field('addresses')],
    ['LINE ENDS', field('lineEnds')],
    ['LONG LINES', field('longLines')],
    ['TLS ON CLEAR PORT', field('tlsOnClearPort')],
  ],
};

interface ProfileOptions {
  readonly from?: string;
  readonly rename?: string;
  readonly tls?: string;
  readonly oldCiphers?: boolean;
  readonly auth?: readonly string[];
  readonly authBeforeTls?: boolean;
  readonly hello?: string;
  readonly addresses?: string;
  readonly lineEnds?: string;
  readonly longLines?: string;
  readonly tlsOnClearPort?: string;
  readonly earlyContent?: string;
  readonly rawHeaders?: string;
  readonly removeBcc?: boolean;
}

const options = (command: Command): Command =>
  command
    .option('--tls <version>', 'lowest TLS version: TLSv1, TLSv1.1, TLSv1.2')
    .option('--old-ciphers <on|off>', 'RSA key exchange, SHA-1 and short keys, with an RSA certificate', onOff)
    .option('--auth <mechanism>', 'PLAIN, LOGIN, CRAM-MD5, in the order offered; repeat for more', listed)
    .option('--auth-before-tls <on|off>', 'a password in clear text, from listed addresses alone', onOff)
    .option('--hello <how>', 'strict, any')
    .option('--addresses <how>', 'strict, lenient')
    .option(
      '--line-ends <how>',
      'bare LF and CR: reject, normalize; lf: LF . LF may end a message too, of who speaks LF alone',
    )
    .option('--long-lines <how>', 'over 998 octets: reject, wrap')
    .option('--tls-on-clear-port <how>', 'a handshake where clear text belongs: refuse, serve')
    .option('--early-content <how>', 'content sent without waiting for 354: refuse, take')
    .option('--raw-headers <how>', '8-bit header fields: keep, encode')
    .option('--remove-bcc <on|off>', 'take Bcc away, as at submission', onOff);

const body = (chosen: ProfileOptions): Readonly<Record<string, unknown>> =>
  given({
    name: chosen.rename,
    tlsMinimum: chosen.tls,
    oldCiphers: chosen.oldCiphers,
    authMechanisms: chosen.auth,
    authBeforeTls: chosen.authBeforeTls,
    hello: chosen.hello,
    addresses: chosen.addresses,
    lineEnds: chosen.lineEnds,
    longLines: chosen.longLines,
    tlsOnClearPort: chosen.tlsOnClearPort,
    earlyContent: chosen.earlyContent,
    rawHeaders: chosen.rawHeaders,
    removeBcc: chosen.removeBcc,
  });

export function addProfile(program: Command, run: Run): void {
  const noun = program
    .command('profile')
    .description('device profiles: what listed devices may do that the standards do not allow');
  noun
    .command('list')
    .alias('ls')
    .description('list device profiles, the built-in ones too')
    .action(
      run(async (context) => {
        const own = await context.client.ask<{ items: readonly View[] }>('GET', '/device-profiles', {
          query: context.organization,
        });
        const items = [...(await builtIn(context)), ...own.items];
        context.output.data(items);
        context.output.table(
          profiles.columns.map(([header]) => header),
          items.map((view) => profiles.columns.map(([, value]) => value(view))),
          'no device profiles',
        );
      }),
    );
  noun
    .command('show <name>')
    .description('show one profile')
    .action(
      run(async (context, name: string) => {
        const found = (await builtIn(context)).find((each) => each['name'] === name.toLowerCase());
        const item = found ?? (await get(context, profiles, name)).item;
        context.output.data(item);
        context.output.fields(viewFields(item));
      }),
    );
  options(noun.command('add <name>').description('make a profile of your own'))
    .option('--from <profile>', 'begin with the traits of this one (strict)')
    .addHelpText('after', '\nExample:\n  doorpost profile add "Old fax" --from tolerant --tls TLSv1 --old-ciphers on')
    .action(
      run(async (context, name: string, chosen: ProfileOptions) => {
        await create(context, profiles, { ...body(chosen), ...given({ from: chosen.from }), name });
      }),
    );
  options(noun.command('set <name>').description('change a profile of your own; sessions from now on keep to it'))
    .option('--rename <name>', 'give it another name')
    .addHelpText('after', '\nExample:\n  doorpost profile set "Old fax" --long-lines wrap')
    .action(
      run(async (context, name: string, chosen: ProfileOptions) => {
        const changes = body(chosen);
        if (Object.keys(changes).length === 0)
          throw usage('nothing to change', '`doorpost profile set --help` lists what can be set');
        await change(context, profiles, name, changes);
      }),
    );
  addRemove(noun, profiles, run);
}

const builtIn = async (context: Context): Promise<readonly View[]> =>
  (await context.client.ask<{ items: readonly View[] }>('GET', '/built-in-profiles')).items;
