/** Tls, in French. */
import type { Sentences } from '../../sentences.ts';

export const tlsRemedies: Sentences = {
  'Install the certificate of the authority that signed it (where it signed itself: the certificate itself) among the authorities of this machine, and restart Doorpost':
    'Installez le certificat de l’autorité qui l’a signé (s’il s’est signé lui-même : le certificat lui-même) parmi les autorités de cette machine, et redémarrez Doorpost',
  '{{0}}; or let whoever runs that host send the whole chain':
    '{{0}} ; ou laissez qui gère cet hôte envoyer toute la chaîne',
  'Whoever runs that host has to renew it, unless the clock of this machine is wrong':
    'Qui gère cet hôte doit le renouveler, à moins que l’horloge de cette machine ne soit fausse',
  'Look whether the clock of this machine is right; else whoever runs that host has to mend it':
    'Voyez si l’horloge de cette machine est juste ; sinon, qui gère cet hôte doit y remédier',
  'Say which name stands in it: {{0}}; or connect by that name: {{1}}':
    'Dites quel nom y figure : {{0}} ; ou connectez-vous par ce nom : {{1}}',
  'Whoever runs that host has to mend its certificate': 'Qui gère cet hôte doit réparer son certificat',
  '{{0}}. To encrypt without knowing who it is: {{1}}': '{{0}}. Pour chiffrer sans savoir avec qui : {{1}}',
  'Have it renewed, or speak what it speaks, with this host alone: {{0}}':
    'Faites-le renouveler, ou parlez ce qu’il parle, avec ce seul hôte : {{0}}',
  'Or name other files: {{0}}': 'Ou nommez d’autres fichiers : {{0}}',
  'Check its port (465 wants --tls wrapped; 587 and 25 --tls required or verified) and whose certificate it has (install its authority on this machine, or give its name): {{0}}':
    'Vérifiez son port (465 veut --tls wrapped ; 587 et 25 --tls required ou verified) et de qui est son certificat (installez son autorité sur cette machine, ou donnez son nom) : {{0}}',
  'Check its port (465 wants --tls wrapped; 587 and 25 offer STARTTLS as a rule): {{0}}. A host of your own network that has no TLS: {{1}} (mail is encrypted where the host can, and else goes in clear text, which whoever is on the way can read)':
    'Vérifiez son port (465 veut --tls wrapped ; 587 et 25 proposent en règle générale STARTTLS) : {{0}}. Un hôte de votre propre réseau qui n’a pas TLS : {{1}} (le courrier est chiffré quand l’hôte le peut, et va sinon en clair, lisible par quiconque est sur le chemin)',
  'Have TLS switched on there, or name a port that has it: {{0}}. To send name and password in clear text, which whoever is on the way can read: {{1}}':
    'Faites-y activer TLS, ou nommez un port qui l’a : {{0}}. Pour envoyer nom et mot de passe en clair, lisibles par quiconque est sur le chemin : {{1}}',
  '{{0}}; or say which name stands in it: {{1}}. To encrypt without knowing who it is: {{2}}':
    '{{0}} ; ou dites quel nom y figure : {{1}}. Pour chiffrer sans savoir avec qui : {{2}}',
};
