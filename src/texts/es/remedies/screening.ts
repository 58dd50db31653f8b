/** Screening, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const screeningRemedies: Sentences = {
  'one of three: put {{0}} into the SPF record of the domain ({{1}}); or let it come by a connector: {{2}}; or let it sign in on port 587: {{3}}':
    'una de tres: ponga {{0}} en el registro SPF del dominio ({{1}}); o haga que venga por un conector: {{2}}; o deje que inicie sesión en el puerto 587: {{3}}',
  'if it should get through: {{0}}; {{1}} shows who put it there':
    'si debe pasar: {{0}}; {{1}} muestra quién lo puso allí',
  'find out why ({{0}}), {{1}}, and lift it: {{2}}': 'averigüe por qué ({{0}}), {{1}}, y levante la restricción: {{2}}',
  'change its password': 'cambie su contraseña',
  'find what sends behind it': 'encuentre qué envía detrás de él',
  'mend what sends from there': 'repare lo que envía desde allí',
  'its owner has it taken off that list; if you know who it is, let it in: {{0}}':
    'su propietario hace que la quiten de esa lista; si sabe quién es, déjela entrar: {{0}}',
  'its owner has it taken off that list: {{0}}; if you know who it is, let it in: {{1}}':
    'su propietario hace que la quiten de esa lista: {{0}}; si sabe quién es, déjela entrar: {{1}}',
  'set a host name of its own in the device: it greets with the name of this server':
    'configure en el dispositivo un nombre de host propio: saluda con el nombre de este servidor',
  'set one sender address in the device, and nothing else in From':
    'configure en el dispositivo una sola dirección de remitente, y nada más en «De»',
  'look for malware on the machine that sent it; what came from there: {{0}}':
    'busque malware en la máquina que lo envió; lo que vino de allí: {{0}}',
  'send such files in another way, or take the type off the organization’s list':
    'envíe esos archivos de otra manera, o quite el tipo de la lista de la organización',
  'the owner of {{0}} has forbidden it: they have to send by a server that their SPF or DKIM names; nothing here lets it through':
    'el propietario de {{0}} lo ha prohibido: tiene que enviar por un servidor que nombre su SPF o DKIM; nada de aquí lo deja pasar',
  'if such mail is wanted: {{0}}, which lets it through where it is authenticated':
    'si se desea ese correo: {{0}}, que lo deja pasar cuando está autenticado',
  'look whether the virus scanner runs: {{0}}; then it is sent again by itself':
    'vea si el antivirus está en marcha: {{0}}; después se envía de nuevo por sí solo',
  'send it in parts, or raise the size that the scanner takes':
    'envíelo por partes, o aumente el tamaño que acepta el antivirus',
};
