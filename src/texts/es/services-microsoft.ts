/** Refusals of Microsoft 365, in Spanish. */
import type { Sentences } from '../sentences.ts';

export const servicesMicrosoft: Sentences = {
  'the service takes mail only under TLS, and the connector used none':
    'el servicio solo acepta correo bajo TLS, y el conector no lo usó',
  'the service refuses TLS 1.0 and 1.1': 'el servicio rechaza TLS 1.0 y 1.1',
  'something between this server and the service lowers the TLS version (a proxy, a firewall): let port 587 or 25 pass untouched':
    'algo entre este servidor y el servicio baja la versión de TLS (un proxy, un firewall): deje pasar intacto el puerto 587 o 25',
  'no sign-in was sent, and this host takes mail only from those who sign in':
    'no se envió inicio de sesión, y este host solo acepta correo de quienes inician sesión',
  'give the connector a sign-in, or use the host of the connector relay (port 25 of the MX) instead':
    'dé al conector un inicio de sesión, o use en su lugar el host de la retransmisión por conector (puerto 25 del MX)',
  'authenticated SMTP is switched off for the whole Microsoft 365 organization':
    'SMTP autenticado está desactivado para toda la organización de Microsoft 365',
  'run "Set-TransportConfig -SmtpClientAuthenticationDisabled $false", or switch it on for this mailbox alone: "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false"':
    'ejecute "Set-TransportConfig -SmtpClientAuthenticationDisabled $false", o actívelo solo para este buzón: "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false"',
  'authenticated SMTP is switched off for this mailbox': 'SMTP autenticado está desactivado para este buzón',
  'run "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false" (or: admin center, Users, Mail, Manage email apps, Authenticated SMTP)':
    'ejecute "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false" (o: centro de administración, Usuarios, Correo, Administrar aplicaciones de correo electrónico, SMTP autenticado)',
  'an authentication policy refuses sign-in with a password':
    'una directiva de autenticación rechaza el inicio de sesión con contraseña',
  'use OAuth for this connector, or allow SMTP in the mailbox’s authentication policy ("Set-AuthenticationPolicy NAME -AllowBasicAuthSmtp")':
    'use OAuth para este conector, o permita SMTP en la directiva de autenticación del buzón ("Set-AuthenticationPolicy NAME -AllowBasicAuthSmtp")',
  'the name or the password is wrong': 'el nombre o la contraseña es incorrecto',
  'the organization’s security defaults forbid sign-in with a password':
    'los valores predeterminados de seguridad de la organización prohíben el inicio de sesión con contraseña',
  'use OAuth or a connector relay, or replace security defaults by Conditional Access (Entra admin center, Properties)':
    'use OAuth o una retransmisión por conector, o sustituya los valores predeterminados de seguridad por acceso condicional (centro de administración de Entra, Propiedades)',
  'Conditional Access or multi-factor sign-in refused it':
    'el acceso condicional o la autenticación multifactor lo rechazó',
  'read the sign-in log in the Entra admin center for the policy, and except this account from it; or use OAuth or a connector relay':
    'busque la directiva en el registro de inicios de sesión del centro de administración de Entra, y exceptúe esta cuenta; o use OAuth o una retransmisión por conector',
  'the account is locked after too many wrong passwords':
    'la cuenta está bloqueada tras demasiadas contraseñas incorrectas',
  'find who else signs in with it, unlock it, and set its password anew here':
    'averigüe quién más inicia sesión con ella, desbloquéela, y establezca de nuevo su contraseña aquí',
  'the organization’s federation server did not confirm the sign-in':
    'el servidor de federación de la organización no confirmó el inicio de sesión',
  'use a cloud-only account for this connector, or mend the federation server':
    'use para este conector una cuenta solo de nube, o arregle el servidor de federación',
  'the service refused the sign-in by a setting of its own':
    'el servicio rechazó el inicio de sesión por un ajuste propio',
  'look for this account’s SMTP sign-in in the Entra sign-in log: it names the reason':
    'busque el inicio de sesión SMTP de esta cuenta en el registro de inicios de sesión de Entra: dice el motivo',
  'the token was not taken': 'no se aceptó el token',
  'a new one is fetched by itself; if it stays so, check the application’s permission (Mail.Send) and its secret':
    'se obtiene uno nuevo por sí solo; si sigue así, compruebe el permiso de la aplicación (Mail.Send) y su secreto',
  'the account may not send high-volume mail': 'la cuenta no puede enviar correo de gran volumen',
  'check that the HVE account exists, and that the application is allowed to send as it':
    'compruebe que existe la cuenta HVE, y que la aplicación puede enviar como ella',
  'the sign-in was refused without a reason: a wrong password, a bad token or a missing permission':
    'el inicio de sesión se rechazó sin motivo: una contraseña incorrecta, un token malo o un permiso que falta',
  'with a password: set it anew. With OAuth: check SMTP.SendAsApp with admin consent, that the service principal has the Enterprise application’s object id, and its access to the mailbox':
    'con contraseña: establézcala de nuevo. Con OAuth: compruebe SMTP.SendAsApp con consentimiento del administrador, que la entidad de servicio tiene el id. de objeto de la aplicación empresarial, y su acceso al buzón',
  'sign-in with a password has been retired': 'el inicio de sesión con contraseña se ha retirado',
  'move this connector to OAuth, or to a connector relay':
    'pase este conector a OAuth, o a una retransmisión por conector',
  'the account may not send in this sender’s name': 'la cuenta no puede enviar en nombre de este remitente',
  'rewrite From to the account on the connector, or grant it Send As for that mailbox':
    'reescriba From a la cuenta en el conector, o concédale «Enviar como» para ese buzón',
  'more sessions at once than the account is allowed': 'más sesiones a la vez de las que se permiten a la cuenta',
  'nothing: fewer are used for a while. Set the connector’s pace to 3 at once if other programs use the account too':
    'nada: durante un rato se usan menos. Ponga el ritmo del conector en 3 a la vez si otros programas usan también la cuenta',
  'the account’s 10,000 recipients of a day are used up':
    'los 10 000 destinatarios diarios de la cuenta se han agotado',
  'the account’s recipients of a day are used up': 'los destinatarios diarios de la cuenta se han agotado',
  'the organization’s mail of a day to outside recipients is used up (trial organizations, new ones and the onmicrosoft.com domain may send little)':
    'el correo diario de la organización a destinatarios externos se ha agotado (las organizaciones de prueba, las nuevas y el dominio onmicrosoft.com pueden enviar poco)',
  'wait until tomorrow; send from a domain of your own, and see the tenant’s outbound limit in the Exchange admin center (Reports, Mail flow)':
    'espere hasta mañana; envíe desde un dominio propio, y vea el límite de salida del inquilino en el centro de administración de Exchange (Informes, Flujo de correo)',
  'the account is restricted: what it sent was taken for spam':
    'la cuenta está restringida: lo que envió se tomó por no deseado',
  'the mailbox of the account is full, and sends nothing until there is room':
    'el buzón de la cuenta está lleno, y no envía nada hasta que haya espacio',
  'the account is switched off': 'la cuenta está desactivada',
  'switch it on in the Microsoft 365 admin center (Users), and look at its licence; or use another account':
    'actívela en el centro de administración de Microsoft 365 (Usuarios), y mire su licencia; o use otra cuenta',
  'the account is slowed down because the same refused mail was sent again and again':
    'se frena la cuenta porque el mismo correo rechazado se envió una y otra vez',
  'the account is restricted for having sent suspicious mail':
    'la cuenta está restringida por haber enviado correo sospechoso',
  'release it in the Defender portal (Review, Restricted entities), and change its password first':
    'libérela en el portal de Defender (Revisar, Entidades restringidas), y cambie antes su contraseña',
  'more recipients than one message may have': 'más destinatarios de los que puede tener un mensaje',
  'nothing: the rest goes in further messages': 'nada: el resto va en otros mensajes',
  'a connector may match, but neither the certificate’s domain nor the sender’s is an accepted domain there':
    'puede que un conector sirva, pero ni el dominio del certificado ni el del remitente es allí un dominio aceptado',
  'add the sender’s domain as accepted domain in Microsoft 365, or rewrite the envelope sender on this connector':
    'agregue el dominio del remitente como dominio aceptado en Microsoft 365, o reescriba el remitente del sobre en este conector',
  'no inbound connector of the organization matched: our address or certificate has changed':
    'ningún conector de entrada de la organización servía: nuestra dirección o certificado ha cambiado',
  'compare our public address or certificate name with the inbound connector in the Exchange admin center (Mail flow, Connectors)':
    'compare nuestra dirección pública o el nombre del certificado con el conector de entrada en el centro de administración de Exchange (Flujo de correo, Conectores)',
  'the smart host is another organization’s, or an outside recipient came without a connector':
    'el host inteligente es de otra organización, o un destinatario externo vino sin conector',
  'use the organization’s own MX as smart host, and check its inbound connector':
    'use el propio MX de la organización como host inteligente, y compruebe su conector de entrada',
  'the organization refuses Direct Send': 'la organización rechaza Direct Send',
  'make an inbound connector for our address or certificate there, or sign in; or run "Set-OrganizationConfig -RejectDirectSend $false"':
    'haga allí un conector de entrada para nuestra dirección o certificado, o inicie sesión; o ejecute "Set-OrganizationConfig -RejectDirectSend $false"',
  'the recipient does not exist there': 'el destinatario no existe allí',
  'check the address': 'compruebe la dirección',
  'our public address is on a block list, as dynamic lines usually are':
    'nuestra dirección pública está en una lista de bloqueo, como suelen estarlo las líneas dinámicas',
  'send through a connector with a certificate or by sign-in on port 587, or have a static address taken off the list':
    'envíe por un conector con certificado o con inicio de sesión al puerto 587, o haga quitar de la lista una dirección estática',
  'our public address is on the service’s own block list':
    'nuestra dirección pública está en la propia lista de bloqueo del servicio',
  'ask for its removal at https://sender.office.com, or sign in on port 587 instead':
    'pida su retirada en https://sender.office.com, o inicie sesión en el puerto 587',
  'our public address is banned for what came from it': 'nuestra dirección pública está vetada por lo que vino de ella',
  'the account, or the address it sends in the name of, is banned for what was taken for spam':
    'la cuenta, o la dirección en cuyo nombre envía, está vetada por lo que se tomó por no deseado',
  'more mail came from our address, or its neighbours, than is allowed':
    'vino más correo de nuestra dirección, o de sus vecinas, de lo permitido',
  'send less at once, by an inbound connector or a sign-in on port 587; it passes otherwise':
    'envíe menos a la vez, por un conector de entrada o con inicio de sesión en el puerto 587; si no, se pasa',
  'the recipient’s organization does not take it': 'la organización del destinatario no lo acepta',
  'ask that organization to allow the sender': 'pida a esa organización que permita el remitente',
  'the recipient’s organization takes no mail over IPv6': 'la organización del destinatario no acepta correo por IPv6',
  'send by IPv4 only': 'envíe solo por IPv4',
  'the organization does not let its mailboxes forward mail to the outside':
    'la organización no deja que sus buzones reenvíen correo al exterior',
  'allow it for that mailbox in the outbound spam policy (Defender portal), or end the forwarding':
    'permítalo para ese buzón en la directiva de correo no deseado saliente (portal de Defender), o termine el reenvío',
  'the recipient’s organization blocks our address': 'la organización del destinatario bloquea nuestra dirección',
  'ask that organization to take the address off its block list':
    'pida a esa organización que quite la dirección de su lista de bloqueo',
  'the service slows down an address that it does not know yet': 'el servicio frena una dirección que aún no conoce',
  'nothing: it passes. An inbound connector for our address ends it':
    'nada: se pasa. Un conector de entrada para nuestra dirección le pone fin',
  'the service has no time for the message now, or slows our address down for its traffic or reputation':
    'el servicio no tiene tiempo para el mensaje ahora, o frena nuestra dirección por su tráfico o reputación',
  'the organization sent more suspicious mail than is tolerated':
    'la organización envió más correo sospechoso del que se tolera',
  'look into the Defender portal for the account that did it, then ask the support to lift the block':
    'busque en el portal de Defender la cuenta que lo hizo, y pida luego al soporte que levante el bloqueo',
  'mail from our address is not accepted, as with new or trial organizations':
    'no se acepta correo de nuestra dirección, como con organizaciones nuevas o de prueba',
  'sign in, or ask the support of Microsoft 365': 'inicie sesión, o pregunte al soporte de Microsoft 365',
  'the inbound connector is blocked for suspicious mail': 'el conector de entrada está bloqueado por correo sospechoso',
  'unblock it in the Defender portal (Review, Restricted entities)':
    'desbloquéelo en el portal de Defender (Revisar, Entidades restringidas)',
  'too much mail came in the name of domains the organization does not own':
    'vino demasiado correo en nombre de dominios que la organización no posee',
  'add the sender domains as accepted domains, or rewrite the sender on this connector; then ask the support to lift the block':
    'agregue los dominios de remitente como dominios aceptados, o reescriba el remitente en este conector; pida luego al soporte que levante el bloqueo',
  'mail of the whole organization, of its connector or from its addresses is blocked (5.7.700 to 5.7.799)':
    'el correo de toda la organización, de su conector o de sus direcciones está bloqueado (5.7.700 a 5.7.799)',
  'look into the Defender portal for what was sent (Review, Restricted entities), then ask the support of Microsoft 365 with the whole reply':
    'mire en el portal de Defender qué se envió (Revisar, Entidades restringidas), y pregunte luego al soporte de Microsoft 365 con la respuesta entera',
  'the name we say in EHLO is not liked': 'el nombre que decimos en EHLO no gusta',
  'set DOORPOST_HOSTNAME to a full name that leads to this server':
    'ponga en DOORPOST_HOSTNAME un nombre completo que lleve a este servidor',
  'the message has no proper From': 'el mensaje no tiene un From correcto',
  'set the sender address on the device, or rewrite From on the connector':
    'ponga la dirección de remitente en el dispositivo, o reescriba From en el conector',
  'the message names several authors and no Sender': 'el mensaje nombra varios autores y ningún Sender',
  'set one sender address on the device, or rewrite From on the connector':
    'ponga una sola dirección de remitente en el dispositivo, o reescriba From en el conector',
  'the From domain’s DMARC policy forbids mail that came this way':
    'la directiva DMARC del dominio de From prohíbe correo venido por este camino',
  'add our address to the domain’s SPF record, or send through a service that signs for it':
    'agregue nuestra dirección al registro SPF del dominio, o envíe por un servicio que firme por él',
  'the sender domain’s SPF record does not name our address':
    'el registro SPF del dominio del remitente no nombra nuestra dirección',
  'add our public address to that SPF record (one record, ip4:ADDRESS)':
    'agregue nuestra dirección pública a ese registro SPF (un solo registro, ip4:ADDRESS)',
  'our IPv6 address has no reverse name': 'nuestra dirección IPv6 no tiene nombre inverso',
  'give it a PTR record, or send by IPv4 only': 'dele un registro PTR, o envíe solo por IPv4',
  'mail over IPv6 must pass SPF or DKIM': 'el correo por IPv6 debe pasar SPF o DKIM',
  'add our IPv6 address to the SPF record (ip6:ADDRESS), or send by IPv4 only':
    'agregue nuestra dirección IPv6 al registro SPF (ip6:ADDRESS), o envíe solo por IPv4',
  'the message has bare line feeds': 'el mensaje tiene LF sueltos',
  'give the device a profile that normalizes line ends':
    'dé al dispositivo un perfil que normalice los finales de línea',
  'the recipient takes mail only from certain or signed-in senders':
    'el destinatario solo acepta correo de ciertos remitentes, o con sesión iniciada',
  'allow the sender in that group or mailbox (Delivery management)':
    'permita el remitente en ese grupo o buzón (administración de entrega)',
  'the message waited too long over there': 'el mensaje esperó allí demasiado',
  'check the way from the service to the recipient’s server':
    'compruebe el camino del servicio al servidor del destinatario',
  'the message went in a circle': 'el mensaje dio vueltas en círculo',
  'check that the recipient’s domain does not lead back here: accepted domain type and connectors on both sides':
    'compruebe que el dominio del destinatario no lleva de vuelta aquí: tipo de dominio aceptado y conectores de ambos lados',
};
