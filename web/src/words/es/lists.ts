import type { Translated } from '../namespaces.ts';

const words: Translated<'lists'> = {
  title: 'Permitir y bloquear',
  text: '«Bloquear» deja fuera direcciones y remitentes, e impide que su correo vaya allí. «Permitir» deja pasar correo por las listas de bloqueo y el filtro de correo no deseado; nunca malware, ni lo que prohíbe el dominio del remitente.',
  columns: {
    list: 'Lista',
    entry: 'Entrada',
    ends: 'Termina',
    until: 'Vale',
    note: 'Nota',
    added: 'Agregada',
    organization: 'Organización',
  },
  kinds: { 'block-entry': 'Bloquear', 'allow-entry': 'Permitir' },
  binds: {
    label: 'Afecta a',
    both: 'Correo de allí y hacia allí',
    inbound: 'Correo de allí',
    outbound: 'Correo hacia allí',
  },
  never: 'Nunca',
  ended: 'Terminado',
  spans: {
    '30 days': '30 días',
    '90 days': '90 días',
    '45 days after last use': 'Hasta 45 días después de su último uso',
    never: 'Hasta que se quite',
  },
  add: {
    title: 'Entrada nueva',
    deed: 'Agregar',
    entryHint:
      '192.0.2.10, 192.0.2.0/24, anna@example.com, example.com, *.example.com, o «example.com from 192.0.2.0/24»',
  },
  remove: {
    title: '¿Quitar {{name}}?',
    deed: 'Quitar',
    'block-entry': 'Su correo vuelve a entrar.',
    'allow-entry': 'Su correo se juzga como el de cualquiera.',
  },
  empty: {
    title: 'No hay nada en las listas',
    text: 'Una dirección o un remitente que deba pasar siempre, o nunca, va aquí.',
  },
};

export default words;
