/** `doorpost alarm`: what is raised, that somebody knows of it, and whether people would be told. */
import type { Command } from 'commander';
import { alarms } from '../../admin/contracts/alarms.ts';
import { isGood } from '../../mail/step.ts';
import { showSteps } from '../terminal/show-steps.ts';
import type { Run } from './collection.ts';
import { asTyped } from '../../texts/kept.ts';
import { timeText } from '../terminal/output.ts';

export function addAlarm(program: Command, run: Run): void {
  const alarm = program
    .command('alarm')
    .description('what an administrator must act on, or soon will have to')
    .addHelpText(
      'after',
      `
Examples:
  doorpost org set --alarm-address it@contoso.com --alarm-webhook https://chat.example/hook   who is told
  doorpost alarm list
  doorpost alarm acknowledge secret-expires:01JD3K7M9QXA2B4C     known; no reminders until it gets worse
  doorpost alarm test`,
    );
  alarm
    .command('list')
    .alias('ls')
    .description('list the alarms that are raised; exit code 0 even when there are some')
    .action(
      run(async (context) => {
        const items = await context.client.all(alarms.list, { query: context.organization });
        context.output.data(items);
        if (items.length === 0) context.output.line('no alarms');
        for (const item of items) {
          context.output.heading(`${item.kind.replaceAll('-', ' ')}: ${item.subject}`);
          context.output.fields([
            ['what', asTyped(item.cause, context.shell)],
            ['since', timeText(item.since)],
            ['told', item.toldAt === null ? 'not yet' : timeText(item.toldAt)],
            [
              'known',
              item.acknowledged === null
                ? 'nobody has acknowledged it'
                : `to ${item.acknowledged.actor} since ${timeText(item.acknowledged.at)}`,
            ],
            ['key', item.key],
          ]);
          context.output.cure('To do: ', item);
        }
      }),
    );
  alarm
    .command('acknowledge <key>')
    .alias('ack')
    .description('mark it as known: no more reminders until it gets worse')
    .action(
      run(async (context, key: string) => {
        const { item } = await context.client.ask(alarms.acknowledge, { params: { key } });
        context.output.data(item);
        context.output.line(`alarm ${key} acknowledged`);
      }),
    );
  alarm
    .command('test')
    .description('send a test alarm by mail and webhook, and say what each answered; exit 1 when one did not take it')
    .action(
      run(async (context) => {
        const { steps } = await context.client.ask(alarms.test, { query: context.organization });
        context.output.data(steps);
        showSteps(context.output, steps);
        return steps.every(isGood) ? 0 : 1;
      }),
    );
}
