import type { Translated } from '../namespaces.ts';

const words: Translated<'singleSignOn'> = {
  title: 'Inicio de sesión único',
  yes: 'Sí',
  no: 'No',
  none: {
    title: 'No hay ningún proveedor de identidades configurado',
    text: 'Con uno, las personas inician sesión con la cuenta que ya tienen allí. En el servidor, defina `oidc.issuer` y `oidc.clientId` en `doorpost.yaml`; la guía del administrador tiene los pasos para Microsoft Entra y otros.',
  },
  provider: {
    title: 'Proveedor de identidades',
    name: 'Nombre',
    issuer: 'Emisor',
    clientId: 'Id. de cliente',
    claim: 'Los roles se leen de',
    redirect: 'URI de redirección',
  },
  mappings: {
    title: 'Qué vale aquí un rol de allí',
    text: 'De varios roles de una persona cuenta el más alto. Lo que cambie actúa con su próximo clic.',
    none: 'No hay nada asignado: aún no inicia sesión nadie con el proveedor.',
    value: 'Rol en el proveedor',
    valueHint: 'Como figura en la notificación {{claim}}; las mayúsculas cuentan.',
    role: 'Rol aquí',
    organizations: 'Organizaciones',
    content: 'Lee correo',
    enabled: 'En vigor',
    add: 'Asignar un rol',
    addDeed: 'Asignar',
    change: 'Cambiar',
    changeTitle: 'Cambiar {{value}}',
    save: 'Guardar',
    remove: 'Quitar',
    removeTitle: '¿Quitar {{value}}?',
    removeText: 'A quien solo ha iniciado sesión por este rol se le cierra enseguida.',
  },
  own: {
    title: 'Usted, como el proveedor habló de usted por última vez',
    other:
      'Usted inició sesión de otra manera. Inicie sesión con el proveedor para ver qué dice de usted, y qué resulta de ello: a quien no tiene un rol asignado se le dice, con los roles que llegaron.',
    values: 'Roles',
    noValues: 'Ninguno',
    became: 'Resultó',
    nothing: 'Nada: ningún rol está asignado',
    claims: 'Todo lo que se dijo',
    claim: 'Notificación',
    claimValue: 'Valor',
    oddities: {
      absent: 'El proveedor no envió esa notificación.',
      'no-text': 'La notificación no es ni un texto ni una lista de textos.',
      'kept-elsewhere':
        'Son demasiados, y el proveedor envió en su lugar un sitio donde preguntar. En Entra, use roles de aplicación.',
    },
  },
  people: {
    title: 'Quién vino por el proveedor',
    none: 'Nadie todavía.',
    name: 'Nombre',
    subject: 'Conocido allí como',
    roles: 'Roles',
    became: 'Resultó',
    seen: 'Último inicio de sesión',
    end: 'Cerrar sesión',
    endTitle: '¿Cerrar la sesión de {{name}}?',
    endText: 'Puede iniciar sesión de nuevo, mientras el proveedor y un rol asignado lo permitan.',
  },
};

export default words;
