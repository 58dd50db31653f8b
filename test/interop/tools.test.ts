/** A test that drives a program is skipped by name where the program, or a part that is packed apart, is missing; it never fails for that. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { tool } from '../../lab/tools.ts';

test('a program whose part is missing is skipped by the name of the part, and fails where every tool is required', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-tools-'));
  const { PATH, DOORPOST_TEST_TOOLS: required } = process.env;
  context.after(async () => {
    process.env['PATH'] = PATH;
    if (required !== undefined) process.env['DOORPOST_TEST_TOOLS'] = required;
    await rm(folder, { recursive: true, force: true });
  });
  delete process.env['DOORPOST_TEST_TOOLS'];
  process.env['PATH'] = folder;
  const asked = (name: string): readonly [path: string | null, skipped: string] => {
    let said = '';
    const listener = { skip: (why: string) => void (said = why) } as unknown as TestContext;
    return [tool(listener, name), said];
  };
  const program = async (name: string, code: number): Promise<void> =>
    writeFile(join(folder, name), `#!/bin/sh\nexit ${code}\n`, { mode: 0o755 });

  assert.deepEqual(asked('swaks'), [null, 'swaks is not installed']);
  await program('swaks', 0);
  await program('perl', 2);
  assert.deepEqual(asked('swaks'), [null, "swaks' TLS (libnet-ssleay-perl) is not installed"]);
  await program('perl', 0);
  assert.deepEqual(asked('swaks'), [join(folder, 'swaks'), '']);

  process.env['DOORPOST_TEST_TOOLS'] = 'required';
  await program('perl', 2);
  assert.throws(() => asked('swaks'), /libnet-ssleay-perl\) is not installed, and every tool is required here/u);
});
