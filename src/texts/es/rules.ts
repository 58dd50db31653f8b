/** Rules and warnings of a change, in Spanish. */
import type { Sentences } from '../sentences.ts';

export const rules: Sentences = {
  '{{0}} is no domain of the organization': '{{0}} no es un dominio de la organización',
  '{{0}} is in no domain of the organization': '{{0}} no está en ningún dominio de la organización',
  '{{0}} is this mailbox itself': '{{0}} es este mismo buzón',
  'what is forwarded comes back here, and nobody on the way keeps a copy: all mail to it is lost':
    'lo que se reenvía vuelve aquí, y nadie por el camino guarda copia: todo el correo hacia él se pierde',
  'another mailbox has the Maildir {{0}}': 'otro buzón tiene el Maildir {{0}}',
  '{{0}} and the Maildir of {{1}} would lie in each other, among the messages':
    '{{0}} y el Maildir de {{1}} estarían uno dentro del otro, entre los mensajes',
  '{{0}} is authoritative: no mail of it goes elsewhere': '{{0}} es autoritativo: ningún correo suyo va a otra parte',
  'its mail is elsewhere: there is nothing to forward here':
    'su correo está en otra parte: aquí no hay nada que reenviar',
  'its mail is elsewhere: there is no folder for copies': 'su correo está en otra parte: no hay carpeta para copias',
  'the group has no members': 'el grupo no tiene miembros',
  'the group contains itself': 'el grupo se contiene a sí mismo',
  'the group contains itself by way of {{0}}': 'el grupo se contiene a sí mismo a través de {{0}}',
  '{{0}} is not verified yet: mail for {{1}} is not accepted':
    '{{0}} aún no está verificado: el correo para {{1}} no se acepta',
  '{{0}} is named twice': '{{0}} se nombra dos veces',
  '{{0}} belongs to the {{1}} {{2}} already': '{{0}} ya pertenece a: {{1}} {{2}}',
  '{{0}} is taken by another organization': '{{0}} lo tiene otra organización',
  '{{0}} is no mailbox, alias or group here': '{{0}} no es aquí buzón, alias ni grupo',
  'a connector must say whom it trusts': 'un conector debe decir en quién confía',
  '{{0}} is not verified yet': '{{0}} aún no está verificado',
  'the organization has no verified domain yet, so nothing is relayed':
    'la organización aún no tiene ningún dominio verificado, así que no se retransmite nada',
  'certificate and addresses are both given: either is enough to match':
    'se dan certificado y direcciones: cualquiera de los dos basta',
  'no connector covers {{0}} any more: mail from there to the outside is refused from now on, unless it signs in':
    'ningún conector cubre ya {{0}}: el correo de allí al exterior se rechaza desde ahora, salvo que inicie sesión',
  '{{0}} smart hosts are named, and only the first {{1}} are tried':
    'se nombran {{0}} hosts inteligentes, y solo se prueban los primeros {{1}}',
  'mail for your own accepted domains would follow their MX records, which may lead back here':
    'el correo de sus propios dominios aceptados seguiría sus registros MX, que pueden llevar de vuelta aquí',
  'a user name and password need a smart host': 'un nombre de usuario y una contraseña necesitan un host inteligente',
  'mail exchangers do not offer implicit TLS': 'los servidores MX no ofrecen TLS implícito',
  'the password could travel in clear text': 'la contraseña podría viajar en texto claro',
  'the token could travel in clear text': 'el token podría viajar en texto claro',
  '{{0}} is also named by the connector "{{1}}"': '{{0}} lo nombra también el conector «{{1}}»',
  '{{0}} is not https: secrets and mail would travel in clear text':
    '{{0}} no es https: secretos y correo viajarían en texto claro',
  'Graph wants a sign-in by token': 'Graph quiere un inicio de sesión con token',
  'A sender address need not exist to be relayed; whoever replies to one that does not exist gets a non-delivery report.':
    'Una dirección de remitente no necesita existir para retransmitirse; quien responde a una que no existe recibe un informe de no entrega.',
  'It overlaps further networks of other connectors, which are not named here: of those that cover one address the smallest network wins, and of equal networks the sender decides.':
    'Se solapa con más redes de otros conectores, que aquí no se nombran: de las que cubren una dirección gana la red más pequeña, y entre redes iguales decide el remitente.',
  "{{0}} covers the gateway {{1}}: behind a container bridge or NAT every client on the Internet may appear as that address, and would be relayed. Use host networking or the PROXY protocol, or list the devices' own addresses.":
    '{{0}} cubre la puerta de enlace {{1}}: detrás de un puente de contenedores o NAT, cualquier cliente de Internet puede aparecer como esa dirección, y se retransmitiría. Use la red del host o el protocolo PROXY, o incluya las direcciones propias de los dispositivos.',
  '{{0}} covers private and public addresses at once. List your own ranges one by one.':
    '{{0}} cubre a la vez direcciones privadas y públicas. Incluya sus propios intervalos uno a uno.',
  '{{0}} lies in 100.64.0.0/10, which the customers of a carrier share: strangers may have the same address. Use a certificate or SMTP submission instead.':
    '{{0}} está en 100.64.0.0/10, que comparten los clientes de un operador: unos desconocidos pueden tener la misma dirección. Use en su lugar un certificado o el envío SMTP.',
  '{{0}} covers part of 100.64.0.0/10, which the customers of a carrier share: strangers may have the same address. Use a certificate or SMTP submission instead.':
    '{{0}} cubre parte de 100.64.0.0/10, que comparten los clientes de un operador: unos desconocidos pueden tener la misma dirección. Use en su lugar un certificado o el envío SMTP.',
  "{{0}} is wider than a /{{1}}. Every address in it may relay in your domains' name; list only what you own.":
    '{{0}} es más amplio que un /{{1}}. Toda dirección en él puede retransmitir en nombre de sus dominios; incluya solo lo que es suyo.',
  'The connector covers private ({{0}}) and public ({{1}}) addresses together: a public one may be a NAT behind which strangers sit too. Make two connectors, and list only what you own.':
    'El conector cubre juntas direcciones privadas ({{0}}) y públicas ({{1}}): una pública puede ser un NAT tras el que hay también desconocidos. Haga dos conectores, e incluya solo lo que es suyo.',
  'The profile "{{0}}" {{1}}. Let such devices send inside your network or through a VPN, or give only them a connector of their own.':
    'El perfil «{{0}}» {{1}}. Haga que esos dispositivos envíen dentro de su red o por una VPN, o deles solo a ellos un conector propio.',
  'allows passwords in clear text and TLS of 1999, and {{0}} comes over the Internet, where others can read it':
    'permite contraseñas en texto claro y TLS de 1999, y {{0}} viene por Internet, donde otros pueden leerlo',
  'allows TLS that is out of date, and {{0}} comes over the Internet, where others can read it':
    'permite un TLS obsoleto, y {{0}} viene por Internet, donde otros pueden leerlo',
  'the profile "{{0}}" would hold for {{1}}, and so for strangers: they meet strict, always':
    'el perfil «{{0}}» valdría para {{1}}, y por tanto para desconocidos: para ellos siempre es strict',
  'the connector "{{0}}"': 'el conector «{{0}}»',
  'the connector "{{0}}" of {{1}}': 'el conector «{{0}}» de {{1}}',
  'another organization': 'otra organización',
  '{{0}} covers {{1}} of {{2}}, which keeps winning for its own addresses.':
    '{{0}} cubre {{1}} ({{2}}), que sigue ganando para sus propias direcciones.',
  '{{0}} is covered already by {{1}} ({{2}}). This connector wins for {{3}}, because its network is the smaller one.':
    '{{0}} ya está cubierto: {{1}} ({{2}}). Este conector gana para {{3}}, porque su red es la más pequeña.',
  '{{0}} is listed by {{1}} too. {{2}}': '{{0}} lo incluye también {{1}}. {{2}}',
  "The sender's domain decides between the two: mail of a domain that belongs to neither organization is not relayed.":
    'El dominio del remitente decide entre los dos: el correo de un dominio que no es de ninguna de las dos organizaciones no se retransmite.',
  'The one whose sender domains cover the sender takes the mail; where both do, it is "{{0}}".':
    'Toma el correo el que tenga dominios de remitente que cubran al remitente; si los dos lo hacen, es «{{0}}».',
  'its name comes first': 'su nombre va primero',
  'it relays, and the other is a Partner': 'él retransmite, y el otro es un asociado',
  '"{{0}}" takes all mail from there, because {{1}}: "{{2}}" does nothing for that network. List it in one of them.':
    '«{{0}}» toma todo el correo de allí, porque {{1}}: «{{2}}» no hace nada para esa red. Inclúyala en uno de los dos.',
  '{{0}} (and {{1}} more like it)': '{{0}} (y {{1}} más como este)',
  '{{0}} (and {{1}} more like it: {{2}})': '{{0}} (y {{1}} más como este: {{2}})',
  'nothing tells this device from others': 'nada distingue este dispositivo de otros',
  'the profile "{{0}}" {{1}}': 'el perfil «{{0}}» {{1}}',
  '{{0}} is a wide network: all in it count as this device':
    '{{0}} es una red amplia: todo en ella cuenta como este dispositivo',
  '{{0}} is the device "{{1}}"': '{{0}} es el dispositivo «{{1}}»',
  '{{0}} is a built-in profile': '{{0}} es un perfil integrado',
  'passwords of its devices travel in clear text on your network':
    'las contraseñas de sus dispositivos viajan en texto claro por su red',
  'there is no device profile "{{0}}"': 'no hay ningún perfil de dispositivo «{{0}}»',
  'there is a device "{{0}}" already': 'ya hay un dispositivo «{{0}}»',
  'there is a profile "{{0}}" already': 'ya hay un perfil «{{0}}»',
  'there is a connector "{{0}}" already': 'ya hay un conector «{{0}}»',
  'there is an outbound connector "{{0}}" already': 'ya hay un conector de salida «{{0}}»',
  'the organization does not exist': 'la organización no existe',
  'there is an organization "{{0}}" already': 'ya hay una organización «{{0}}»',
  '{{0}} is no mailbox or group of the organization': '{{0}} no es buzón ni grupo de la organización',
  "alarms go by {{0}}: when that is in trouble they wait with the rest, and only postmaster's mailbox here gets them":
    'las alarmas van por {{0}}: cuando tiene problemas esperan con el resto, y solo las recibe el buzón de postmaster de aquí',
  'that organization does not exist': 'esa organización no existe',
  'the mail of {{0}} is elsewhere: an authoritative domain leads nowhere else':
    'el correo de {{0}} está en otra parte: un dominio autoritativo no lleva a ninguna otra',
  '{{0}} has been added already': '{{0}} ya se ha agregado',
  'another organization has verified {{0}}': 'otra organización ha verificado {{0}}',
  'another organization has added {{0}} too': 'otra organización también ha agregado {{0}}',
  'the mailbox does not exist in this organization': 'el buzón no existe en esta organización',
  'the user name {{0}} belongs to another mailbox': 'el nombre de usuario {{0}} es de otro buzón',
  '{{0}} has a credential "{{1}}" already': '{{0}} ya tiene una credencial «{{1}}»',
  '{{0}} is the address of {{1}}': '{{0}} es la dirección de {{1}}',
  'still needed by {{0}}': 'aún lo necesita {{0}}',
  'there is a key {{0}} already': 'ya hay una clave {{0}}',
  '{{0}} has {{1}} keys': '{{0}} tiene {{1}} claves',
  'another {{0}} key of {{1}} is active': 'otra clave {{0}} de {{1}} está activa',
  'without it mail has no upstream (for {{0}})': 'sin él, el correo no tiene ruta de salida (para {{0}})',
  'the change leaves mail without an upstream (for {{0}})': 'el cambio deja el correo sin ruta de salida (para {{0}})',
  'switched off, it leaves mail without an upstream (for {{0}})':
    'desactivado, deja el correo sin ruta de salida (para {{0}})',
  '{{0}}, and nobody has said what that is to do then': '{{0}}, y nadie ha dicho qué debe ocurrir entonces con él',
  "that goes by the recipients' MX from now on, straight from this address":
    'desde ahora va por el MX de los destinatarios, directamente desde esta dirección',
  'that waits here from now on, until there is one': 'desde ahora espera aquí, hasta que haya una',
  'whoever writes to {{0}} in the name of your own domains is believed there: his mail goes on with your trust':
    'a quien escribe a {{0}} en nombre de sus propios dominios se le cree allí: su correo sigue con la confianza de usted',
  'mail to {{0}} in the name of your own domains is refused from strangers (550 5.7.68), because it would go on with your trust':
    'el correo a {{0}} en nombre de sus propios dominios se rechaza a desconocidos (550 5.7.68), porque seguiría con su confianza',
  'the organization has a licence pool already': 'la organización ya tiene licencias',
  protection: 'protección',
  '{{0}} {{1}} seats are assigned, but there are {{2}}': '{{0}} licencias ({{1}}) están asignadas, pero hay {{2}}',
  '{{0}} is no mailbox of the organization': '{{0}} no es un buzón de la organización',
  '{{0}} is {{1}}: hardly any mail gets through; give it at least {{2}}':
    '{{0}} es {{1}}: apenas pasa correo; dé al menos {{2}}',
  '{{0}} is {{1}}: hardly any mail gets through; give it at most {{2}}':
    '{{0}} es {{1}}: apenas pasa correo; dé como mucho {{2}}',
  ' (a time has its unit: 30s, 5m)': ' (un tiempo lleva su unidad: 30s, 5m)',
  ' (a size has its unit: 500KiB, 50MiB)': ' (un tamaño lleva su unidad: 500KiB, 50MiB)',
  '{{0}} a second': '{{0}} por segundo',
  '{{0}} bytes': '{{0}} bytes',
  '{{0}} is on the list already': '{{0}} ya está en la lista',
  'the list has {{0}} entries, and takes no more': 'la lista tiene {{0}} entradas, y no admite más',
  '{{0}} is on the block list too, which counts more': '{{0}} también está en la lista de bloqueo, que cuenta más',
  '{{0}} is a domain of your own: all mail in its name goes with it':
    '{{0}} es un dominio suyo: todo el correo en su nombre pasa con él',
  'there is no inbound connector "{{0}}"': 'no hay ningún conector de entrada «{{0}}»',
  '{{0}} is no IP address': '{{0}} no es una dirección IP',
  'there is no device "{{0}}"': 'no hay ningún dispositivo «{{0}}»',
  '"{{0}}" is this one itself': '«{{0}}» es este mismo',
  'there is no other outbound connector "{{0}}"': 'no hay ningún otro conector de salida «{{0}}»',
  'mail of strangers for {{0}} leaves by the connector {{1}}, which speaks for the organization: while DMARC is only observed, whoever forges a sender would be believed there':
    'el correo de desconocidos para {{0}} sale por el conector {{1}}, que habla por la organización: mientras DMARC solo se observa, allí se creería a quien falsifica un remitente',
  '{{0}} port {{1}} is this server itself: mail would go in a circle':
    '{{0}} puerto {{1}} es este mismo servidor: el correo daría vueltas en círculo',
  'outbound-connector {{0}}: its password is not set here yet, and mail that way fails until it is:':
    'conector de salida {{0}}: su contraseña aún no está establecida aquí, y hasta entonces el correo por ahí falla:',
  'outbound-connector {{0}}: its secret is not set here yet, and mail that way waits until it is:':
    'conector de salida {{0}}: su secreto aún no está establecido aquí, y hasta entonces el correo por ahí espera:',
  'and {{0}} more warnings, which are not shown': 'y {{0}} advertencias más, que no se muestran',
  'The client certificate of {{0}} cannot be used: {{1}}. Mail by it waits until PEM files are there that the user who runs Doorpost may read':
    'El certificado de cliente de {{0}} no se puede usar: {{1}}. El correo por ahí espera hasta que haya archivos PEM que pueda leer el usuario que ejecuta Doorpost',
  "The application's certificate of {{0}} cannot be used: {{1}}. Mail by it waits until PEM files are there that the user who runs Doorpost may read":
    'El certificado de aplicación de {{0}} no se puede usar: {{1}}. El correo por ahí espera hasta que haya archivos PEM que pueda leer el usuario que ejecuta Doorpost',
  '{{0}} is no PEM file: it {{1}}': '{{0}} no es un archivo PEM: {{1}}',
  '{{0}} and {{1}} are no PEM certificate and the key that belongs to it':
    '{{0}} y {{1}} no son un certificado PEM y su clave',
  '{{0}} is the gateway of this machine, and port {{1}} one of our own: where it passes that port on to us, as to a container, mail would go in a circle':
    '{{0}} es la puerta de enlace de este equipo, y el puerto {{1}} uno de los nuestros: si nos pasa ese puerto, como a un contenedor, el correo daría vueltas en círculo',
  'Mail to {{0}} is kept here from now on, while other mail of {{1}} goes on.':
    'El correo a {{0}} se guarda aquí desde ahora, mientras el otro correo de {{1}} sigue.',
  'The client secret of {{0}} expired on {{1}}: mail by it waits.':
    'El secreto de cliente de {{0}} expiró el {{1}}: el correo por ahí espera.',
  'add the domain first': 'agregue primero el dominio',
  'receivers may refuse mail that claims a foreign domain; prefer an own address':
    'los receptores pueden rechazar correo que dice ser de un dominio ajeno; prefiera una dirección propia',
  'it is the domain of another organization here: mail in its name is refused; use an own address':
    'aquí es el dominio de otra organización: el correo en su nombre se rechaza; use una dirección propia',
  'forward elsewhere; keepCopy keeps a copy here': 'reenvíe a otra parte; keepCopy guarda aquí una copia',
  'keep a copy in one of the mailboxes (--keep-copy on), or forward to somebody else':
    'guarde una copia en uno de los buzones (--keep-copy on), o reenvíe a otra persona',
  'choose another path': 'elija otra ruta',
  'choose a shorter one: --maildir example.com/name': 'elija una más corta: --maildir example.com/name',
  'choose another path: no part called cur, new or tmp below another mailbox':
    'elija otra ruta: ninguna parte llamada cur, new o tmp bajo otro buzón',
  'forward it there': 'reenvíelo allí',
  'switch it off': 'desactívelo',
  'mail to it fails until it has one': 'el correo hacia él falla hasta que tenga uno',
  'take that member out; it gets no mail by it': 'quite ese miembro; por ahí no recibe correo',
  'take one out': 'quite una',
  'choose another address': 'elija otra dirección',
  'create it, or mail to it will fail': 'créelo, o el correo hacia él fallará',
  'give the IP addresses of the devices (senderAddresses), or the name in their certificate (certificateName)':
    'dé las direcciones IP de los dispositivos (senderAddresses), o el nombre de su certificado (certificateName)',
  'add and verify a domain': 'agregue y verifique un dominio',
  'make two connectors if you mean them apart': 'haga dos conectores si los quiere por separado',
  'take out those behind them, or give them to a connector that is the failover of this one':
    'quite los de detrás, o póngalos en un conector que sea el sustituto de este',
  'name the smart host where those mailboxes live': 'nombre el host inteligente donde están esos buzones',
  'choose smart hosts, or take the sign-in out': 'elija hosts inteligentes, o quite el inicio de sesión',
  'choose opportunistic, required or verified': 'elija opportunistic, required o verified',
  'choose required, verified or wrapped': 'elija required, verified o wrapped',
  'name each pattern in one enabled connector, or make one the failover of the other (--failover)':
    'nombre cada patrón en un solo conector activado, o haga de uno el sustituto del otro (--failover)',
  'write it as https://...': 'escríbala como https://...',
  'give tenant, client id and a client secret or certificate':
    'dé inquilino, id. de cliente y un secreto de cliente o certificado',
  'give its IP address, or the name it signs in with': 'dé su dirección IP, o el nombre con el que inicia sesión',
  'let the device send inside your network or through a VPN':
    'haga que el dispositivo envíe dentro de su red o por una VPN',
  'give its own address': 'dé su dirección propia',
  'an address is one device: change it there first': 'una dirección es un dispositivo: cámbielo primero allí',
  'choose another name': 'elija otro nombre',
  'give such devices a credential of their own, and keep them in a network of their own':
    'dé a esos dispositivos una credencial propia, y manténgalos en una red propia',
  'choose another value, or ask a Global administrator of this server':
    'elija otro valor, o pregunte a un administrador global de este servidor',
  'name one that exists, or null for the first mailbox': 'nombre uno que exista, o null para el primer buzón',
  'name one that exists': 'nombre una que exista',
  'verify it: the first to verify has it': 'verifíquelo: quien verifica primero lo tiene',
  'create the mailbox first': 'cree primero el buzón',
  'choose another; only credentials of one mailbox may share a user name':
    'elija otro; solo las credenciales de un mismo buzón pueden compartir un nombre de usuario',
  'use the address of the mailbox itself, or a name that is no address':
    'use la dirección del propio buzón, o un nombre que no sea una dirección',
  'delete or change those first, or in the same change': 'elimine o cambie esos primero, o en el mismo cambio',
  'choose another selector': 'elija otro selector',
  'delete a retired one first': 'elimine primero una retirada',
  'retire that one with this change': 'retire esa con este cambio',
  'change that one': 'cambie esa',
  'raise the number of seats, or unassign some': 'aumente el número de licencias, o quite asignaciones',
  'take it out': 'quítela',
  'change or remove the entry that is there': 'cambie o quite la entrada que hay',
  'remove some first': 'quite antes algunas',
  'remove it there': 'quítela allí',
  'look again': 'mire de nuevo',
  'name the address of one': 'nombre la dirección de uno',
  'name one that is there': 'nombre uno que exista',
  'write 192.0.2.10 or 2001:db8::10': 'escriba 192.0.2.10 o 2001:db8::10',
  'name another one, or none': 'nombre otro, o ninguno',
  'a device that it covered is covered by no connector any more: {{0}}':
    'un dispositivo que cubría ya no lo cubre ningún conector: {{0}}',
  'devices that it covered are covered by no connector any more ({{0}}): {{1}}':
    'unos dispositivos que cubría ya no los cubre ningún conector ({{0}}): {{1}}',
  '{{0}}: {{1}}. And {{2}} more.': '{{0}}: {{1}}. Y {{2}} más.',
};
