/** `docs/limits.md` is made from the tables in the code; UPDATE_DOCS=1 writes it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bounds, boundTable } from '../../src/base/bounds.ts';
import type { Bound } from '../../src/base/bounds/bound.ts';
import { type LimitDefinition, limitTable } from '../../src/mail/limits.ts';

const page = fileURLToPath(new URL('../../docs/limits.md', import.meta.url));

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function value(amount: number, unit: LimitDefinition['unit'] | Bound['unit']): string {
  if (unit === 'ms' && amount < SECOND) return `${amount} ms`;
  if (unit === 'ms') return amount % MINUTE === 0 ? `${amount / MINUTE} min` : `${amount / SECOND} s`;
  if (unit === 's') return value(amount * SECOND, 'ms');
  if (unit === 'KiB') return value(amount * 1_024, 'octets');
  if (unit === 'octets' || unit === 'octets/s') {
    const rate = unit === 'octets' ? '' : '/s';
    if (amount % 1_048_576 === 0) return `${amount / 1_048_576} MiB${rate}`;
    if (amount % 1_024 === 0) return `${amount / 1_024} KiB${rate}`;
    return `${amount} bytes${rate}`;
  }
  const count = amount.toLocaleString('en-US');
  return unit === 'characters' ? `${count} characters` : count;
}

function renderBounds(): string {
  return Object.entries<Record<string, Bound>>(boundTable)
    .map(([room, rows]) => {
      const lines = Object.entries(rows).map(
        ([name, { most, unit, of, beyond }]) => `| \`${name}\` | ${value(most, unit)} | ${of} | ${beyond} |`,
      );
      return `### \`${room}\`\n\n| name | most | what it bounds | beyond it |\n|---|---|---|---|\n${lines.join('\n')}\n`;
    })
    .join('\n');
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

## Fixed bounds

Nobody sets these. They are wide enough for real mail and keep hostile input from growing into memory or time. Made from \`src/base/bounds/\`, a table for each folder of \`src\`.

${renderBounds()}`;
}

test('docs/limits.md tells the limits that the code has', async () => {
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(page, render());
  assert.equal(await readFile(page, 'utf8'), render(), 'run UPDATE_DOCS=1 npm test -- test/docs');
});

test('every fixed bound is read by the room that it stands under', () => {
  const source = new URL('../../src/', import.meta.url);
  const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('base/bounds'))
    .map((name) => readFileSync(new URL(name, source), 'utf8'));
  const unread = Object.entries(bounds).flatMap(([room, rows]) =>
    Object.keys(rows)
      .map((name) => `bounds.${room}.${name}`)
      .filter((path) => !texts.some((text) => new RegExp(`${path}\\b`, 'u').test(text))),
  );
  assert.deepEqual(unread, []);
});
