/** Rows by which mail is judged, as the trace and explain tell of them. */
import type { ScreenAct } from '../../mail/screening/screened.ts';

export const screening = {
  done: '{{row}}: {{act}}, because {{why}}',
  observed: '{{row}} is only observed; it would be {{act}}, because {{why}}',
  noted: '{{row}}: {{why}}; nothing is done about it here',
  acts: {
    reject: 'refused',
    defer: 'refused for now',
    quarantine: 'put into quarantine',
    junk: 'put into Junk',
    hold: 'paused until an administrator has looked at it',
    stamp: 'marked',
  } satisfies Readonly<Record<ScreenAct, string>>,
} as const;
