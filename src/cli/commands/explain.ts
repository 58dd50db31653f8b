import { given } from '../../base/given.ts';
import { bounds } from '../../base/bounds.ts';
import { own } from '../../base/own.ts';
import type { Command } from 'commander';
import { explainMail } from '../../admin/contracts/help.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { type Assumed, assumable } from '../../mail/screening/assumed.ts';
import { listed, size } from '../terminal/arguments.ts';
import { type Run } from './collection.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';
import { showSteps } from '../terminal/show-steps.ts';

interface ExplainOptions {
  readonly from: string;
  readonly to: readonly string[];
  readonly ip: string;
  readonly tls?: readonly string[];
  readonly auth?: string;
  readonly helo?: string;
  readonly headerFrom?: string;
  readonly port?: string;
  readonly size?: number;
  readonly assume?: readonly string[];
}

type Explanation = AnswerOf<typeof explainMail>;
type ExplainedRecipient = Explanation['recipients'][number];

export function addExplain(program: Command, run: Run): void {
  program
    .command('explain')
    .description('what would become of a mail that has not been sent: the real decisions, step by step')
    .requiredOption('--from <address>', 'the envelope sender (MAIL FROM); "" for none')
    .requiredOption('--to <address>', 'recipient; repeat for more', listed)
    .requiredOption('--ip <address>', 'the address it comes from')
    .option(
      '--tls <how...>',
      'none, yes, or: cert NAME ... (a trusted client certificate with these names, its SHA-256 or both)',
    )
    .option('--auth <account>', 'it signs in with this name; the password is taken as correct')
    .option('--helo <name>', 'how it greets')
    .option('--header-from <author>', 'From in the header, as it is written there: an address, also with a name')
    .option('--port <listener>', 'name or role of a listener: smtp, submission, submissions')
    .option('--size <size>', 'declared size, such as 20MiB', size)
    .option('--assume <check>', `as if this had been found; repeat for more: ${assumable.join(', ')}`, listed)
    .addHelpText(
      'after',
      `
Examples:
  doorpost explain --from copier@contoso.com --to anna@example.com --ip 192.0.2.10
  doorpost explain --from erp@contoso.com --to anna@example.com --ip 198.51.100.7 --tls cert erp.contoso.com
  doorpost explain --from scan@contoso.com --to anna@example.com --ip 192.0.2.10 --auth scan@contoso.com`,
    )
    .action(
      run(async (context, chosen: ExplainOptions) => {
        const { from, to, ip, auth, helo, headerFrom, port } = chosen;
        const body = {
          ...{ from, to, address: ip },
          ...given({
            login: auth,
            helo,
            headerFrom,
            listener: port,
            sizeBytes: chosen.size,
            assumed: assumedOf(chosen.assume),
          }),
          ...tlsOf(chosen.tls),
        };
        const asked = context.client.ask(explainMail, {
          body,
          timeoutMs: bounds.cli.explainAnswer,
        });
        const explained = await context.output.during('looking ahead ...', asked);
        context.output.data(explained);
        show(context, explained);
        return explained.verdict === 'accepted' ? 0 : 1;
      }),
    );
}

function assumedOf(said: readonly string[] | undefined): Assumed[] | undefined {
  const isOne = (word: string): word is Assumed => (assumable as readonly string[]).includes(word);
  const wrong = said?.find((word) => !isOne(word));
  if (wrong !== undefined) throw usage(`--assume ${wrong} is no check`, `write one of ${assumable.join(', ')}`);
  return said?.filter(isOne);
}

function tlsOf(how: readonly string[] | undefined): { readonly tls?: boolean; readonly certificate?: string } {
  if (how === undefined) return {};
  const [word, ...names] = how;
  if (word === 'none' && how.length === 1) return { tls: false };
  if (word === 'yes' && how.length === 1) return { tls: true };
  if (word === 'cert' && names.length > 0) return { tls: true, certificate: names.join(',') };
  throw usage(`--tls ${how.join(' ')} is not understood`, 'write --tls none, --tls yes or --tls cert NAME');
}

const verdicts: Readonly<Record<string, string>> = {
  accepted: 'It would be accepted.',
  partly: 'It would be accepted for some recipients.',
  refused: 'It would be refused.',
};

function show({ output }: Context, explained: Explanation) {
  const { verdict, conversation, decisions, recipients, header, refusals = [], refusal } = explained;
  output.line(own(verdicts, verdict) ?? verdict);
  output.heading('The conversation');
  showSteps(output, conversation);
  showRefusals(output, refusals, refusal);
  output.heading('What was decided');
  showSteps(output, decisions);
  if (recipients.length > 0) output.heading('Where it goes');
  for (const recipient of recipients) showRecipient({ output } as Context, recipient, '  ');
  if (header !== null) {
    output.heading('Its header, as stored');
    output.block(header);
  }
}

/** Each recipient has its own cause and cure. @param last of a server that tells but one. */
function showRefusals(
  output: Context['output'],
  refusals: NonNullable<Explanation['refusals']>,
  last: Explanation['refusal'],
): void {
  const all = refusals.length > 0 ? refusals : last === null ? [] : [{ ...last, recipient: null }];
  if (all.length > 0) output.heading('Why not');
  for (const refusal of all) {
    const whose = refusal.recipient === null || all.length === 1 ? '' : `${refusal.recipient}: `;
    output.told(`  ${whose}${refusal.cause}`);
    output.cure('  Cure: ', refusal);
  }
}

function showRecipient(context: Context, { address, steps, onward }: ExplainedRecipient, indent: string): void {
  context.output.line(`${indent}${address}`);
  showSteps(context.output, steps, indent);
  for (const next of onward) showRecipient(context, next, `${indent}    `);
}
