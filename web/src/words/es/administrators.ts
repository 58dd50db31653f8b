import type { Translated } from '../namespaces.ts';

const words: Translated<'administrators'> = {
  title: 'Administradores',
  yes: 'Sí',
  no: 'No',
  columns: {
    name: 'Nombre',
    role: 'Rol',
    organizations: 'Organizaciones',
    content: 'Lee correo',
    app: 'Segundo factor',
    state: 'Estado',
  },
  states: {
    active: 'Activo',
    invited: 'Invitado',
    expired: 'Invitación expirada',
  },
  invitedUntil: 'Fin de la invitación',
  created: 'Agregada',
  empty: {
    title: 'Aún no hay administradores',
    text: 'Agregue uno por cada persona que cuida de este servidor, usted incluido: cada una inicia sesión entonces con una contraseña y una aplicación.',
  },
  add: {
    title: 'Agregar administrador',
    deed: 'Agregar e invitar',
    nameHint: 'Mejor, una dirección de correo suya. Inicia sesión con ella.',
  },
  invitation: {
    text: 'Déle este vínculo: le permite elegir una contraseña, una vez, hasta {{until}}. No se volverá a mostrar.',
  },
  change: {
    title: 'Cambiar el rol',
    deed: 'Guardar',
  },
  invite: {
    title: 'Invitación nueva',
    text: 'Para una contraseña olvidada o un teléfono perdido. El inicio de sesión actual funciona hasta que la acepte; los vínculos anteriores dejan de funcionar.',
    deed: 'Crear invitación',
  },
  remove: {
    title: '¿Quitar {{name}}?',
    text: 'Su sesión se cierra enseguida, y ya no puede iniciar otra. Los tokens de API que creó se mantienen.',
    deed: 'Quitar',
  },
  sessions: {
    title: 'Con sesión iniciada',
    none: 'En ningún sitio por ahora.',
    end: 'Cerrar sesión en todas partes',
    endTitle: '¿Cerrar la sesión de {{name}} en todas partes?',
    endText: 'Puede iniciar sesión de nuevo enseguida.',
  },
};

export default words;
