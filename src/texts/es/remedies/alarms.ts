/** Alarms, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const alarmsRemedies: Sentences = {
  "Look after the disk (its errors are in the system's log). Put the file back from a backup, or give the message up, so that its sender hears of it and can send it again: {{0}}":
    'Mire el disco (sus errores están en el registro del sistema). Restituya el archivo desde una copia de seguridad, o desista del mensaje, para que su remitente lo sepa y pueda enviarlo de nuevo: {{0}}',
  'Look at the disk of the data directory (full, read-only, failing) and at the log; the store goes on by itself as soon as it can write.':
    'Mire el disco del directorio de datos (lleno, de solo lectura, con fallos) y el registro; el almacén sigue por sí solo en cuanto puede escribir.',
  "See what the name servers of this server say ({{0}}); they are the system's, or those of the setting dnsServers. Mail goes on being authenticated as soon as they answer.":
    'Vea qué dicen los servidores de nombres de este servidor ({{0}}); son los del sistema, o los del ajuste dnsServers. El correo se vuelve a autenticar en cuanto responden.',
  'Publish them again where the domain’s DNS is kept ({{0}}), and see what its name servers say then: {{1}}. If that was meant, acknowledge it.':
    'Publíquelos de nuevo donde se administra el DNS del dominio ({{0}}), y vea qué dicen entonces sus servidores de nombres: {{1}}. Si era lo deseado, reconózcala.',
  'Publish its record where the domain’s DNS is kept ({{0}}), and see what its name servers say then: {{1}}. If it is not wanted any more: {{2}}.':
    'Publique su registro donde se administra el DNS del dominio ({{0}}), y vea qué dicen entonces sus servidores de nombres: {{1}}. Si ya no se necesita: {{2}}.',
  'Make the next one, and publish its record: {{0}}. It takes over a week after that, by itself.':
    'Cree la siguiente y publique su registro: {{0}}. Toma el relevo una semana después, por sí sola.',
  'Make one, and publish its record: {{0}}. Mail is signed as soon as it is found. If nothing is sent from there, acknowledge this.':
    'Cree una y publique su registro: {{0}}. El correo se firma en cuanto se encuentra. Si no se envía nada desde ese dominio, reconozca esta alarma.',
  'Take its record out of DNS, and then delete it here: {{0}}':
    'Quite su registro del DNS y después elimínela aquí: {{0}}',
  'Look at what it sends ({{0}}). If that is not what it should be, change its password and keep it from sending: {{1}}.':
    'Mire lo que envía ({{0}}). Si no es lo que debería ser, cambie su contraseña e impida que envíe: {{1}}.',
  'Look at what comes by it ({{0}}), and find the device that sends it. To stop all of them: {{1}}.':
    'Mire lo que viene por él ({{0}}), y encuentre el dispositivo que lo envía. Para detenerlos todos: {{1}}.',
  'Look at what it sends ({{0}}), and at the device itself.': 'Mire lo que envía ({{0}}), y el propio dispositivo.',
  'See what it did ({{0}}), change its password, and lift it: {{1}}. With --release what waits goes on; {{2}} ends it.':
    'Vea qué hizo ({{0}}), cambie su contraseña y levante la restricción: {{1}}. Con --release sigue lo que espera; {{2}} lo termina.',
  'See what came by it ({{0}}), find and clean the device that sent it, and lift it: {{1}}. With --release what waits goes on; {{2}} ends it.':
    'Vea qué vino por él ({{0}}), encuentre y limpie el dispositivo que lo envió, y levante la restricción: {{1}}. Con --release sigue lo que espera; {{2}} lo termina.',
  'Look at what was sent: {{0}}. Stop what should not go out ({{1}}), then ask the next hop to take our mail again.':
    'Mire lo que se envió: {{0}}. Detenga lo que no deba salir ({{1}}), y pida después al servidor siguiente que vuelva a aceptar nuestro correo.',
  'See on its machine whether it runs ({{0}}) and listens where the setting screening.rspamd.url says; then ask it: {{1}}':
    'Vea en su máquina si está en marcha ({{0}}) y escucha donde dice el ajuste screening.rspamd.url; después pregúntele: {{1}}',
  'See on its machine whether it runs ({{0}}), has signatures ({{1}} fetches them) and memory, and listens where the setting screening.clamd.address says; then ask it: {{2}}':
    'Vea en su máquina si está en marcha ({{0}}), tiene firmas ({{1}} las obtiene) y memoria, y escucha donde dice el ajuste screening.clamd.address; después pregúntele: {{2}}',
  'Let this machine ask by a DNS resolver of its own, not by a public one (setting dnsServers); or use the list with a key, where its keeper gives one. Without either, take it off: {{0}}. Then ask it: {{1}}':
    'Haga que esta máquina pregunte por un resolutor DNS propio, no por uno público (ajuste dnsServers); o use la lista con una clave, si quien la mantiene la da. Sin ninguna de las dos cosas, quítela: {{0}}. Después pregúntele: {{1}}',
  'It is closed, or belongs to somebody else now: take it off: {{0}}':
    'Está cerrada, o ahora pertenece a otro: quítela: {{0}}',
  'See whether {{0}} is its right name, and still kept; else take it off: {{1}}':
    'Vea si {{0}} es su nombre correcto y aún se mantiene; si no, quítela: {{1}}',
  'Give it again with its key in front, as its keeper shows it: {{0}}':
    'Indíquela de nuevo con su clave delante, como la muestra quien la mantiene: {{0}}',
  'See whether this machine’s DNS server reaches it (setting dnsServers); then ask it: {{0}}':
    'Vea si el servidor DNS de esta máquina llega a ella (ajuste dnsServers); después pregúntele: {{0}}',
  'Put the right secret.key back (mode 0600) and restart Doorpost, or set each of them again.':
    'Restituya el archivo secret.key correcto (modo 0600) y reinicie Doorpost, o defina cada uno de nuevo.',
  'Free space there, or give it a larger disk; no restart is needed. How much must stay free is the setting minFree.':
    'Libere espacio allí, o déle un disco más grande; no hace falta reiniciar. Cuánto debe quedar libre es el ajuste minFree.',
  'Delete what nobody needs ({{0}}), or keep it for fewer days: {{1}}':
    'Elimine lo que nadie necesita ({{0}}), o guárdelo menos días: {{1}}',
  'Set http.tls: on; or put a proxy with TLS before it and name its address in http.trustedProxies; or listen on this machine only (http.addresses) and come by an SSH tunnel. Then restart Doorpost.':
    'Defina http.tls: on; o ponga delante un proxy con TLS y nombre su dirección en http.trustedProxies; o escuche solo en esta máquina (http.addresses) y venga por un túnel SSH. Después reinicie Doorpost.',
  'Stop the other program, and the port is opened within a minute; or choose another with http.port (DOORPOST_HTTP_PORT) and restart Doorpost.':
    'Detenga el otro programa, y el puerto se abre en un minuto; o elija otro con http.port (DOORPOST_HTTP_PORT) y reinicie Doorpost.',
  'Choose a port above 1023 with http.port (DOORPOST_HTTP_PORT) and restart Doorpost.':
    'Elija un puerto superior a 1023 con http.port (DOORPOST_HTTP_PORT) y reinicie Doorpost.',
  'Give this machine the address, and it is opened within a minute; or correct http.addresses (DOORPOST_HTTP_ADDRESSES) and restart Doorpost.':
    'Dé la dirección a esta máquina, y se abre en un minuto; o corrija http.addresses (DOORPOST_HTTP_ADDRESSES) y reinicie Doorpost.',
  'Look at http.addresses and http.port; it is tried again every minute.':
    'Mire http.addresses y http.port; se intenta de nuevo cada minuto.',
  'Look whether it runs and is reached from here: {{0}}. Where its name, port or endpoint has changed: {{1}} says how that is set. What waits: {{2}}.':
    'Vea si está en marcha y se llega a ella desde aquí: {{0}}. Si ha cambiado su nombre, puerto o punto de conexión: {{1}} dice cómo se define. Lo que espera: {{2}}.',
  'Look whether the mailbox server (LMTP) runs, or whether the folder of the mailboxes can be written to. What waits: {{0}}.':
    'Vea si el servidor de buzones (LMTP) está en marcha, o si se puede escribir en la carpeta de los buzones. Lo que espera: {{0}}.',
  'That many at once is seldom theirs: {{0}} tells whether port 25 outward is blocked; look at DNS and the network of this machine, too. What waits: {{1}}.':
    'Tantos a la vez, rara vez es culpa suya: {{0}} dice si el puerto 25 de salida está bloqueado; mire también el DNS y la red de esta máquina. Lo que espera: {{1}}.',
  'See what each was told last: {{0}}; where it goes by an upstream: {{1}}. How long mail may wait before this is told is the setting alarms.oldestMail.':
    'Vea qué se respondió a cada uno por última vez: {{0}}; si va por una ruta de salida: {{1}}. Cuánto puede esperar el correo antes de comunicarlo es el ajuste alarms.oldestMail.',
  'See where they wait: {{0}}; and who sends so much: {{1}}. Mail that should not go out is stopped with {{2}} or {{3}}.':
    'Vea dónde esperan: {{0}}; y quién envía tanto: {{1}}. El correo que no deba salir se detiene con {{2}} o {{3}}.',
  'Read them with {{0}}. Then name who answers for the device ({{1}}), make the mailbox, or have copies sent to postmaster: {{2}}.':
    'Léalos con {{0}}. Después diga quién responde por el dispositivo ({{1}}), cree el buzón, o haga que se envíen copias a postmaster: {{2}}.',
  'Give devices that send so a connector, or let them sign in; then decide: {{0}} (or allow, to pass such mail on all the same)':
    'Dé un conector a los dispositivos que envían así, o déjelos iniciar sesión; después decida: {{0}} (o allow, para dejar pasar ese correo de todos modos)',
  'Look whether it is switched on{{0}}, reaches this server and still sends here; what was last seen of it: {{1}}. If it may be silent for longer, give it more days or none.':
    'Vea si está encendido{{0}}, llega a este servidor y aún envía aquí; lo último que se vio de él: {{1}}. Si puede estar más tiempo en silencio, déle más días o ninguno.',
  'See what it said and what would have let it in: {{0}}': 'Vea qué dijo y qué lo habría dejado entrar: {{0}}',
  'Restart Doorpost: it makes a new one; or name a certificate of your own in the setting tls.certificates':
    'Reinicie Doorpost: crea uno nuevo; o nombre un certificado propio en el ajuste tls.certificates',
  'Renew the certificate in {{0}} and its key; Doorpost takes the new files within seconds ({{1}} says whether they fit)':
    'Renueve el certificado de {{0}} y su clave; Doorpost toma los archivos nuevos en segundos ({{1}} dice si encajan)',
  'Renew {{0}} and its key{{1}}; then try it: {{2}}': 'Renueve {{0}} y su clave{{1}}; después pruébelo: {{2}}',
  ', and upload the new certificate at the provider': ', y suba el certificado nuevo al proveedor',
  'Make a new client secret at the provider, then: {{0}}':
    'Cree un secreto de cliente nuevo en el proveedor, y después: {{0}}',
  'Use it ({{0}}), or sign in again: {{1}}': 'Úselo ({{0}}), o inicie sesión de nuevo: {{1}}',
  'Find out step by step what is the matter: {{0}}. What waits goes on by itself when it works, and none of it is bounced.':
    'Averigüe paso a paso qué ocurre: {{0}}. Lo que espera sigue por sí solo cuando funcione, y nada de ello se devuelve.',
  'what waits goes by itself when it may; less at once ({{0}}), a second account, or a failover (--failover) makes room':
    'lo que espera sale por sí solo cuando pueda; menos a la vez ({{0}}), una segunda cuenta o una conmutación por error (--failover) hace sitio',
  'set it again: {{0}}': 'defínalo de nuevo: {{0}}',
  'check it with: {{0}}': 'compruébelo con: {{0}}',
  '{{0}}, or make a mailbox': '{{0}}, o cree un buzón',
  'Read them with: {{0}}': 'Léalas con: {{0}}',
};
