import type { Translated } from '../namespaces.ts';

const words: Translated<'imported'> = {
  file: 'Archivo',
  preview: 'Vista previa',
  deed: 'Importar',
  nothing: 'No contiene nada nuevo.',
  would_one: 'Se haría {{count}} cambio:',
  would_other: 'Se harían {{count}} cambios:',
  create: 'Se agrega {{name}}:',
  update: 'Se cambia {{name}}:',
  delete: 'Se quita {{name}}:',
  more: 'Y {{amount}} más.',
  done_one: 'Importado: {{count}} cambio.',
  done_other: 'Importado: {{count}} cambios.',
};

export default words;
