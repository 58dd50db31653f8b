/** Queue, in French. */
import type { Sentences } from '../../sentences.ts';

export const queueRemedies: Sentences = {
  'An administrator has paused it: {{0}} lets it go on.':
    'Un administrateur l’a mis en pause : {{0}} le laisse repartir.',
  'It is tried again by itself. To try now: {{0}}':
    'De nouveaux essais se font d’eux-mêmes. Pour essayer maintenant : {{0}}',
};
