/** Replies, in French. */
import type { Sentences } from '../../sentences.ts';

export const repliesRemedies: Sentences = {
  'set the connector’s TLS to required: "{{0}}"': 'rendez TLS obligatoire dans le connecteur : « {{0}} »',
  'let mail go out in the name of an address the account owns: "{{0}}"; or have the sender’s address added there':
    'laissez le courrier sortir au nom d’une adresse que le compte possède : « {{0}} » ; ou faites-y ajouter l’adresse de l’expéditeur',
  'give the connector a sign-in: "{{0}}", usually on port 587 under TLS':
    'donnez une connexion au connecteur : « {{0}} », d’ordinaire sur le port 587 sous TLS',
  'wait, or have the account’s limit raised; set it as the connector’s pace ({{0}}), so that it is not met again':
    'attendez, ou faites relever la limite du compte ; définissez-la comme cadence du connecteur ({{0}}), pour ne plus l’atteindre',
  'send less at once: set a pace on the connector ({{0}})':
    'envoyez moins à la fois : définissez une cadence au connecteur ({{0}})',
  'have it released by whoever runs the host, and find out what it sent with "{{0}}"':
    'faites-le libérer par qui gère l’hôte, et cherchez ce qui a été envoyé avec « {{0}} »',
  'give the connector a sign-in ("{{0}}"), have our address or certificate allowed to relay there, or send only the domains to it that it takes (--recipient-domain)':
    'donnez une connexion au connecteur (« {{0}} »), faites autoriser notre adresse ou notre certificat à y relayer, ou n’y envoyez que les domaines qu’il accepte (--recipient-domain)',
  'write to delist@microsoft.com with the whole reply, or sign in on port 587 instead; find out what was sent with "{{0}}"':
    'écrivez à delist@microsoft.com avec toute la réponse, ou connectez-vous plutôt sur le port 587 ; cherchez ce qui a été envoyé avec « {{0}} »',
  'find out what it sent with "{{0}}", stop that, then release it in the Defender portal (Review, Restricted entities) or ask the support':
    'cherchez ce qui a été envoyé avec « {{0}} », arrêtez-le, puis libérez-le dans le portail Defender (Révision, Entités restreintes) ou demandez au support',
  'release it in the Defender portal (Review, Restricted entities), change its password first, and find out what it sent with "{{0}}"':
    'libérez-le dans le portail Defender (Révision, Entités restreintes), changez d’abord son mot de passe, et cherchez ce qui a été envoyé avec « {{0}} »',
  'nothing: it passes. Where it lasts for days, look in the Exchange admin center (Reports, Mail flow) what was sent at once, and send less at a time ("{{0}}")':
    'rien : cela passe. Si cela dure des jours, regardez dans le Centre d’administration Exchange (Rapports, Flux de messagerie) ce qui a été envoyé d’un coup, et envoyez moins à la fois (« {{0}} »)',
  'wait until tomorrow, or share the mail between accounts or a connector relay; find out who sends so much with "{{0}}"':
    'attendez demain, ou répartissez le courrier entre des comptes ou un relais par connecteur ; cherchez qui envoie autant avec « {{0}} »',
  'find the device that repeats itself ("{{0}}") and correct its recipient list':
    'trouvez l’appareil qui se répète (« {{0}} ») et corrigez sa liste de destinataires',
  '{{0}}set it anew with "{{1}}"': '{{0}}définissez-le de nouveau avec « {{1}} »',
};
