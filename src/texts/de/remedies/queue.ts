/** Queue, in German. */
import type { Sentences } from '../../sentences.ts';

export const queueRemedies: Sentences = {
  'An administrator has paused it: {{0}} lets it go on.':
    'Ein Administrator hat es angehalten: {{0}} lässt es weitergehen.',
  'It is tried again by itself. To try now: {{0}}':
    'Es wird von selbst wieder versucht. Um es jetzt zu versuchen: {{0}}',
};
