import { bounds } from '../../base/bounds.ts';
import type { DialogueHabit } from './dialogue-events.ts';

/** The first octet of a TLS record that opens a handshake (RFC 8446 §5.1). */
export const TLS_HANDSHAKE = 0x16;

/** Habits that the first words of a peer show, when it does not wait for the greeting. */
export function earlyHabits(input: Buffer): readonly DialogueHabit[] {
  if (input[0] === TLS_HANDSHAKE) return ['tls-on-clear-port'];
  const text = input.toString('latin1', 0, bounds.smtp.earlyOctets);
  const bare: readonly DialogueHabit[] = /(?<!\r)\n/u.test(text) ? ['bare-commands'] : [];
  return /(?:^|\n)data\r?\n./isu.test(text) ? [...bare, 'early-content'] : bare;
}
