/** `docs/objects.md` is made from the kinds of objects in the code; UPDATE_DOCS=1 writes it. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { factsOf } from '../../src/directory/fields/field.ts';
import { formsOfKind } from '../../src/directory/kinds/all.ts';

const page = fileURLToPath(new URL('../../docs/objects.md', import.meta.url));

const titles: Readonly<Record<keyof typeof formsOfKind, string>> = {
  organization: 'Organization',
  domain: 'Domain',
  mailbox: 'Mailbox',
  group: 'Group',
  credential: 'Sign-in',
  'inbound-connector': 'Inbound connector',
  'outbound-connector': 'Outbound connector',
  'licence-pool': 'Licence pool',
  device: 'Device',
  'device-profile': 'Device profile',
  'allow-entry': 'Entry of the allow list',
  'block-entry': 'Entry of the block list',
  restriction: 'Restriction',
  'dkim-key': 'DKIM key',
};

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** What may stand there, as a person would say it. */
function shownForm(form: z.ZodType): string {
  if (form instanceof z.ZodDefault) return shownForm(form.unwrap() as z.ZodType);
  if (form instanceof z.ZodNullable) return `${shownForm(form.unwrap() as z.ZodType)}, or none`;
  if (form instanceof z.ZodArray) return `list of: ${shownForm(form.element as z.ZodType)}`;
  if (form instanceof z.ZodBoolean) return '`true`, `false`';
  if (form instanceof z.ZodEnum) return form.options.map((each) => code(String(each))).join(', ');
  if (form instanceof z.ZodNumber) return `${form.minValue} to ${form.maxValue?.toLocaleString('en-US')}`;
  if (form instanceof z.ZodUnion) return (form.options as readonly z.ZodType[]).map(shownForm).join('; or ');
  if (form instanceof z.ZodLiteral) return [...form.values].map((each) => code(String(each))).join(', ');
  if (form instanceof z.ZodObject)
    return `{ ${Object.entries(form.shape)
      .map(([name, each]) => `${code(name)}: ${shownForm(each as z.ZodType)}`)
      .join('; ')} }`;
  return 'text';
}

function shownStandard(standard: unknown): string {
  if (standard === undefined) return 'has to be said';
  if (standard === null) return 'none';
  if (Array.isArray(standard) && standard.length === 0) return 'none';
  if (standard === '') return 'empty';
  return code(typeof standard === 'string' ? standard : JSON.stringify(standard));
}

const rowOf = (name: string, form: z.ZodType): string => {
  const { help, standard, flag, since } = factsOf(form);
  const cells = [code(name), help, shownForm(form), shownStandard(standard), flag === undefined ? '' : code(flag)];
  return `| ${[...cells, since ?? '0.1.0'].join(' | ')} |`;
};

function render(): string {
  const parts = Object.entries(formsOfKind).map(
    ([kind, { shape }]) => `## ${titles[kind as keyof typeof titles]}

| field | meaning | may be | default | option | since |
|---|---|---|---|---|---|
${Object.entries(shape)
  .map(([name, form]) => rowOf(name, form as z.ZodType))
  .join('\n')}
`,
  );
  return `# What an administrator sets up, field by field

Made from \`src/directory/kinds/\`. The API, files for \`doorpost apply\` and \`doorpost export\` name the fields so; the option is the one of \`add\` and \`set\` on the command line ([cli.md](cli.md)).
Where no option stands, the command has options of its own for the field. Organizations, mailboxes and inbound connectors also have \`limits\` ([limits.md](limits.md)).

${parts.join('\n')}`;
}

test('docs/objects.md tells the fields that the code has', async () => {
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(page, render());
  assert.equal(await readFile(page, 'utf8'), render(), 'run UPDATE_DOCS=1 npm test -- test/docs');
});
