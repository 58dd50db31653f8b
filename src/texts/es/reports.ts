/** The texts of a report, in Spanish. */
import type { ReportTexts } from '../report-texts.ts';

export const reports: ReportTexts = {
  happened: {
    'unknown-recipient': 'No existe ningún buzón con esta dirección.',
    'mailbox-full': 'El buzón del destinatario está lleno.',
    'mailbox-unavailable': 'El buzón del destinatario existe, pero ahora no acepta mensajes.',
    'domain-not-found': 'La parte de la dirección que sigue a la @ no existe.',
    'no-mail-accepted': 'La parte de la dirección que sigue a la @ es de alguien que no acepta allí ningún mensaje.',
    loop: 'El mensaje daba vueltas entre servidores, grupos o reenvíos, y se detuvo.',
    'no-route': 'El sistema de correo no conoce ningún camino hacia esta dirección.',
    'too-large': 'El mensaje es mayor de lo que acepta el sistema de correo del destinatario.',
    'too-many-recipients': 'El mensaje tiene más destinatarios de los que se permiten a la vez.',
    'refused-by-policy': 'El sistema de correo del destinatario no quiere este mensaje según sus propias reglas.',
    'relay-denied': 'El siguiente servidor de correo se negó a dar curso al mensaje.',
    'sign-in-failed': 'Este sistema de correo no pudo iniciar sesión en el siguiente servidor.',
    'tls-failed': 'Se exigía una conexión protegida (cifrada) con el siguiente servidor y no pudo establecerse.',
    'needs-8bitmime':
      'El sistema de correo del destinatario es demasiado antiguo para este mensaje, que no pudo convertirse.',
    'needs-smtputf8':
      'El sistema de correo del destinatario no admite direcciones ni asuntos con letras que no sean del alfabeto inglés.',
    'content-refused': 'El sistema de correo del destinatario rechazó el contenido del mensaje.',
    'dns-failed': 'No se pudo averiguar cuál es el servidor de correo de esta dirección.',
    'connection-failed': 'No se pudo contactar con el siguiente servidor de correo.',
    'timed-out': 'El siguiente servidor de correo no respondió a tiempo.',
    'protocol-error': 'El siguiente servidor respondió de un modo que no es el del correo.',
    busy: 'El sistema de correo del destinatario está ocupado o hace esperar a los remitentes nuevos.',
    'storage-failed': 'Este sistema de correo no pudo escribir el mensaje en el buzón.',
    expired: 'El mensaje no pudo entregarse durante tanto tiempo que el sistema de correo desistió.',
    other: 'El mensaje no pudo entregarse.',
  },
  cancelled: 'Un administrador de {{hostName}} puso fin a la entrega antes de que se lograra.',
  cancelled_untried:
    'Un administrador de {{hostName}} puso fin a la entrega antes de que se lograra. Aún no se había intentado.',
  cancelled_after:
    'Un administrador de {{hostName}} puso fin a la entrega antes de que se lograra. El último motivo fue: {{lastReason}}',
  who: {
    you: 'Usted puede arreglarlo.',
    recipient: 'El destinatario o su administrador de correo puede arreglarlo.',
    administrator: 'Su administrador de correo puede arreglarlo.',
  },
  fix: {
    'unknown-recipient':
      'Compruebe que la dirección esté bien escrita y envíe el mensaje de nuevo. Si vino de un dispositivo, corrija la dirección en su libreta de direcciones. Si es correcta, pregunte al destinatario por otro medio si ha cambiado.',
    'mailbox-full': 'Pida al destinatario por otro medio que haga sitio y envíe el mensaje de nuevo más tarde.',
    'mailbox-unavailable': 'Inténtelo más tarde. Si continúa, pregunte al destinatario por otro medio.',
    'domain-not-found': 'Compruebe que esa parte esté bien escrita y envíe el mensaje de nuevo.',
    'no-mail-accepted': 'Pida al destinatario por otro medio una dirección que acepte mensajes.',
    loop: 'Reenvíe este informe a su administrador de correo, que debe corregir el reenvío, el grupo o el conector que devuelve los mensajes.',
    'no-route': 'Compruebe la dirección. Si es correcta, reenvíe este informe a su administrador de correo.',
    'too-large':
      'Envíe menos de una vez: menos páginas, una resolución más baja, más compresión; o comparta el archivo de otra manera.',
    'too-many-recipients': 'Envíe el mensaje de nuevo en varias partes, cada una a menos destinatarios.',
    'refused-by-policy':
      'Lea el motivo que figura abajo. Pida al destinatario por otro medio que permita su dirección; su administrador de correo puede ver los detalles.',
    'relay-denied':
      'Reenvíe este informe a su administrador de correo: el siguiente servidor debe aceptar mensajes de este, o hace falta otro conector.',
    'sign-in-failed':
      'Reenvíe este informe a su administrador de correo, que debe renovar el usuario y la contraseña del conector.',
    'tls-failed':
      'Reenvíe este informe a su administrador de correo: un certificado o un ajuste de protección no encaja en uno de los dos lados.',
    'needs-8bitmime': 'Envíe el mensaje de nuevo como texto sencillo, o su contenido como archivo adjunto.',
    'needs-smtputf8': 'Use otra dirección del destinatario o suya, escrita con letras sencillas.',
    'content-refused':
      'Lea el motivo que figura abajo. A menudo no se permite un adjunto de ese tipo: envíelo en otra forma.',
    'dns-failed':
      'Envíe el mensaje de nuevo más tarde. Si continúa, el administrador del destinatario debe reparar los servidores de nombres del dominio.',
    'connection-failed':
      'Envíe el mensaje de nuevo más tarde. Si continúa, reenvíe este informe a su administrador de correo.',
    'timed-out': 'Envíe el mensaje de nuevo más tarde. Si continúa, reenvíe este informe a su administrador de correo.',
    'protocol-error': 'Reenvíe este informe a su administrador de correo, que puede ver lo que dijo.',
    busy: 'Envíe el mensaje de nuevo más tarde. Si continúa, pregunte al destinatario por otro medio.',
    'storage-failed': 'Reenvíe este informe a su administrador de correo, que debe revisar el disco del servidor.',
    expired:
      'Compruebe la dirección. Si es correcta, envíe el mensaje de nuevo más tarde y reenvíe este informe a su administrador de correo: abajo figura el último motivo.',
    cancelled: 'Pregunte el motivo a su administrador de correo antes de enviarlo de nuevo.',
    other: 'Lea el motivo que figura abajo, o reenvíe este informe a su administrador de correo.',
  },
  openings: {
    failure: {
      subject: 'No entregado',
      heading: 'Su mensaje no se entregó',
      sentence: 'Su mensaje no pudo entregarse a los destinatarios de abajo. No se intentará de nuevo.',
    },
    delivered: {
      subject: 'Entregado',
      heading: 'Su mensaje se entregó',
      sentence: 'Como usted pidió saberlo: su mensaje está en los buzones de los destinatarios de abajo.',
    },
    relayed: {
      subject: 'Transmitido',
      heading: 'Su mensaje se transmitió',
      sentence:
        'Como usted pidió saberlo: su mensaje se transmitió al sistema de correo de los destinatarios de abajo, que no informará de si llega.',
    },
    expanded: {
      subject: 'Distribuido',
      heading: 'Su mensaje se transmitió a los miembros de un grupo',
      sentence: 'Como usted pidió saberlo: su mensaje se transmitió a todos los que hay tras las direcciones de abajo.',
    },
    delay: {
      subject: 'Retrasado',
      heading: 'Su mensaje se retrasa',
      sentence:
        'Su mensaje aún no se ha entregado a los destinatarios de abajo. Se sigue intentando. No tiene que hacer nada ni enviarlo de nuevo.',
      sentence_until:
        'Su mensaje aún no se ha entregado a los destinatarios de abajo. Se sigue intentando hasta el {{until}}. No tiene que hacer nada ni enviarlo de nuevo.',
    },
  },
  yourMessage: 'su mensaje',
  moreRecipients_one: '{{count}} destinatario más figura en la parte de estado adjunta.',
  moreRecipients_many: 'Otros {{count}} destinatarios figuran en la parte de estado adjunta.',
  moreRecipients_other: 'Otros {{count}} destinatarios figuran en la parte de estado adjunta.',
  countedRecipients_one:
    '{{count}} destinatario más no figura aquí; su administrador de correo lo encuentra en el seguimiento de mensajes.',
  countedRecipients_many:
    'Otros {{count}} destinatarios no figuran aquí; su administrador de correo encuentra cada uno en el seguimiento de mensajes.',
  countedRecipients_other:
    'Otros {{count}} destinatarios no figuran aquí; su administrador de correo encuentra cada uno en el seguimiento de mensajes.',
  lastAttempt: '{{date}}, número {{number}}',
  labels: {
    title: 'Informe de entrega',
    happened: 'Qué ha pasado',
    who: 'Quién',
    fix: 'Qué hacer',
    details: 'Detalles para administradores',
    device: 'Dispositivo',
    sender: 'Remitente',
    subject: 'Asunto',
    received: 'Recibido',
    messageId: 'Message-ID',
    queueId: 'Número de cola',
    reportedBy: 'Informa',
    none: '(ninguno)',
    serverSaid: 'El siguiente servidor dijo',
    reason: 'Motivo',
    inOtherWords: 'En otras palabras',
    nextServer: 'Siguiente servidor',
    status: 'Estado',
    attempts: 'Intentos',
    lastAttempt: 'Último intento',
    triedUntil: 'Intentado hasta',
  },
  monthly: {
    subject: 'Mensajes de {{month}}: {{organization}}',
    greeting: '{{month}} en {{organization}}, según lo contó Doorpost en {{hostName}}.',
    nothing: 'No llegó ni salió nada.',
    cameIn: 'Mensajes que llegaron',
    refused: 'Rechazados',
    wentOut: 'Destinatarios, según lo que fue de su mensaje',
    devices: 'Por dispositivo',
    signIns: 'Por inicio de sesión (SMTP AUTH)',
    upstreams: 'Por vía de salida',
    causes: 'Por qué se rechazaron o fallaron mensajes',
    codes: 'Mensajes no entregados, por código',
    others: 'Otros',
    link: 'Los mensajes detrás de cada número: {{link}}',
    why: 'Las direcciones que reciben las alarmas reciben este informe el primer día de cada mes, hasta que se desactive el informe mensual de la organización.',
    ways: {
      relay: 'por conectores',
      submission: 'con inicio de sesión',
      direct: 'de desconocidos',
      internal: 'del propio Doorpost',
    },
    waysOut: { mailbox: 'Buzones de aquí', mx: 'Directamente, por MX' },
    statuses: {
      Delivered: 'Entregados',
      Failed: 'Fallidos',
      Captured: 'Retenidos',
      Expanded: 'Expandidos a un grupo',
      Transferred: 'Transmitidos',
    },
  },
  digest: {
    subject: 'Mensajes retenidos para usted: {{number}}',
    greeting: 'Mensajes para {{recipient}} que {{hostName}} ha retenido desde la última lista y no ha entregado:',
    line: 'De {{sender}}, {{date}}',
    more: 'Y {{number}} más.',
    noSubject: '(sin asunto)',
    ask: '¿Espera alguno de ellos? Pregunte a {{contact}}, que puede dejarlo pasar. Lo que nadie pide se borra al cabo de unos días. En este mensaje no hay nada que pulsar.',
    why: {
      malware: 'se encontró software malicioso en él',
      spam: 'parece correo no deseado',
      author: 'nada muestra que lo escribiera su autor',
      blocked: 'su remitente está bloqueado',
      rules: 'una regla lo retiene',
    },
  },
};
