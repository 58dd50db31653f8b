/** `./doorpost`, the command that README's reader types: one process, whose pid is the server's. */
import { fileURLToPath } from 'node:url';

export const launcher = fileURLToPath(new URL('../../doorpost', import.meta.url));

/** Next to nothing of ours: the path on which a Node is found, and flags for the server's Node beside its own. */
export function launcherEnvironment(nodeFlags: readonly string[] = []): Readonly<Record<string, string>> {
  const flags = nodeFlags.map((flag) => `"${flag.replaceAll(/["\\]/gu, '\\$&')}"`).join(' ');
  return { PATH: process.env['PATH'] ?? '', ...(flags === '' ? {} : { NODE_OPTIONS: flags }) };
}

const listeners = ['SMTP', 'SUBMISSION', 'SUBMISSIONS', 'HTTP'];

/** Listeners at ports that are free. */
export const anyPorts: Readonly<Record<string, string>> = Object.fromEntries(
  listeners.map((name) => [`DOORPOST_${name}_PORT`, '0']),
);

/** The same for a server that would listen to everybody. */
export const loopbackOnly: Readonly<Record<string, string>> = {
  ...anyPorts,
  ...Object.fromEntries(listeners.map((name) => [`DOORPOST_${name}_ADDRESSES`, '127.0.0.1'])),
};
