import { bounds } from '../../base/bounds.ts';
import { own } from '../../base/own.ts';
import type { Command } from 'commander';
import type { Step } from '../../mail/step.ts';
import { domainForms } from '../../directory/kinds/domain.ts';
import { addFieldOptions, columnsOf, fieldsOf } from './field-options.ts';
import { segment } from '../client.ts';
import { addList, addRemove, addShow, change, type Collection, field, type Run, type View } from './collection.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';
import type { Remedy } from '../../mail/remedy.ts';
import { cureText } from '../../texts/remedy.ts';
import { showSteps } from '../terminal/show-steps.ts';

const { shape } = domainForms;

const domains: Collection = {
  path: 'domains',
  noun: 'domain',
  plural: 'domains',
  argument: 'name',
  columns: [
    ...columnsOf(shape, 'name', 'type'),
    [
      'VERIFIED',
      (view) => (view['verified'] === null ? 'no' : String((view['verified'] as { method?: string }).method ?? 'yes')),
    ],
    ['ORGANIZATION', field('organization')],
  ],
};

interface DnsRecord {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly why: string;
  readonly remedy?: Remedy;
}
interface Records {
  readonly mxName: string;
  readonly submissionName: string;
  readonly records: readonly DnsRecord[];
  readonly devices: readonly {
    readonly way: string;
    readonly settings: readonly (readonly [string, string])[];
    readonly remedies?: Readonly<Record<string, Remedy>>;
  }[];
}

const ways: Readonly<Record<string, string>> = {
  relay: 'SMTP relay (a connector covers the device)',
  submission: 'client submission (the device signs in)',
  direct: 'Direct Send (to our own mailboxes only)',
};

export function addDomain(program: Command, run: Run): void {
  const noun = program
    .command('domain')
    .description('accepted domains: add, verify, and what to put into DNS and devices');
  addFieldOptions(noun.command('add <name>').description('add a domain; prints the token to publish'), shape)
    .option('--trust', 'take it as ours without verification (a LAN-only box; local socket only)')
    .addHelpText('after', '\nExamples:\n  doorpost domain add contoso.com\n  doorpost domain add printers.lan --trust')
    .action(
      run(async (context, name: string, chosen: { trust?: boolean }) => {
        const answer = await context.client.ask<{
          item: View;
          records?: readonly DnsRecord[] | Records;
          warnings?: readonly string[];
        }>('POST', '/domains', {
          query: context.organization,
          body: { name, ...fieldsOf(shape, chosen), ...(chosen.trust ? { trust: true } : {}) },
        });
        context.output.data(answer);
        const shown = String(answer.item['name']);
        context.output.line(`domain ${shown} added${chosen.trust ? ', trusted without verification' : ''}`);
        for (const warning of answer.warnings ?? []) context.output.warn(warning);
        if (!chosen.trust) {
          context.output.hint(`Publish the token (TXT, or MX instead), then: doorpost domain verify ${shown}`);
        }
        const records =
          answer.records === undefined ? [] : 'records' in answer.records ? answer.records.records : answer.records;
        recordTable(context, records);
      }),
    );
  addList(noun, domains, run);
  addShow(noun, domains, run);
  noun
    .command('verify <name>')
    .description('ask every authoritative server for the token, and show what each answered')
    .option('--trust', 'take it as ours without asking (local socket only)')
    .action(
      run(async (context, name: string, chosen: { trust?: boolean }) => {
        const answer = await context.output.during(
          `asking the name servers of ${name} ...`,
          context.client.ask<{ verified: unknown; stays: string | null; steps: readonly Step[] }>(
            'POST',
            `/domains/${segment(name)}/verify`,
            {
              query: context.organization,
              body: chosen.trust ? { trust: true } : {},
              timeoutMs: bounds.cli.verification,
            },
          ),
        );
        const verified = answer.verified !== null && answer.verified !== false;
        context.output.data(answer);
        showSteps(context.output, answer.steps);
        if (answer.steps.length === 0)
          context.output.line(chosen.trust ? 'trusted without asking' : 'no server could be asked');
        const { stays } = answer;
        const before = stays === null ? 'is not verified' : `is not proven now, and stays verified (${stays})`;
        context.output.line(`${name} ${verified ? 'is verified' : before}`);
        return verified ? 0 : 1;
      }),
    );
  noun
    .command('records <name>')
    .description('MX name, submission name, SPF line, and what to type into a device for each way in')
    .action(
      run(async (context, name: string) => {
        const answer = await context.client.ask<Records>('GET', `/domains/${segment(name)}/records`, {
          query: context.organization,
        });
        context.output.data(answer);
        context.output.fields([
          ['MX name', answer.mxName],
          ['submission name', answer.submissionName],
        ]);
        recordTable(context, answer.records);
        for (const device of answer.devices) {
          context.output.heading(own(ways, device.way) ?? device.way);
          context.output.fields(
            device.settings.map(([label, value]) => [
              label,
              cureText({ cure: value, remedy: device.remedies?.[label] }, context.shell),
            ]),
          );
        }
      }),
    );
  addFieldOptions(noun.command('set <name>').description('change a domain'), shape).action(
    run(async (context, name: string, chosen: object) => {
      const changes = fieldsOf(shape, chosen);
      if (Object.keys(changes).length === 0)
        throw usage('nothing to change', 'doorpost domain set contoso.com --type internal-relay');
      await change(context, domains, name, changes);
    }),
  );
  addRemove(noun, domains, run);
}

function recordTable(context: Context, records: readonly DnsRecord[]): void {
  if (records.length === 0) return;
  context.output.heading('DNS');
  context.output.table(
    ['TYPE', 'NAME', 'VALUE', 'WHY'],
    records.map((record) => [
      record.type,
      record.name,
      record.value,
      cureText({ cure: record.why, remedy: record.remedy }, context.shell),
    ]),
    '',
  );
}
