/** Refusals of other services, in Spanish. */
import type { Sentences } from '../sentences.ts';

export const services: Sentences = {
  'the name, the password or the token is not accepted': 'el nombre, la contraseña o el token no se acepta',
  'use an app password (an account’s own password does not work) or OAuth, and set it anew':
    'use una contraseña de aplicación (la propia contraseña de una cuenta no sirve) u OAuth, y establézcala de nuevo',
  'the account has two-step verification: its own password does not work here':
    'la cuenta tiene verificación en dos pasos: su propia contraseña no sirve aquí',
  'make an app password in the Google account’s security settings, and set it on the connector':
    'cree una contraseña de aplicación en los ajustes de seguridad de la cuenta de Google, y establézcala en el conector',
  'Google wants a person to confirm the sign-in': 'Google quiere que una persona confirme el inicio de sesión',
  'sign in with a browser once, or use OAuth': 'inicie sesión una vez con un navegador, o use OAuth',
  'the service takes mail only under TLS': 'el servicio solo acepta correo bajo TLS',
  'set the connector’s TLS to required': 'ponga TLS del conector en required',
  'no sign-in was sent': 'no se envió inicio de sesión',
  'give the connector a sign-in, or register our address for the SMTP relay service in the Google admin console':
    'dé al conector un inicio de sesión, o registre nuestra dirección para el servicio de retransmisión SMTP en la consola de administración de Google',
  'the organization’s mail of a day through the SMTP relay service is used up':
    'el correo diario de la organización por el servicio de retransmisión SMTP se ha agotado',
  'wait until tomorrow, or ask Google for a higher limit': 'espere hasta mañana, o pida a Google un límite mayor',
  'our address is not registered for the SMTP relay service':
    'nuestra dirección no está registrada para el servicio de retransmisión SMTP',
  'add our public address in the Google admin console (Apps, Gmail, Routing, SMTP relay service)':
    'agregue nuestra dirección pública en la consola de administración de Google (Aplicaciones, Gmail, Enrutamiento, servicio de retransmisión SMTP)',
  'the account’s mail of a day is used up': 'el correo diario de la cuenta se ha agotado',
  'wait until tomorrow, or use the SMTP relay service, which allows more':
    'espere hasta mañana, o use el servicio de retransmisión SMTP, que permite más',
  'the sender’s domain has neither SPF for our address nor DKIM':
    'el dominio del remitente no tiene ni SPF para nuestra dirección ni DKIM',
  'add our public address to the domain’s SPF record, or sign in at Google with an account of the domain':
    'agregue nuestra dirección pública al registro SPF del dominio, o inicie sesión en Google con una cuenta del dominio',
  'Google slows this account or address down': 'Google frena esta cuenta o dirección',
  'nothing: it passes. If it comes often, set a lower pace on the connector':
    'nada: se pasa. Si ocurre a menudo, ponga un ritmo menor en el conector',
  'the name, the secret or the application’s role is not right':
    'el nombre, el secreto o el rol de la aplicación no es correcto',
  'the name is RESOURCE.APP-ID.TENANT-ID or an SMTP username; its application needs the role to send on the resource; the secret may have expired':
    'el nombre es RESOURCE.APP-ID.TENANT-ID o un nombre de usuario SMTP; su aplicación necesita el rol para enviar en el recurso; puede que el secreto haya expirado',
  'more mail than the resource’s quota': 'más correo que la cuota del recurso',
  'lower the connector’s pace, or ask for a higher quota': 'baje el ritmo del conector, o pida una cuota mayor',
  'SES knows neither this address nor its domain as verified in that region; while the account is in the sandbox that goes for recipients too':
    'SES no conoce ni esta dirección ni su dominio como verificados en esa región; mientras la cuenta está en el espacio aislado, eso vale también para los destinatarios',
  'the name or the password is not that of SMTP credentials of this region: access keys of AWS do not work here':
    'el nombre o la contraseña no es el de credenciales SMTP de esta región: las claves de acceso de AWS no sirven aquí',
  'the IAM user of the SMTP credentials may not send as this identity':
    'el usuario de IAM de las credenciales SMTP no puede enviar como esta identidad',
  'allow ses:SendRawEmail for it in the policy of that IAM user':
    'permítale ses:SendRawEmail en la directiva de ese usuario de IAM',
  'Amazon has paused the sending of the account, mostly for bounces or complaints':
    'Amazon ha pausado el envío de la cuenta, casi siempre por devoluciones o quejas',
  'see the SES console (Reputation metrics) and the mail that AWS wrote, and ask AWS to review it':
    'vea la consola de SES (métricas de reputación) y el correo que escribió AWS, y pida a AWS que lo revise',
  'what the account may send in 24 hours is used up': 'lo que la cuenta puede enviar en 24 horas se ha agotado',
  'ask AWS for a higher sending quota (Service Quotas), and set it as the connector’s pace, so that it is not met again':
    'pida a AWS una cuota de envío mayor (Service Quotas), y póngala como ritmo del conector, para no volver a alcanzarla',
  'more messages a second than the account may send': 'más mensajes por segundo de los que la cuenta puede enviar',
  'nothing: it passes. If it comes often, set the account’s rate as the connector’s pace, or ask AWS for a higher one':
    'nada: se pasa. Si ocurre a menudo, ponga la tasa de la cuenta como ritmo del conector, o pida a AWS una mayor',
  'more sessions at once than SES takes from one account': 'más sesiones a la vez de las que SES acepta de una cuenta',
  'nothing: fewer are used for a while. Set a pace if other programs use the account too':
    'nada: durante un rato se usan menos. Ponga un ritmo si otros programas usan también la cuenta',
  'SendGrid knows neither this address nor its domain as a sender identity of the account':
    'SendGrid no conoce ni esta dirección ni su dominio como identidad de remitente de la cuenta',
  'what the plan of the account allows is used up': 'lo que permite el plan de la cuenta se ha agotado',
  'wait until it begins anew, or take a larger plan (Settings, Account Details)':
    'espere a que empiece de nuevo, o tome un plan mayor (Settings, Account Details)',
  'more than SendGrid takes of the account in an hour': 'más de lo que SendGrid acepta de la cuenta en una hora',
  'the API key may not send mail, or the account is under review or suspended':
    'la clave de API no puede enviar correo, o la cuenta está en revisión o suspendida',
  'give the key the permission Mail Send (Settings, API Keys), and look for a notice on the account':
    'dé a la clave el permiso Mail Send (Settings, API Keys), y busque un aviso en la cuenta',
  'the API key is wrong, was deleted, or may not be used from our address':
    'la clave de API es incorrecta, se eliminó, o no puede usarse desde nuestra dirección',
  'give the connector a sign-in: the name apikey, and an API key as its password':
    'dé al conector un inicio de sesión: el nombre apikey, y una clave de API como contraseña',
  'the account takes SMTP only from addresses it knows, and ours is not among them':
    'la cuenta solo acepta SMTP de direcciones que conoce, y la nuestra no está entre ellas',
  'add our public address at Brevo (Settings, Security, Authorized IPs), by IPv6 too where this machine has it; or switch that check off for SMTP keys':
    'agregue nuestra dirección pública en Brevo (Settings, Security, Authorized IPs), también la de IPv6 si este equipo la tiene; o desactive esa comprobación para claves SMTP',
  'a new account may not send before Brevo has activated its SMTP':
    'una cuenta nueva no puede enviar antes de que Brevo haya activado su SMTP',
  'ask the support of Brevo to activate transactional mail for the account':
    'pida al soporte de Brevo que active el correo transaccional para la cuenta',
  'the login or the SMTP key is wrong: an API key and the account’s own password do not work here':
    'el inicio de sesión o la clave SMTP es incorrecto: una clave de API y la propia contraseña de la cuenta no sirven aquí',
  'the host takes this only under TLS, and the connector used none':
    'el host solo acepta esto bajo TLS, y el conector no lo usó',
  'the host takes mail only under TLS, and the connector used none':
    'el host solo acepta correo bajo TLS, y el conector no lo usó',
  'have it switched on there, or use another account': 'haga que lo activen allí, o use otra cuenta',
  'the account has to set a new password, or to sign in once in another way':
    'la cuenta debe establecer una contraseña nueva, o iniciar sesión una vez de otra manera',
  'the name or the password is wrong, or the account may not sign in':
    'el nombre o la contraseña es incorrecto, o la cuenta no puede iniciar sesión',
  'the host takes mail only from those who sign in, or only under TLS':
    'el host solo acepta correo de quienes inician sesión, o solo bajo TLS',
  'give the connector a sign-in, and set its TLS to required':
    'dé al conector un inicio de sesión, y ponga su TLS en required',
  'the host takes this mail only from those who sign in': 'el host solo acepta este correo de quienes inician sesión',
  'what the account may send in a while is used up': 'lo que la cuenta puede enviar en un tiempo se ha agotado',
  'more mail than the host takes from one account or address':
    'más correo del que el host acepta de una cuenta o dirección',
  'the account is restricted there': 'la cuenta está restringida allí',
  'sign in on port 587, or have a static address taken off the list':
    'inicie sesión en el puerto 587, o haga quitar de la lista una dirección estática',
  'the host does not take mail from our address, or by our name':
    'el host no acepta correo de nuestra dirección, o con nuestro nombre',
  'have our public address allowed there, give it a name in DNS that leads back to it (PTR), and set DOORPOST_HOSTNAME to that name; or sign in on port 587':
    'haga que allí permitan nuestra dirección pública, dele en DNS un nombre que lleve de vuelta a ella (PTR), y ponga ese nombre en DOORPOST_HOSTNAME; o inicie sesión en el puerto 587',
  'the host does not pass on mail of ours: it knows neither our address nor a sign-in of ours, or not for this recipient’s domain':
    'el host no pasa correo nuestro: no conoce ni nuestra dirección ni un inicio de sesión nuestro, o no para el dominio de este destinatario',
};
