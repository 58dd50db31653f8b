/** Screening, in French. */
import type { Sentences } from '../../sentences.ts';

export const screeningRemedies: Sentences = {
  'one of three: put {{0}} into the SPF record of the domain ({{1}}); or let it come by a connector: {{2}}; or let it sign in on port 587: {{3}}':
    'l’une de trois choses : mettez {{0}} dans l’enregistrement SPF du domaine ({{1}}) ; ou faites-le venir par un connecteur : {{2}} ; ou laissez-le se connecter sur le port 587 : {{3}}',
  'if it should get through: {{0}}; {{1}} shows who put it there':
    's’il doit passer : {{0}} ; {{1}} montre qui l’y a mis',
  'find out why ({{0}}), {{1}}, and lift it: {{2}}':
    'cherchez pourquoi ({{0}}), {{1}}, et levez la restriction : {{2}}',
  'change its password': 'changez son mot de passe',
  'find what sends behind it': 'trouvez ce qui envoie derrière lui',
  'mend what sends from there': 'réparez ce qui envoie de là',
  'its owner has it taken off that list; if you know who it is, let it in: {{0}}':
    'son propriétaire la fait retirer de cette liste ; si vous savez qui c’est, laissez-la entrer : {{0}}',
  'its owner has it taken off that list: {{0}}; if you know who it is, let it in: {{1}}':
    'son propriétaire la fait retirer de cette liste : {{0}} ; si vous savez qui c’est, laissez-la entrer : {{1}}',
  'set a host name of its own in the device: it greets with the name of this server':
    'réglez dans l’appareil un nom d’hôte à lui : il salue du nom de ce serveur',
  'set one sender address in the device, and nothing else in From':
    'réglez dans l’appareil une seule adresse d’expéditeur, et rien d’autre dans « De »',
  'look for malware on the machine that sent it; what came from there: {{0}}':
    'cherchez des programmes malveillants sur la machine qui l’a envoyé ; ce qui en est venu : {{0}}',
  'send such files in another way, or take the type off the organization’s list':
    'envoyez de tels fichiers d’une autre façon, ou retirez le type de la liste de l’organisation',
  'the owner of {{0}} has forbidden it: they have to send by a server that their SPF or DKIM names; nothing here lets it through':
    'le propriétaire de {{0}} l’a interdit : il doit envoyer par un serveur que nomme son SPF ou son DKIM ; rien ici ne le laisse passer',
  'if such mail is wanted: {{0}}, which lets it through where it is authenticated':
    'si un tel courrier est voulu : {{0}}, qui le laisse passer quand il est authentifié',
  'look whether the virus scanner runs: {{0}}; then it is sent again by itself':
    'voyez si l’antivirus fonctionne : {{0}} ; il sera alors renvoyé de soi-même',
  'send it in parts, or raise the size that the scanner takes':
    'envoyez-le en parties, ou augmentez la taille que l’antivirus accepte',
};
