import type { Command } from 'commander';
import { licences } from '../../admin/contracts/licences.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { licencePoolForms } from '../../directory/kinds/licence-pool.ts';
import type { Context } from '../context.ts';
import { addFieldOptions, fieldsOf } from './field-options.ts';
import { refuseNothing, type Run } from './collection.ts';
import { timeText } from '../terminal/output.ts';

export function addLicence(program: Command, run: Run): void {
  const noun = program.command('licence').alias('license').description('licences: seats, who has one, who lacks one');
  noun
    .command('report')
    .alias('show')
    .description('seats of mailboxes, and of senders without mailbox in 30 days')
    .action(
      run(async (context) => {
        const report = await context.client.ask(licences.report, { query: context.organization });
        context.output.data(report);
        context.output.fields([
          ['licensing', report.licensing],
          ['mailbox seats', `${report.mailboxSeats.assigned} of ${report.mailboxSeats.total} assigned`],
          ['mailboxes without', report.mailboxSeats.missing],
          ['protection seats', `${report.protectionSeats.assigned} of ${report.protectionSeats.total} assigned`],
        ]);
        context.output.heading('Senders without mailbox');
        showSenders(context, report.protectionSeats.senders);
      }),
    );
  noun
    .command('without-seat')
    .description('list the mailboxes that have no seat')
    .action(
      run(async (context) => {
        const items = await context.client.all(licences.lacking, { query: context.organization });
        context.output.data(items);
        context.output.table(
          ['MAILBOX'],
          items.map(({ address }) => [address]),
          'each has one',
        );
      }),
    );
  noun
    .command('senders')
    .description('list the senders without mailbox in 30 days, and whether they have a seat')
    .action(
      run(async (context) => {
        const items = await context.client.all(licences.senders, { query: context.organization });
        context.output.data(items);
        showSenders(context, items);
      }),
    );
  for (const verb of ['assign', 'unassign'] as const)
    noun
      .command(`${verb} <address>`)
      .description(verb === 'assign' ? 'give a seat to a mailbox or sender' : 'take the seat away')
      .action(
        run(async (context, address: string) => {
          const answer = await context.client.ask(licences[verb], {
            query: context.organization,
            body: { address },
          });
          context.output.data(answer);
          context.output.line(verb === 'assign' ? `${address} has a seat` : `${address} has no seat any more`);
        }),
      );
  const { shape } = licencePoolForms;
  addFieldOptions(noun.command('seats').description('set how many seats there are'), shape).action(
    run(async (context, chosen: object) => {
      const body = fieldsOf(shape, chosen);
      refuseNothing(body);
      const answer = await context.client.ask(licences.seats, { query: context.organization, body });
      context.output.data(answer);
      context.output.line('seats changed');
    }),
  );
}

const showSenders = (context: Context, senders: AnswerOf<typeof licences.senders>['items']): void =>
  context.output.table(
    ['SENDER', 'LAST SEEN', 'MESSAGES', 'LICENSED'],
    senders.map(({ address, lastSeen, messages, licensed }) => [address, timeText(lastSeen), messages, licensed]),
    'none in 30 days',
  );
