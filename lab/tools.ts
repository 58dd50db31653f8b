import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'node:test';

/** Where Debian keeps daemons; not on every person's PATH. */
const MORE_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** The path of a program, or null. */
function findTool(name: string): string | null {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), ...MORE_FOLDERS]) {
    const path = join(folder, name);
    if (folder !== '' && existsSync(path)) return path;
  }
  return null;
}

/**
 * The path of a program that a test drives, or null after the test was marked as skipped by name.
 * With DOORPOST_TEST_TOOLS=required (continuous integration) a missing tool is a failure.
 */
export function tool(context: TestContext, name: string): string | null {
  const path = findTool(name);
  if (path !== null) return path;
  if (process.env['DOORPOST_TEST_TOOLS'] === 'required')
    throw new Error(`${name} is not installed, and every tool is required here`);
  context.skip(`${name} is not installed`);
  return null;
}
