/** Connectors of both directions in one group: those of each in a module of its own, here what is asked of either. */
import type { Command } from 'commander';
import { inboundConnectors, outboundConnectors } from '../../admin/contracts/connectors.ts';
import { type CollectionContract, verbsOf, type ViewIn } from '../client/collection.ts';
import { type Run, showTable, viewFields } from './collection.ts';
import type { Context } from '../context.ts';
import { command } from '../../texts/command.ts';
import { asTyped } from '../../texts/kept.ts';
import { Phrase, say } from '../../texts/phrase.ts';
import { CliFailure, isNotFound } from '../terminal/failure.ts';
import { addWithoutUpstream, sayingWithout, type WithoutUpstream } from './without-upstream.ts';
import { addInbound, addInboundChange, inbound } from './inbound-connector.ts';
import { addOutbound, lastTestText, outbound } from './outbound-connector.ts';

export function addConnector(program: Command, run: Run): void {
  const noun = program
    .command('connector')
    .description('connectors: which devices may relay (in), and how mail goes on (out)');
  addInbound(noun, run);
  addOutbound(noun, run);
  addList(noun, run);
  addShow(noun, run);
  addInboundChange(noun, run);
  addRemove(noun, run);
}

function addList(noun: Command, run: Run): void {
  noun
    .command('list')
    .alias('ls')
    .description('list connectors, in and out')
    .action(
      run(async (context) => {
        const into = await verbsOf(context, inboundConnectors).list();
        const outOf = await verbsOf(context, outboundConnectors).list();
        context.output.data({ inbound: into, outbound: outOf });
        context.output.heading('In');
        showTable(context, inbound.columns, into, `no ${inbound.plural}`);
        context.output.heading('Out');
        showTable(context, outbound.columns, outOf, `no ${outbound.plural}`);
      }),
    );
}

function addShow(noun: Command, run: Run): void {
  noun
    .command('show <name>')
    .description('show one connector')
    .action(
      run(async (context, name: string) => {
        const item = await findConnector(context, name);
        context.output.data(item);
        if (item.kind === 'inbound-connector') context.output.fields(viewFields(item));
        else {
          const { lastTest, ...fields } = item;
          context.output.fields([...viewFields(fields), ['last test', asTyped(lastTestText(lastTest), context.shell)]]);
        }
      }),
    );
}

function addRemove(noun: Command, run: Run): void {
  addWithoutUpstream(noun.command('remove <name>').alias('rm').description('remove a connector, in or out')).action(
    run(async (context, name: string, chosen: WithoutUpstream) => {
      const { kind, organization } = await findConnector(context, name);
      const contract: CollectionContract = kind === 'inbound-connector' ? inboundConnectors : outboundConnectors;
      const remove = () => verbsOf(context, contract).remove(name);
      if (kind === 'inbound-connector') await remove();
      else await sayingWithout(context, chosen, async () => organization ?? null, remove);
      context.output.data({ removed: name });
      context.output.line(`connector ${name} removed`);
    }),
  );
}

/** Names are unique in a direction only; the inbound one wins, as there are more of them. */
export async function findConnector(
  context: Context,
  name: string,
): Promise<ViewIn<typeof inboundConnectors> | ViewIn<typeof outboundConnectors>> {
  const missing: unknown[] = [];
  for (const contract of [inboundConnectors, outboundConnectors]) {
    try {
      return await verbsOf(context, contract).show(name);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      missing.push(error);
    }
  }
  throw ofNeither(name, missing);
}

function ofNeither(name: string, missing: readonly unknown[]): CliFailure {
  const near = [...new Set(missing.flatMap(nearIn))];
  const meant = near.length === 0 ? '' : `Did you mean ${near.map((one) => `"${one}"`).join(' or ')}? `;
  const cure = say`${meant}${command`connector list`} shows all of both directions`;
  return new CliFailure(`There is no connector "${name}", neither in nor out.`, cure);
}

/** Names that the server offers. */
function nearIn(error: unknown): readonly string[] {
  const told = error instanceof CliFailure && !(error.told instanceof Phrase) ? error.told : null;
  const remedy = told?.remedy;
  return remedy?.act === 'check-name' && Array.isArray(remedy.near) ? remedy.near : [];
}
