/** Tls, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const tlsRemedies: Sentences = {
  'Install the certificate of the authority that signed it (where it signed itself: the certificate itself) among the authorities of this machine, and restart Doorpost':
    'Instale el certificado de la autoridad que lo firmó (si se firmó a sí mismo: el propio certificado) entre las autoridades de esta máquina, y reinicie Doorpost',
  '{{0}}; or let whoever runs that host send the whole chain':
    '{{0}}; o haga que quien gestiona ese host envíe toda la cadena',
  'Whoever runs that host has to renew it, unless the clock of this machine is wrong':
    'Quien gestiona ese host tiene que renovarlo, salvo que el reloj de esta máquina esté mal',
  'Look whether the clock of this machine is right; else whoever runs that host has to mend it':
    'Vea si el reloj de esta máquina está bien; si no, quien gestiona ese host tiene que arreglarlo',
  'Say which name stands in it: {{0}}; or connect by that name: {{1}}':
    'Diga qué nombre figura en él: {{0}}; o conéctese por ese nombre: {{1}}',
  'Whoever runs that host has to mend its certificate': 'Quien gestiona ese host tiene que arreglar su certificado',
  '{{0}}. To encrypt without knowing who it is: {{1}}': '{{0}}. Para cifrar sin saber con quién: {{1}}',
  'Have it renewed, or speak what it speaks, with this host alone: {{0}}':
    'Haga que lo renueven, o hable lo que habla, solo con ese host: {{0}}',
  'Or name other files: {{0}}': 'O nombre otros archivos: {{0}}',
  'Check its port (465 wants --tls wrapped; 587 and 25 --tls required or verified) and whose certificate it has (install its authority on this machine, or give its name): {{0}}':
    'Compruebe su puerto (465 quiere --tls wrapped; 587 y 25 --tls required o verified) y de quién es el certificado que tiene (instale su autoridad en esta máquina, o dé su nombre): {{0}}',
  'Check its port (465 wants --tls wrapped; 587 and 25 offer STARTTLS as a rule): {{0}}. A host of your own network that has no TLS: {{1}} (mail is encrypted where the host can, and else goes in clear text, which whoever is on the way can read)':
    'Compruebe su puerto (465 quiere --tls wrapped; 587 y 25 ofrecen STARTTLS por norma): {{0}}. Un host de su propia red que no tiene TLS: {{1}} (el correo se cifra si el host puede, y si no va sin cifrar, legible para quien esté en el camino)',
  'Have TLS switched on there, or name a port that has it: {{0}}. To send name and password in clear text, which whoever is on the way can read: {{1}}':
    'Haga que activen TLS allí, o nombre un puerto que lo tenga: {{0}}. Para enviar nombre y contraseña sin cifrar, legibles para quien esté en el camino: {{1}}',
  '{{0}}; or say which name stands in it: {{1}}. To encrypt without knowing who it is: {{2}}':
    '{{0}}; o diga qué nombre figura en él: {{1}}. Para cifrar sin saber con quién: {{2}}',
};
