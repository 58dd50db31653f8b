import type { Translated } from '../namespaces.ts';

const words: Translated<'restricted'> = {
  title: 'Remitentes restringidos',
  text: 'No pueden enviar por ahora, porque fueron usurpados o enviaron correo no deseado. Su correo en espera está en pausa. Siguen recibiendo correo.',
  columns: {
    who: 'Quién',
    of: 'Tipo',
    since: 'Desde',
    ends: 'Termina',
    why: 'Motivo',
    mail: 'Destinatarios en espera',
    organization: 'Organización',
    evidence: 'Correo por el que se restringió',
  },
  kinds: { sender: 'Buzón', connector: 'Conector', address: 'Dirección IP' },
  lifted: 'Cuando se levanta',
  trace: 'Lo que envió, en el seguimiento de mensajes',
  add: {
    title: 'Restringir un remitente',
    deed: 'Restringir',
    hints: {
      sender: 'La dirección del buzón',
      connector: 'El nombre del conector de entrada',
      address: 'Por ejemplo 192.0.2.10',
    },
  },
  deeds: {
    lift: {
      deed: 'Levantar',
      title: '¿Dejar que {{name}} envíe de nuevo?',
      text: 'Averigüe primero por qué se restringió. Su correo en pausa sigue en pausa.',
    },
    release: {
      deed: 'Liberar su correo',
      title: '¿Liberar el correo de {{name}}?',
      text: 'Todo el que está en pausa sigue.',
    },
    expire: {
      deed: 'Terminar su correo',
      title: '¿Terminar el correo de {{name}}?',
      text: 'Todo el que espera se termina, con un informe al remitente. No se puede deshacer.',
    },
  },
  empty: {
    title: 'Nadie está restringido',
    text: 'Aquí se puede detener un buzón, un conector o una dirección que envía correo no deseado.',
  },
};

export default words;
