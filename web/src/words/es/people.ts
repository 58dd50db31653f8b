import type { Translated } from '../namespaces.ts';

const words: Translated<'people'> = {
  signIn: {
    title: 'Iniciar sesión en Doorpost',
    name: 'Nombre',
    password: 'Contraseña',
    code: 'Código de su aplicación de autenticación, o un código de recuperación',
    submit: 'Iniciar sesión',
    help: '¿Aún sin nombre, o sin acceso? En el servidor, ejecute `doorpost admin link`: muestra un vínculo que inicia sesión una vez.',
    linkFailed:
      'Este vínculo ya no inicia sesión: sirve una vez, durante 15 minutos. En el servidor, ejecute `doorpost admin link` para obtener otro.',
    wrong: 'El nombre, la contraseña o el código no es correcto.',
    wrongCode:
      'Este código no es correcto, o la invitación ha terminado entretanto. Espere al siguiente código de la aplicación y pruebe con él.',
    wrongLink: 'Este vínculo no es el correcto: sirve una vez, durante 15 minutos, y para la misma persona.',
    ended: 'Su sesión ha terminado. Inicie sesión de nuevo para seguir donde estaba.',
    slowed_one: 'Demasiados intentos. Inténtelo de nuevo en {{count}} segundo.',
    slowed_other: 'Demasiados intentos. Inténtelo de nuevo en {{count}} segundos.',
  },
  again: {
    title: '¿Sigue siendo usted?',
    text: 'Esto requiere un inicio de sesión de hace menos de diez minutos.',
    link: 'Vínculo de inicio de sesión',
    linkHint: 'En el servidor, ejecute `{{command}}` y pegue lo que muestra.',
    byLink: 'Usar un vínculo en su lugar',
    byPassword: 'Usar la contraseña',
    wrong: 'La contraseña o el código no es correcto.',
    submit: 'Continuar',
    leave: 'Cancelar',
  },
  passkey: {
    button: 'Iniciar sesión con una clave de acceso',
    use: 'Usar una clave de acceso',
    left: 'No se mostró ninguna clave de acceso. Inténtelo de nuevo, o use otra vía.',
    there: 'Este dispositivo ya tiene una clave de acceso suya. Use otro dispositivo, o quite antes aquella.',
    refused: 'El explorador no creó ninguna clave de acceso. Pruebe con otro dispositivo, u otro explorador.',
  },
  sso: {
    button: 'Iniciar sesión con {{name}}',
    elsewhere: 'El inicio de sesión con {{name}} funciona en esta dirección:',
    entering: 'Iniciando sesión…',
    failed: 'No se inició su sesión',
    back: 'Volver al inicio de sesión',
    again:
      'Esto requiere un inicio de sesión de hace menos de diez minutos. Su proveedor le pregunta otra vez, en una ventana nueva; después se sigue aquí.',
    againLink: 'Iniciar sesión en el proveedor',
    done: 'Sigue siendo usted',
    doneText: 'Cierre esta ventana: la otra sigue.',
  },
  invitation: {
    title: 'Bienvenido a Doorpost',
    text: 'Se le ha invitado como {{role}}. Desde ahora inicia sesión como {{name}}.',
    failed: 'Esta invitación ya no deja entrar a nadie',
    failedText: 'Sirve una vez, durante siete días. Pida otra a la persona que le invitó.',
    app: 'Aplicación de autenticación',
    passkey: {
      title: 'Una clave de acceso en lugar de una contraseña',
      text: 'Su teléfono, su equipo o una llave de seguridad inicia sesión por usted con el dedo, la cara o un PIN: sin contraseña y sin aplicación. Tenga pronto una segunda, en «Mi cuenta»: si se pierde la única, otro administrador tiene que invitarle de nuevo.',
      name: 'Nombre de la clave de acceso',
      nameHint: 'Teléfono, Portátil, Llave del llavero: para reconocerla.',
      submit: 'Configurar la clave de acceso e iniciar sesión',
      password: 'Usar una contraseña en su lugar',
      instead: 'Con una clave de acceso en lugar de una contraseña, en esta dirección:',
    },
    submit: 'Definir la contraseña e iniciar sesión',
    goOn: 'Los he guardado',
  },
  authenticator: {
    text: 'Escanee esto con una aplicación de autenticación en su teléfono y escriba el código que muestra.',
    optional:
      'Mejor con un segundo factor: escanee esto con una aplicación de autenticación en su teléfono y escriba el código que muestra. Deje el código vacío para prescindir de él.',
    qr: 'Código QR para su aplicación de autenticación',
    typed: 'O escriba esta clave en la aplicación:',
    code: 'Código de la aplicación',
  },
  recoveryCodes: {
    title: 'Códigos de recuperación',
    text: 'Guárdelos donde los encuentre sin su teléfono. Cada uno inicia sesión una vez en lugar de la aplicación. No se volverán a mostrar.',
    copy: 'Copiar todo',
  },
  newPassword: {
    password: 'Contraseña nueva',
    repeat: 'Repetir la contraseña',
    differ: 'Las dos contraseñas son distintas.',
    least: 'Al menos {{count}} caracteres.',
  },
  grant: {
    role: 'Rol',
    roles: {
      'global-administrator': 'Puede hacerlo todo, en todas las organizaciones y en el servidor.',
      'organization-administrator': 'Configura lo que pertenece a sus organizaciones.',
      'help-desk': 'Deja entrar dispositivos, vuelve a enviar correo, restablece contraseñas.',
      reader: 'Mira, y no cambia nada.',
    },
    organizations: 'Organizaciones',
    all: 'Todas',
    gone: '{{id}} (quitada)',
    content: 'Puede leer correo',
    contentHint: 'Lo que han escrito personas: en los buzones de aquí y en el correo capturado.',
  },
  session: {
    browser: '{{browser}} en {{system}}',
    other: 'Otro explorador',
    current: 'este',
    address: 'Dirección IP',
    signedIn: 'Con sesión iniciada',
    used: 'Último uso',
    until: 'Termina',
    end: 'Cerrar sesión',
  },
};

export default words;
