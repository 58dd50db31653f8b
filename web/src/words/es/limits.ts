import type { Translated } from '../namespaces.ts';

const words: Translated<'limits'> = {
  title: 'Límites',
  text: {
    organization: 'Para todo lo que en esta organización no tiene valor propio.',
    mailbox: 'Solo para este buzón.',
  },
  limit: 'Límite',
  value: 'Valor',
  from: 'Definido',
  here: 'Aquí',
  organization: 'Para la organización',
  system: 'Para el servidor',
  default: 'Valor predeterminado',
  change: 'Cambiar',
  changeTitle: 'Cambiar {{name}}',
  number: 'Valor',
  useDefault: 'Usar {{value}}, sin valor propio',
  bytes: '{{bytes}} bytes ({{size}})',
  save: 'Guardar',
};

export default words;
