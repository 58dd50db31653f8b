/** Whether a device is silent for longer than an administrator said it may be: one judgement for the alarm and for the check. Pure. */
import type { Device } from '../../directory/objects.ts';
import type { LastHeard } from '../../mail/doors/seen-devices.ts';

const DAY_MS = 86_400_000;

export const isSilent = ({ silentAfterDays }: Device, { at }: LastHeard, now: number): boolean =>
  silentAfterDays !== null && now - at >= silentAfterDays * DAY_MS;
