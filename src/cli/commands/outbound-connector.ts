import { bounds } from '../../base/bounds.ts';
import type { Command } from 'commander';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { type HostPort, hostPort } from '../terminal/arguments.ts';
import { segment } from '../client.ts';
import { change, type Collection, create, get, given, orElse, type Run, type View } from './collection.ts';
import { type Context, obtainPassword } from '../context.ts';
import { CliFailure, usage } from '../terminal/failure.ts';
import { timeText } from '../terminal/output.ts';

const { shape } = outboundConnectorForms;

export const outboundConnectors: Collection = {
  path: 'outbound-connectors',
  noun: 'connector',
  plural: 'outbound connectors',
  argument: 'name',
  columns: [
    ...columnsOf(shape, 'name', 'enabled', 'recipientDomains'),
    ['ROUTE', routeText],
    ...columnsOf(shape, 'tls'),
    ['LOGIN', (view) => (view['auth'] as { username?: string } | null)?.username ?? ''],
    ['LAST TEST', testText],
  ],
};

function routeText(view: View): string {
  const route = view['route'] as { kind: string; hosts?: readonly HostPort[]; user?: string } | undefined;
  if (route?.kind === 'graph') return `Graph as ${route.user ?? ''}`;
  if (route?.kind !== 'smart-hosts') return 'MX';
  return (route.hosts ?? [])
    .map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`))
    .join(', ');
}

export interface LastTest {
  readonly at: number;
  readonly ok: boolean;
  readonly text: string;
}

function testText(view: View): string {
  const test = view['lastTest'] as LastTest | null;
  return test ? `${test.ok ? 'ok' : 'failed'} ${timeText(test.at)}` : '';
}

export const lastTestText = (test: LastTest | null): string =>
  test === null ? 'never tested' : `${test.ok ? 'ok' : 'FAILED'} ${timeText(test.at)}: ${test.text}`;

const other = {
  in: { path: 'inbound-connectors', what: 'an inbound connector', command: 'connector set' },
  out: { path: 'outbound-connectors', what: 'an outbound connector', command: 'connector set-outbound' },
} as const;

/** A name that was not found in one direction may be one of the other: a better answer than "there is none". */
export async function inTheOtherDirection(
  context: Context,
  name: string,
  direction: keyof typeof other,
): Promise<CliFailure | null> {
  const { path, what, command } = other[direction];
  try {
    await get(context, { path }, name);
    return usage(`${name} is ${what}`, `it is changed by doorpost ${command} ${JSON.stringify(name)}`);
  } catch (error) {
    if (error instanceof CliFailure && error.status === 404) return null;
    throw error;
  }
}

interface OutboundOptions {
  readonly rename?: string;
  readonly smartHost?: readonly HostPort[];
  readonly mx?: boolean;
  readonly username?: string;
  readonly password?: boolean;
  readonly passwordStdin?: boolean;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
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

async function body(context: Context, chosen: OutboundOptions): Promise<Readonly<Record<string, unknown>>> {
  if (chosen.mx && chosen.smartHost)
    throw usage('--mx and --smart-host exclude each other', 'leave one of them out: by MX, or to the smart hosts');
  if (chosen.clientCertificate !== undefined && chosen.clientCertificate !== 'none' && chosen.clientKey === undefined)
    throw usage('--client-certificate needs --client-key', 'name the PEM file of its key: --client-key FILE');
  return given({
    ...fieldsOf(shape, chosen),
    route: chosen.mx ? { kind: 'mx' } : chosen.smartHost ? { kind: 'smart-hosts', hosts: chosen.smartHost } : undefined,
    auth: await authOf(context, chosen),
    clientCertificate:
      chosen.clientCertificate === undefined
        ? undefined
        : chosen.clientCertificate === 'none'
          ? null
          : { certificateFile: chosen.clientCertificate, keyFile: chosen.clientKey },
  });
}

/** undefined: leave it; null: none. Without a user name only the password is replaced. */
async function authOf(context: Context, chosen: OutboundOptions): Promise<object | null | undefined> {
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

interface TestAnswer {
  readonly ok: boolean;
  readonly steps: readonly { readonly step: string; readonly ok: boolean; readonly text: string }[];
}

export function addOutbound(noun: Command, run: Run): void {
  options(noun.command('add-outbound <name>').description('add an outbound connector: how mail goes on'))
    .addHelpText(
      'after',
      '\nExamples:\n  doorpost connector add-outbound Provider --smart-host mail.example.net:587 --tls verified --username relay@contoso.com\n  doorpost connector add-outbound Exchange --recipient-domain accepted --smart-host 10.0.0.5',
    )
    .action(
      run(async (context, name: string, chosen: OutboundOptions) => {
        if (chosen.passwordStdin && chosen.username === undefined)
          throw usage('--password-stdin needs --username', 'say who signs in: --username relay@contoso.com');
        await create(context, outboundConnectors, { name, ...(await body(context, chosen)) });
        context.output.hint(`try it: doorpost connector test ${JSON.stringify(name)} --to you@example.com`);
      }),
    );
  options(noun.command('set-outbound <name>').description('change an outbound connector'))
    .option('--rename <name>', 'give it another name')
    .option('--password', 'another password for the same login (DOORPOST_PASSWORD, else asked)')
    .addHelpText(
      'after',
      '\nExamples:\n  doorpost connector set-outbound Provider --password\n  doorpost connector set-outbound Provider --smart-host mail.example.net:465 --tls wrapped',
    )
    .action(
      run(async (context, name: string, chosen: OutboundOptions) => {
        const named = given({ name: chosen.rename });
        const asked = await body(context, chosen);
        // Nothing but a password in the environment: that is what it is for.
        const changes =
          Object.keys({ ...asked, ...named }).length === 0 && context.io.env['DOORPOST_PASSWORD']
            ? await body(context, { ...chosen, password: true })
            : { ...asked, ...named };
        if (Object.keys(changes).length === 0)
          throw usage('nothing to change', '`doorpost connector set-outbound --help` lists what can be set');
        await change(context, outboundConnectors, name, changes, () => inTheOtherDirection(context, name, 'in'));
      }),
    );
  addConnectorTest(noun, run, 'connector');
}

export function addConnectorTest(noun: Command, run: Run, what: 'connector' | 'upstream'): void {
  noun
    .command('test <name>')
    .description(`connect through an ${what === 'upstream' ? what : 'outbound connector'} and send a test message`)
    .requiredOption('--to <address>', 'who gets the message')
    .option('--from <address>', 'its sender (postmaster)')
    .action(
      run(async (context, name: string, chosen: { to: string; from?: string }) => {
        const answer = await orElse(
          context.output.during(
            `testing ${name}: connecting and sending ...`,
            context.client.ask<TestAnswer>('POST', `/outbound-connectors/${segment(name)}/test`, {
              query: context.organization,
              body: given({ to: chosen.to, from: chosen.from }),
              timeoutMs: bounds.cli.connectorTest,
            }),
          ),
          () => inTheOtherDirection(context, name, 'in'),
        );
        context.output.data(answer);
        context.output.table(
          ['STEP', '', 'WHAT HAPPENED'],
          answer.steps.map((step) => [step.step, step.ok ? 'ok' : 'FAILED', step.text]),
          'nothing was tried',
        );
        context.output.line(answer.ok ? `the ${what} works` : `the ${what} does not work`);
        return answer.ok ? 0 : 1;
      }),
    );
}
