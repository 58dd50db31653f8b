import type { Translated } from '../namespaces.ts';

const words: Translated<'groups'> = {
  title: 'Grupos',
  search: 'Buscar grupos',
  placeholder: 'Dirección o nombre',
  add: 'Agregar grupo',
  refresh: 'Actualizar',
  columns: {
    address: 'Dirección',
    name: 'Nombre para mostrar',
    aliases: 'Otras direcciones',
    members: 'Miembros',
    organization: 'Organización',
  },
  edit: 'Editar',
  remove: {
    deed: 'Eliminar',
    title: '¿Eliminar {{address}}?',
    text: 'El correo para él se rechaza desde entonces. Sus miembros se mantienen.',
  },
  form: {
    add: 'Agregar un grupo',
    edit: 'Editar {{address}}',
    members: 'Miembros',
    membersHint: 'Uno por línea: buzones, otros grupos o direcciones de otros sitios.',
    listHint: 'Separadas por comas.',
    save: 'Guardar',
  },
  noMembers: 'Nadie: el correo para él se rechaza hasta que tenga un miembro.',
  empty: {
    title: 'Aún no hay grupos',
    text: 'Un grupo es una dirección para varias personas: su correo va a cada miembro.',
  },
};

export default words;
