import { given } from '../../base/given.ts';
import { bounds } from '../../base/bounds.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { outboundConnectors } from '../../admin/contracts/connectors.ts';
import { verbsOf } from '../client/collection.ts';
import { addList, addRemove, addShow, change, create, type Run } from './collection.ts';
import { type Context, obtainRefreshToken } from '../context.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { CliFailure } from '../terminal/failure.ts';
import { addConnectorTest, hostsAfter, organizationOfUpstream, outbound } from './outbound-connector.ts';
import { timeText } from '../terminal/output.ts';
import { runOfUpstreams } from '../terminal/speak-of-upstreams.ts';
import { addUpstreamStatus } from './upstream-status.ts';
import { addChangeOptions, listOptions } from './field-options.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import { addWithoutUpstream, sayingWithout, type WithoutUpstream } from './without-upstream.ts';
import { upstreamBody, type UpstreamOptions, upstreamOptions, upstreamsTyped } from './upstream-options.ts';

/** An upstream is an outbound connector; here it is called by what it is for. */
const upstreams = { ...outbound, noun: 'upstream', plural: 'upstreams', typed: upstreamsTyped };

/** How often a terminal looks whether the person is done. */
const LOOK_EVERY_MS = 2_000;

export function addUpstream(program: Command, plainRun: Run): void {
  const run = runOfUpstreams(plainRun);
  const noun = program
    .command('upstream')
    .description('upstreams: Microsoft 365, Graph, Google, smart hosts; how mail goes on and how we sign in there');
  addNew(noun, run);
  addChange(noun, run);
  addList(noun, upstreams, run);
  addShow(noun, upstreams, run);
  addUpstreamStatus(noun, run);
  addConnectorTest(noun, run, 'upstream');
  addSignIn(noun, run);
  addWithoutUpstream(
    addRemove(noun, upstreams, run, undefined, (context, name, chosen, act) =>
      sayingWithout(context, chosen, () => organizationOfUpstream(context, name), act),
    ),
  );
}

function addNew(noun: Command, run: Run): void {
  upstreamOptions(noun.command('add <name>').description('add an upstream'))
    .addHelpText(
      'after',
      `
Examples:
  doorpost upstream add "Microsoft 365" --kind microsoft365-submission --tenant contoso.com --client-id 11111111-2222-3333-4444-555555555555 --username printer@contoso.com --secret-stdin --secret-expires 2027-06-30 --rewrite-from printer@contoso.com --rewrite-reverse-path printer@contoso.com --reply-to-original on
  doorpost upstream add Graph --kind graph --tenant contoso.com --client-id 11111111-2222-3333-4444-555555555555 --username printer@contoso.com --app-certificate /etc/doorpost/app.pem --app-key /etc/doorpost/app.key --rewrite-from printer@contoso.com --rewrite-reverse-path printer@contoso.com --reply-to-original on
  doorpost upstream add Tenant --kind microsoft365-connector --host contoso-com.mail.protection.outlook.com --client-certificate /etc/doorpost/relay.pem --client-key /etc/doorpost/relay.key
  doorpost upstream add Provider --kind smart-host --host mail.example.net:587 --username relay@contoso.com --password-stdin`,
    )
    .action(
      run(async (context, name: string, chosen: UpstreamOptions) => {
        const { auth } = await create(context, upstreams, { ...(await upstreamBody(context, chosen, null)), name });
        if (auth?.kind === 'delegated' && !chosen.refreshTokenStdin)
          context.output.hint(
            say`now sign in: ${command`upstream sign-in ${name} ${auth.deviceEndpoint === null && ['--refresh-token-stdin']}`}`,
          );
        else tellTest(context, name);
      }),
    );
}

const tellTest = ({ output }: Context, name: string): void =>
  output.hint(say`try it: ${command`upstream test ${name} --to you@example.com`}`);

function addChange(noun: Command, run: Run): void {
  const [added, taken] = listOptions('host', '<host:port>');
  addWithoutUpstream(
    addChangeOptions(
      upstreamOptions(noun.command('set <name>').description('change an upstream')),
      outboundConnectorForms.shape,
    ),
  )
    .addOption(added)
    .addOption(taken)
    .option('--rename <name>', 'give it another name')
    .addHelpText(
      'after',
      '\nExamples:\n  doorpost upstream set "Microsoft 365" --secret-stdin --secret-expires 2028-06-30\n  doorpost upstream set "Microsoft 365" --pace 30/3/10000 --failover Graph\n  doorpost upstream set Graph --rewrite-from printer@contoso.com --rewrite-reverse-path printer@contoso.com --reply-to-original on',
    )
    .action(
      run(async (context, name: string, chosen: UpstreamOptions & WithoutUpstream) => {
        const present = await verbsOf(context, outboundConnectors).show(name);
        const said = { ...chosen, ...hostsAfter(present, chosen, '--host', 587) };
        const changes = { ...(await upstreamBody(context, said, present)), ...given({ name: chosen.rename }) };
        await sayingWithout(
          context,
          chosen,
          async () => present.organization ?? null,
          () => change(context, upstreams, name, changes),
        );
      }),
    );
}

function addSignIn(noun: Command, run: Run): void {
  noun
    .command('sign-in <name>')
    .description('sign in for a person: shows a code to type at the provider')
    .option('--refresh-token-stdin', 'you have a refresh token already: read it from standard input')
    .option('--no-wait', 'show the code and go')
    .addHelpText('after', '\nExample:\n  doorpost upstream sign-in "Microsoft 365"')
    .action(
      run(async (context, name: string, chosen: { refreshTokenStdin?: boolean; wait: boolean }) => {
        if (chosen.refreshTokenStdin) {
          const refreshToken = await obtainRefreshToken(context.io);
          return change(context, upstreams, name, { auth: { refreshToken } });
        }
        return signInByCode(context, name, chosen.wait);
      }),
    );
}

async function signInByCode(context: Context, name: string, wait: boolean): Promise<number> {
  const said = { params: { name }, query: context.organization, timeoutMs: bounds.cli.signInAnswer };
  let state = await context.client.ask(outboundConnectors.signIn, said);
  context.output.line(`open   ${state.verificationUri ?? ''}`);
  context.output.line(`type   ${state.userCode ?? ''}`);
  if (state.expiresAt !== undefined) context.output.line(`until  ${timeText(state.expiresAt)}`);
  if (!wait) {
    context.output.data(state);
    return 0;
  }
  const waiting = (async () => {
    while (state.state === 'waiting') {
      await sleep(LOOK_EVERY_MS);
      state = await context.client.ask(outboundConnectors.signInState, said);
    }
  })();
  await context.output.during('waiting for the sign-in at the provider ...', waiting);
  context.output.data(state);
  if (state.state !== 'done')
    throw new CliFailure(
      state.text ?? 'the sign-in came to nothing',
      say`start again: ${command`upstream sign-in ${name}`}`,
    );
  context.output.line(`signed in; the upstream renews it by itself`);
  tellTest(context, name);
  return 0;
}
