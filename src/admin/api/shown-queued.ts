/** A recipient that waits, as the API shows it. */
import type { QueueEntry } from '../../store/store.ts';
import type { AdminContext } from '../context.ts';
import { laneText, shownPlace } from '../http/lane-names.ts';

/** With names where the store keeps ids. Of the judgement the trace tells. */
export function shownQueued({ directory }: Pick<AdminContext, 'directory'>, entry: QueueEntry) {
  const { screened: _, ...message } = entry.message;
  return {
    ...entry,
    message,
    laneText: laneText(directory.current, entry.lane),
    ...shownPlace(directory.current, entry.lane),
  };
}
