import { bounds } from '../../base/bounds.ts';
import { own } from '../../base/own.ts';
import type { Command } from 'commander';
import { domains } from '../../admin/contracts/domains.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { domainForms } from '../../directory/kinds/domain.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import {
  addList,
  addRemove,
  addShow,
  change,
  type Collection,
  field,
  type Run,
  tellWarnings,
  viewFields,
} from './collection.ts';
import type { Context } from '../context.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { timeText } from '../terminal/output.ts';
import { showSteps } from '../terminal/show-steps.ts';
import { addDomainHealth, healthRows, healthText } from './domain-health.ts';
import type { Remedy } from '../../mail/remedy.ts';
import { cureText } from '../../texts/remedy.ts';

const { shape } = domainForms;

const collection: Collection<typeof domains> = {
  contract: domains,
  typed: { shape: shape },
  called: ({ name }) => name,
  noun: 'domain',
  plural: 'domains',
  argument: 'name',
  columns: [
    ...columnsOf(shape, 'name', 'type'),
    ['VERIFIED', ({ verified }) => verified?.method ?? 'no'],
    ['HEALTH', healthText],
    ['CHECKED', ({ health }) => timeText(health?.checkedAt)],
    ['ORGANIZATION', field('organization')],
  ],
  fields: ({ health, ...view }) => [...viewFields(view), ...healthRows({ health, ...view })],
};

const ways: Readonly<Record<string, string>> = {
  relay: 'SMTP relay (a connector covers the device)',
  submission: 'client submission (the device signs in)',
  direct: 'Direct Send (to our own mailboxes only)',
};

export function addDomain(program: Command, run: Run): void {
  const noun = program
    .command('domain')
    .description('accepted domains: add, verify, and what to put into DNS and devices');
  addNew(noun, run);
  addList(noun, collection, run);
  addShow(noun, collection, run);
  addVerify(noun, run);
  addDomainHealth(noun, run);
  addRecords(noun, run);
  addFieldOptions(noun.command('set <name>').description('change a domain'), shape).action(
    run(async (context, name: string, chosen: object) => {
      const changes = fieldsOf(shape, chosen);
      await change(context, collection, name, changes);
    }),
  );
  addRemove(noun, collection, run);
}

function addNew(noun: Command, run: Run): void {
  addFieldOptions(noun.command('add <name>').description('add a domain; prints the token to publish'), shape)
    .option('--trust', 'take it as ours without verification (a LAN-only box; local socket only)')
    .addHelpText('after', '\nExamples:\n  doorpost domain add contoso.com\n  doorpost domain add printers.lan --trust')
    .action(
      run(async (context, name: string, chosen: { trust?: boolean }) => {
        const answer = await context.client.ask(domains.create, {
          query: context.organization,
          body: { ...fieldsOf(shape, chosen), name, ...(chosen.trust ? { trust: true } : {}) },
        });
        context.output.data(answer);
        const shown = answer.item.name;
        context.output.line(`domain ${shown} added${chosen.trust ? ', trusted without verification' : ''}`);
        tellWarnings(context.output, answer);
        if (!chosen.trust) {
          context.output.hint(say`Publish the token (TXT, or MX instead), then: ${command`domain verify ${shown}`}`);
        }
        recordTable(context, answer.records.records);
      }),
    );
}

function addVerify(noun: Command, run: Run): void {
  noun
    .command('verify <name>')
    .description('ask every authoritative server for the token, and show what each answered')
    .option('--trust', 'take it as ours without asking (local socket only)')
    .action(
      run(async (context, name: string, chosen: { trust?: boolean }) => {
        const answer = await context.output.during(
          `asking the name servers of ${name} ...`,
          context.client.ask(domains.verify, {
            params: { name },
            query: context.organization,
            body: chosen.trust ? { trust: true } : {},
            timeoutMs: bounds.cli.verification,
          }),
        );
        context.output.data(answer);
        showSteps(context.output, answer.steps);
        if (answer.steps.length === 0)
          context.output.line(chosen.trust ? 'trusted without asking' : 'no server could be asked');
        const { stays } = answer;
        const before = stays === null ? 'is not verified' : `is not proven now, and stays verified (${stays})`;
        context.output.line(`${name} ${answer.verified ? 'is verified' : before}`);
        return answer.verified ? 0 : 1;
      }),
    );
}

function addRecords(noun: Command, run: Run): void {
  noun
    .command('records <name>')
    .description('MX name, submission name, SPF line, and what to type into a device for each way in')
    .option('--zone', 'only the DNS records, as a zone file to import where the DNS is kept')
    .action(
      run(async (context, name: string, { zone = false }: { readonly zone?: boolean }) => {
        if (zone) {
          const said = { params: { name }, query: context.organization };
          const text = await context.client.text(domains.zone, said);
          if (context.output.json) context.output.data({ zone: text });
          else context.io.out(text);
          return;
        }
        const answer = await context.client.ask(domains.records, { params: { name }, query: context.organization });
        context.output.data(answer);
        context.output.fields([
          ['MX name', answer.mxName],
          ['submission name', answer.submissionName],
        ]);
        recordTable(context, answer.records);
        for (const device of answer.devices) {
          context.output.heading(own(ways, device.way) ?? device.way);
          context.output.fields(
            device.settings.map(([label, value]) => [label, toldAt(context, value, device.remedies?.[label])]),
          );
        }
      }),
    );
}

function recordTable(context: Context, records: AnswerOf<typeof domains.records>['records']): void {
  if (records.length === 0) return;
  context.output.heading('DNS');
  context.output.table(
    ['TYPE', 'NAME', 'VALUE', 'WHY'],
    records.map(({ type, name, value, why, remedy }) => [type, name, value, toldAt(context, why, remedy)]),
    '',
  );
}

/** A line of English, or its act as a command of this terminal. */
const toldAt = ({ shell }: Context, cure: string, remedy: Remedy | undefined): string =>
  cureText({ cure, ...(remedy && { remedy }) }, shell);
