/** `docs/limits.md` is made from the table in the code; UPDATE_DOCS=1 writes it. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type LimitDefinition, limitTable } from '../../src/mail/limits.ts';

const page = fileURLToPath(new URL('../../docs/limits.md', import.meta.url));

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function value(amount: number, unit: LimitDefinition['unit']): string {
  if (unit === 'ms' && amount < SECOND) return `${amount} ms`;
  if (unit === 'ms') return amount % MINUTE === 0 ? `${amount / MINUTE} min` : `${amount / SECOND} s`;
  if (unit === 'octets' || unit === 'octets/s') {
    const rate = unit === 'octets' ? '' : '/s';
    if (amount % 1_048_576 === 0) return `${amount / 1_048_576} MiB${rate}`;
    if (amount % 1_024 === 0) return `${amount / 1_024} KiB${rate}`;
    return `${amount} octets${rate}`;
  }
  return amount.toLocaleString('en-US');
}

function render(): string {
  const rows = Object.entries<LimitDefinition>(limitTable).map(([name, limit]) => {
    const stressed = limit.underStress === undefined ? '' : value(limit.underStress, limit.unit);
    return `| \`${name}\` | ${value(limit.default, limit.unit)} | ${stressed} | ${limit.reply} | ${limit.overridableAt.join(', ')} | ${limit.meaning} |`;
  });
  return `# Limits

Made from \`src/mail/limits.ts\`. The finest level that sets a value decides: connector or mailbox, then organization, then system, then the default here.
\`doorpost limits list\` shows what holds now and where it was set; \`doorpost limits set NAME VALUE [--connector NAME | --mailbox ADDRESS | --organization NAME]\` changes it, at once.

Under stress (more than 80 % of \`connectionsTotal\` in use) the shorter values hold where there is one.

| name | default | under stress | what happens | can be set for | what it bounds |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

test('docs/limits.md tells the limits that the code has', async () => {
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(page, render());
  assert.equal(await readFile(page, 'utf8'), render(), 'run UPDATE_DOCS=1 npm test -- test/docs');
});
