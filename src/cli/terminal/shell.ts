/** The terminal at which a command was typed: what it shows to be typed works there. */
import type { Shell } from '../../texts/command.ts';
import type { Io } from './io.ts';
import { commandName } from './name.ts';

/** Options that all commands share. */
export interface SharedOptions {
  readonly data?: string;
  readonly config?: string;
  readonly url?: string;
  readonly json?: boolean;
  readonly utc?: boolean;
  readonly organization?: string;
}

export function shellOf(io: Io, { data, config, url, organization }: SharedOptions): Shell {
  const given = { data, config, url };
  const options = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  return { program: commandName(io), options, organization: organization ?? null };
}
