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
  password: {
    title: 'Contraseña',
    change: 'Cambiar contraseña',
    now: 'Contraseña actual',
    text: 'Donde más tenga la sesión iniciada, se cierra.',
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
  sessions: {
    title: 'Dónde tiene la sesión iniciada',
  },
};

export default words;
