import { given } from '../../base/given.ts';
import { bounds } from '../../base/bounds.ts';
import { own } from '../../base/own.ts';
import type { Command } from 'commander';
import type { z } from 'zod';
import { inboundConnectors, outboundConnectors } from '../../admin/contracts/connectors.ts';
import type { Step } from '../../mail/step.ts';
import type { upstreamAuth } from '../../directory/kinds/upstream-sign-in.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import {
  addChangeOptions,
  addFieldOptions,
  changedEntries,
  listOptions,
  columnsOf,
  fieldsOf,
} from './field-options.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { type HostPort, hostPort } from '../terminal/arguments.ts';
import { follow } from '../client/follow.ts';
import { type CollectionContract, verbsOf, type ViewIn } from '../client/collection.ts';
import { change, type Collection, create, orElse, type Run, saysNothing } from './collection.ts';
import { type Context, obtainPassword } from '../context.ts';
import { type CliFailure, isNotFound, usage } from '../terminal/failure.ts';
import { addWithoutUpstream, sayingWithout, type WithoutUpstream } from './without-upstream.ts';
import { timeText } from '../terminal/output.ts';
import { showStep } from '../terminal/show-steps.ts';

const { shape } = outboundConnectorForms;

type OutboundView = ViewIn<typeof outboundConnectors>;

/** Options of both sets of commands that no field has by itself. */
export const optionsOfSignIn = {
  'auth.username': '--username',
  'auth.password': '--password-stdin',
  'clientCertificate.certificateFile': '--client-certificate',
  'clientCertificate.keyFile': '--client-key',
};

export const outbound: Collection<typeof outboundConnectors> = {
  contract: outboundConnectors,
  typed: { shape, more: { ...optionsOfSignIn, 'route.hosts': '--smart-host' } },
  called: ({ name }) => name,
  noun: 'connector',
  plural: 'outbound connectors',
  argument: 'name',
  columns: [
    ...columnsOf(shape, 'name', 'enabled', 'recipientDomains'),
    ['ROUTE', routeText],
    ...columnsOf(shape, 'tls'),
    ['LOGIN', ({ auth }) => auth?.username ?? ''],
    [
      'LAST TEST',
      ({ lastTest }) => (lastTest === null ? '' : `${lastTest.ok ? 'ok' : 'failed'} ${timeText(lastTest.at)}`),
    ],
  ],
};

/** A newer server may know more. */
const routeWords: Readonly<Record<string, string>> = { mx: 'MX' };

function routeText({ route }: OutboundView): string {
  if (route.kind === 'graph') return `Graph as ${route.user}`;
  if (route.kind !== 'smart-hosts') return own(routeWords, route.kind) ?? route.kind;
  return route.hosts.map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)).join(', ');
}

export const lastTestText = (test: OutboundView['lastTest']): string =>
  test === null ? 'never tested' : `${test.ok ? 'ok' : 'FAILED'} ${timeText(test.at)}: ${test.text}`;

const other = {
  in: {
    contract: inboundConnectors,
    what: 'an inbound connector',
    change: (name: string) => command`connector set ${name}`,
  },
  out: {
    contract: outboundConnectors,
    what: 'an outbound connector',
    change: (name: string) => command`connector set-outbound ${name}`,
  },
} as const;

/** A name that was not found in one direction may be one of the other: a better answer than "there is none". */
export async function inTheOtherDirection(
  context: Context,
  name: string,
  direction: keyof typeof other,
): Promise<CliFailure | null> {
  const { contract, what, change: changing } = other[direction];
  try {
    await verbsOf<CollectionContract>(context, contract).show(name);
    return usage(`${name} is ${what}`, say`it is changed by ${changing(name)}`);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

export interface CertificateOptions {
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

interface OutboundOptions extends CertificateOptions {
  readonly rename?: string;
  readonly smartHost?: readonly HostPort[];
  readonly addSmartHost?: readonly string[];
  readonly removeSmartHost?: readonly string[];
  readonly mx?: boolean;
  readonly username?: string;
  readonly password?: boolean;
  readonly passwordStdin?: boolean;
}

const options = (command: Command): Command =>
  addFieldOptions(command, shape)
    .option(
      '--smart-host <host:port>',
      'in order of preference; repeat for more (port 25)',
      (text: string, before: readonly HostPort[] | undefined) => [...(before ?? []), hostPort(25)(text)],
    )
    .option('--mx', "by the recipients' MX")
    .option('--username <login>', 'sign in as; asks for the password; none ends it')
    .option('--password-stdin', 'read the password from standard input (else DOORPOST_PASSWORD, else asked)')
    .option('--client-certificate <file>', 'PEM chain to show; none')
    .option('--client-key <file>', 'its key');

async function body(context: Context, chosen: OutboundOptions) {
  if (chosen.mx && chosen.smartHost)
    throw usage('--mx and --smart-host exclude each other', 'leave one of them out: by MX, or to the smart hosts');
  // Told before a password is asked for.
  clientCertificateOf(chosen);
  const { mx, smartHost } = chosen;
  return {
    ...fieldsOf(shape, chosen),
    ...given({
      route: mx ? ({ kind: 'mx' } as const) : smartHost && ({ kind: 'smart-hosts', hosts: smartHost } as const),
      auth: await authOf(context, chosen),
      clientCertificate: clientCertificateOf(chosen),
    }),
  };
}

/** undefined: leave it; null: none. */
export function clientCertificateOf({ clientCertificate: certificateFile, clientKey: keyFile }: CertificateOptions) {
  if (certificateFile === undefined) return undefined;
  if (certificateFile === 'none') return null;
  if (keyFile === undefined)
    throw usage('--client-certificate needs --client-key', 'name the PEM file of its key: --client-key FILE');
  return { certificateFile, keyFile };
}

/** undefined: leave it; null: none. Without a user name only the password is replaced. */
async function authOf(
  context: Context,
  chosen: OutboundOptions,
): Promise<z.input<typeof upstreamAuth> | null | undefined> {
  if (chosen.username === 'none') return null;
  if (chosen.username === undefined && !chosen.password && !chosen.passwordStdin) return undefined;
  const who = chosen.username ?? 'the connector';
  const password = await obtainPassword(
    context.io,
    chosen.passwordStdin === true,
    `Password of ${who} at the smart host`,
  );
  return given({ username: chosen.username, password });
}

export function addOutbound(noun: Command, run: Run): void {
  const [added, taken] = listOptions('smart-host', '<host:port>');
  options(noun.command('add-outbound <name>').description('add an outbound connector: how mail goes on'))
    .addHelpText(
      'after',
      '\nExamples:\n  doorpost connector add-outbound Provider --smart-host mail.example.net:587 --tls verified --username relay@contoso.com\n  doorpost connector add-outbound Exchange --recipient-domain accepted --smart-host 10.0.0.5',
    )
    .action(
      run(async (context, name: string, chosen: OutboundOptions) => {
        if (chosen.passwordStdin && chosen.username === undefined)
          throw usage('--password-stdin needs --username', 'say who signs in: --username relay@contoso.com');
        await create(context, outbound, { ...(await body(context, chosen)), name });
        context.output.hint(say`try it: ${command`connector test ${name} --to you@example.com`}`);
      }),
    );
  addWithoutUpstream(
    addChangeOptions(options(noun.command('set-outbound <name>').description('change an outbound connector')), shape),
  )
    .addOption(added)
    .addOption(taken)
    .option('--rename <name>', 'give it another name')
    .option('--password', 'another password for the same login (DOORPOST_PASSWORD, else asked)')
    .addHelpText(
      'after',
      '\nExamples:\n  doorpost connector set-outbound Provider --password\n  doorpost connector set-outbound Provider --smart-host mail.example.net:465 --tls wrapped',
    )
    .action(
      run(async (context, name: string, chosen: OutboundOptions & WithoutUpstream) => {
        const named = given({ name: chosen.rename });
        const said = { ...chosen, ...(await smartHostsAfter(context, name, chosen)) };
        const asked = await body(context, said);
        // Nothing but a password in the environment: that is what it is for.
        const changes =
          saysNothing({ ...asked, ...named }) && context.io.env['DOORPOST_PASSWORD']
            ? await body(context, { ...chosen, password: true })
            : { ...asked, ...named };
        await sayingWithout(
          context,
          chosen,
          () => organizationOfUpstream(context, name),
          () => change(context, outbound, name, changes, () => inTheOtherDirection(context, name, 'in')),
        );
      }),
    );
  addConnectorTest(noun, run, 'connector');
}

export const organizationOfUpstream = async (context: Context, name: string): Promise<string | null> =>
  (await verbsOf(context, outboundConnectors).show(name)).organization ?? null;

const hostText = ({ host, port }: HostPort): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

interface HostsSaid {
  /** All of them, where they were said so. */
  readonly host?: readonly string[] | undefined;
  readonly addHost?: readonly string[] | undefined;
  readonly removeHost?: readonly string[] | undefined;
}

/** Its hosts as a whole, where only some of them are said; nothing where none is. @param port of one without. */
export function hostsAfter(
  { route }: OutboundView,
  { host, addHost, removeHost }: HostsSaid,
  option: string,
  port: number,
): { readonly host?: readonly string[] } {
  if (addHost === undefined && removeHost === undefined) return {};
  const whole = (text: string): string => hostText(hostPort(port)(text));
  const before = host?.map(whole) ?? (route.kind === 'smart-hosts' ? route.hosts.map(hostText) : []);
  return { host: changedEntries(before, { add: addHost?.map(whole), remove: removeHost?.map(whole) }, option) };
}

async function smartHostsAfter(
  context: Context,
  name: string,
  { smartHost, addSmartHost: addHost, removeSmartHost: removeHost }: OutboundOptions,
): Promise<{ readonly smartHost?: readonly HostPort[] }> {
  if (addHost === undefined && removeHost === undefined) return {};
  const present = await verbsOf(context, outboundConnectors).show(name);
  const { host = [] } = hostsAfter(
    present,
    { host: smartHost?.map(hostText), addHost, removeHost },
    '--smart-host',
    25,
  );
  return { smartHost: host.map(hostPort(25)) };
}

export function addConnectorTest(noun: Command, run: Run, what: 'connector' | 'upstream'): void {
  noun
    .command('test <name>')
    .description(`connect through an ${what === 'upstream' ? what : 'outbound connector'} and send a test message`)
    .requiredOption('--to <address>', 'who gets the message')
    .option('--from <address>', 'its sender (postmaster)')
    .action(
      run(async (context, name: string, chosen: { to: string; from?: string }) => {
        const answer = await orElse(followTest(context, name, chosen), () => inTheOtherDirection(context, name, 'in'));
        context.output.data(answer);
        context.output.line(answer.ok ? `the ${what} works` : `the ${what} does not work`);
        return answer.ok ? 0 : 1;
      }),
    );
}

/** Shows each step of a test as it is done. */
async function followTest(
  context: Context,
  name: string,
  chosen: { readonly to: string; readonly from?: string },
): Promise<{ readonly ok: boolean; readonly steps: readonly Step[] }> {
  const steps: Step[] = [];
  const said = {
    params: { name },
    query: context.organization,
    body: { to: chosen.to, ...given({ from: chosen.from }) },
    timeoutMs: bounds.cli.connectorTest,
  };
  const how = { waiting: `testing ${name}: connecting and sending ...`, otherwise: BROKEN };
  const { ok } = await follow(context, outboundConnectors.testSteps, said, how, (step) => {
    showStep(context.output, step, steps);
    steps.push(step);
  });
  return { ok, steps };
}

const BROKEN = { message: 'the test ended before it was whole', cure: 'try it again' };
