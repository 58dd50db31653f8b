import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { cliDocument } from '../../src/cli/document.ts';
import { createProgram } from '../../src/cli/program.ts';

test('docs/cli.md is what the commands say', async () => {
  const nothing = {
    env: {},
    stdin: Readable.from([]),
    stdinIsTerminal: false,
    stdoutIsTerminal: false,
    columns: null,
    out() {},
    async outBytes() {},
    err() {},
    askPassword: async () => null,
  };
  const written = await readFile(new URL('../../docs/cli.md', import.meta.url), 'utf8');
  assert.ok(
    written === cliDocument(createProgram(nothing, () => {})),
    'docs/cli.md is out of date: ./doorpost config document --cli > docs/cli.md',
  );
});
