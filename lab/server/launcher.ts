/** `./doorpost`, the command that README's reader types: one process, whose pid is the server's. */
import { fileURLToPath } from 'node:url';

export const launcher = fileURLToPath(new URL('../../doorpost', import.meta.url));

/** Next to nothing of ours: the path on which a Node is found, and flags for the server's Node beside its own. */
export function launcherEnvironment(nodeFlags: readonly string[] = []): Readonly<Record<string, string>> {
  const flags = nodeFlags.map((flag) => `"${flag.replaceAll(/["\\]/gu, '\\$&')}"`).join(' ');
  return { PATH: process.env['PATH'] ?? '', ...(flags === '' ? {} : { NODE_OPTIONS: flags }) };
}
