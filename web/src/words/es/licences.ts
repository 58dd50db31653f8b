import type { Translated } from '../namespaces.ts';

const words: Translated<'licences'> = {
  title: 'Licencias',
  text: 'Las licencias que ha comprado, y a quién están asignadas. Lo que ocurre sin licencia es un ajuste de la organización.',
  choose: 'Elija arriba una organización: las licencias se cuentan para cada una.',
  licensings: {
    off: 'Aquí no se tienen en cuenta las licencias.',
    report: 'Las licencias se cuentan; no se rechaza nada por falta de una.',
    enforce: 'A quien no tiene licencia se le rechaza.',
  },
  seats: {
    title: 'Licencias',
    mailbox: 'Buzones',
    protection: 'Remitentes sin buzón',
    bought: 'Compradas',
    assigned: 'En uso',
    of: '{{assigned}} de {{total}} en uso',
    change: 'Cambiar',
    changeTitle: 'Licencias de {{name}}',
    save: 'Guardar',
  },
  lacking: {
    title: 'Buzones sin licencia',
    none: 'Todos los buzones tienen licencia.',
    assign: 'Asignar una licencia',
  },
  senders: {
    title: 'Remitentes sin buzón',
    text: 'Direcciones de sus dominios que han enviado en los últimos 30 días y no son el buzón de nadie.',
    none: 'No hay ninguno.',
    address: 'Dirección',
    messages: 'Mensajes',
    lastSeen: 'Visto por última vez',
    seat: 'Licencia',
    licensed: 'Asignada',
    lacks: 'Ninguno',
    assign: 'Asignar una licencia',
    unassign: 'Retirarla',
    trace: 'Su correo',
  },
};

export default words;
