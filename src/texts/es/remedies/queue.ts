/** Queue, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const queueRemedies: Sentences = {
  'An administrator has paused it: {{0}} lets it go on.': 'Un administrador lo puso en pausa: {{0}} lo deja seguir.',
  'It is tried again by itself. To try now: {{0}}': 'Se vuelve a intentar por sí solo. Para intentarlo ahora: {{0}}',
};
