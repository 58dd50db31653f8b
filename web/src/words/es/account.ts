import type { Translated } from '../namespaces.ts';

const words: Translated<'account'> = {
  title: 'Mi cuenta',
  who: {
    name: 'Nombre',
    role: 'Rol',
    organizations: 'Organizaciones',
    until: 'Sesión iniciada hasta',
  },
  noPassword: {
    title: 'Contraseña y segundo factor',
    text: 'Inició sesión con un vínculo: no tiene contraseña. Agréguese como administrador para iniciar sesión con su nombre.',
    go: 'Administradores',
  },
  provider: {
    title: 'Contraseña y segundo factor',
    text: 'Usted inició sesión con su proveedor de identidades: él tiene su contraseña y pide un segundo factor.',
  },
  password: {
    title: 'Contraseña',
    change: 'Cambiar contraseña',
    now: 'Contraseña actual',
    text: 'Donde más tenga la sesión iniciada, se cierra.',
    noneText:
      'Inicia sesión con sus claves de acceso y no tiene contraseña. Si quiere una, pida una nueva invitación a otro administrador.',
    done: 'Su contraseña se ha cambiado.',
  },
  app: {
    title: 'Aplicación de autenticación',
    none: 'No hay ninguna configurada. Con ella, una contraseña que otra persona haya averiguado no basta para iniciar sesión.',
    there:
      'Hay una aplicación configurada. Si la reemplaza, esa aplicación y sus códigos de recuperación dejan de funcionar.',
    set: 'Configurar aplicación',
    replace: 'Reemplazar aplicación',
    deed: 'Confirmar',
  },
  passkeys: {
    title: 'Claves de acceso',
    text: 'Una clave de acceso está en su teléfono, su equipo o una llave de seguridad. Inicia sesión sin contraseña donde pide su dedo, su cara o un PIN; si no, es el segundo factor.',
    none: 'Aún no tiene ninguna.',
    notHere:
      'Las claves de acceso pertenecen a un nombre, y usted ha abierto otra dirección. Abra esta para agregar una:',
    noName:
      'Las claves de acceso pertenecen a un nombre, y usted ha abierto una dirección de números. En el servidor, ponga un nombre en `http.url` en `doorpost.yaml`, y ábralo.',
    cannot: 'Este explorador no puede, o la página no está cifrada.',
    add: 'Agregar clave de acceso',
    deed: 'Continuar',
    name: 'Nombre',
    nameHint: 'Para que la reconozca: «Teléfono», «Llave del llavero».',
    addText: 'Su explorador pregunta a continuación dónde guardarla. Donde más tenga la sesión iniciada, se cierra.',
    alone: 'Inicia sesión por sí sola',
    second: 'Segundo factor',
    at: 'Para',
    added: 'Agregada',
    used: 'Último uso',
    unused: 'Aún no',
    rename: 'Cambiar nombre',
    renameTitle: 'Cambiar el nombre de {{name}}',
    save: 'Guardar',
    remove: 'Quitar',
    removeTitle: '¿Quitar {{name}}?',
    removeText:
      'Ya no inicia su sesión. Donde más tenga la sesión iniciada, se cierra. Elimínela también en su dispositivo.',
  },
  sessions: {
    title: 'Dónde tiene la sesión iniciada',
  },
};

export default words;
