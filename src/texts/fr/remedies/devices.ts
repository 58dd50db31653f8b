/** Devices, in French. */
import type { Sentences } from '../../sentences.ts';

export const devicesRemedies: Sentences = {
  'If it only tested the connection, all is in order.': 'S’il n’a fait que tester la connexion, tout va bien.',
  ', or switch off its sign-in there: port 25 needs none from an approved address':
    ', ou désactivez-y sa connexion : le port 25 n’en demande pas depuis une adresse approuvée',
  'switch it on again: {{0}}': 'réactivez-le : {{0}}',
  'its mailbox is no more, so that it needs another sign-in: {{0}}':
    'sa boîte aux lettres n’existe plus, il lui faut donc un autre identifiant : {{0}}',
  'its credential is disabled: {{0}}': 'son identifiant est désactivé : {{0}}',
  'switch sign-in on again for its credential, its mailbox or its organization':
    'réactivez la connexion pour son identifiant, sa boîte aux lettres ou son organisation',
  '{{0}}: it may then relay without signing in, from this address alone':
    '{{0}} : il peut alors relayer sans se connecter, depuis cette seule adresse',
  'switch on TLS (STARTTLS) in the device{{0}}; where it knows no TLS, it needs the profile legacy, under which it may sign in without: {{1}}. {{2}}':
    'activez TLS (STARTTLS) dans l’appareil{{0}} ; s’il ne connaît pas TLS, il lui faut le profil legacy, sous lequel il peut se connecter sans : {{1}}. {{2}}',
  'give this server a certificate that the device trusts, for the name by which the device calls it (docs/operate/tls.md); load ours into the device; or switch off its check of certificates':
    'donnez à ce serveur un certificat que l’appareil approuve, pour le nom par lequel l’appareil l’appelle (docs/operate/tls.md) ; chargez le nôtre dans l’appareil ; ou désactivez son contrôle des certificats',
  'If it is a device, look at its port and TLS settings: one that is set to "SSL/TLS" belongs on port 465, one that is set to STARTTLS or to none on 587 or 25. {{0}}':
    'Si c’est un appareil, examinez son port et ses paramètres TLS : un appareil réglé sur « SSL/TLS » va sur le port 465, un appareil réglé sur STARTTLS ou sans TLS sur 587 ou 25. {{0}}',
  '{{0}}use port 587 or 25 in the device, or switch on SSL/TLS there':
    '{{0}}utilisez le port 587 ou 25 dans l’appareil, ou activez-y SSL/TLS',
  'if it waits for a greeting there, it speaks clear text: ': 's’il y attend une salutation, il parle en clair : ',
  'it asked for STARTTLS and did not go on with it: try once more, update its firmware, or switch off TLS in the device':
    'il a demandé STARTTLS et n’a pas continué : essayez encore une fois, mettez à jour son micrologiciel, ou désactivez TLS dans l’appareil',
  'If it is a device, look whether it is set to send mail (SMTP) to this port, and whether something between it and us (a firewall, a mail filter) keeps back what is said.':
    'Si c’est un appareil, voyez s’il est réglé pour envoyer du courrier (SMTP) à ce port, et si quelque chose entre lui et nous (un pare-feu, un filtre de messagerie) retient ce qui est dit.',
  'Look at the transcript for what it wanted. {{0}}': 'Cherchez dans la transcription ce qu’il voulait. {{0}}',
  'Choose LOGIN or PLAIN in the device and give it name and password ({{0}}), or switch off its sign-in and let it send to port 25. {{1}}':
    'Choisissez LOGIN ou PLAIN dans l’appareil et donnez-lui nom et mot de passe ({{0}}), ou désactivez sa connexion et laissez-le envoyer au port 25. {{1}}',
  'Look at what the device says about it. {{0}}': 'Regardez ce qu’en dit l’appareil. {{0}}',
  'Set sender and recipient in the device, and send a page. {{0}}':
    'Réglez expéditeur et destinataire dans l’appareil, et envoyez une page. {{0}}',
  'Raise the time limit for sending in the device, scan at a lower resolution, and look whether something between it and us ends the connection; it has to send the message again.':
    'Augmentez dans l’appareil le délai d’envoi, numérisez à une résolution plus faible, et voyez si quelque chose entre lui et nous coupe la connexion ; il doit renvoyer le message.',
  'Look at what the device says about it, and whether something between it and us ends the connection; it has to send the message again.':
    'Regardez ce qu’en dit l’appareil, et si quelque chose entre lui et nous coupe la connexion ; il doit renvoyer le message.',
  'Switch on the PROXY protocol in the load balancer, or take its address out of proxyFrom; its health checks look the same, and do no harm.':
    'Activez le protocole PROXY dans le répartiteur de charge, ou retirez son adresse de proxyFrom ; ses contrôles d’état ont la même apparence, et ne font pas de mal.',
  'it was told: "{{0}}"': 'il lui a été répondu : « {{0}} »',
  'it was told: "{{0}}"; the whole session: {{1}}': 'il lui a été répondu : « {{0}} » ; toute la session : {{1}}',
  'set a sender address of an own, verified domain in the device ({{0}}), or add that domain':
    'réglez dans l’appareil une adresse d’expéditeur d’un domaine à vous, vérifié ({{0}}), ou ajoutez ce domaine',
  'let the device be known: {{0}}; or take Direct Send in your own name from anybody again: {{1}}':
    'faites connaître l’appareil : {{0}} ; ou acceptez de nouveau Direct Send en votre propre nom de n’importe qui : {{1}}',
  'let its connector speak for the sender’s domain (--sender-domain and --accepted-domain of {{0}}), or set a sender in the device that it speaks for; {{1}} shows them':
    'laissez son connecteur parler pour le domaine de l’expéditeur (--sender-domain et --accepted-domain de {{0}}), ou réglez dans l’appareil un expéditeur pour lequel il parle ; {{1}} les montre',
  'let the connector take the recipient’s domain too ({{0}}, with those it has: the option replaces the list), or correct the recipient in the device':
    'laissez le connecteur accepter aussi le domaine du destinataire ({{0}}, avec ceux qu’il a : l’option remplace la liste), ou corrigez le destinataire dans l’appareil',
  'if it is a device of yours, make its connector one that relays: {{0}}; a partner writes to your own recipients alone':
    'si c’est un appareil à vous, faites de son connecteur un connecteur qui relaie : {{0}} ; un partenaire n’écrit qu’à vos propres destinataires',
  'end the circle: a forwarding, a group or a rule of another mail system sends back what it got from here; {{0}} shows the way it took':
    'mettez fin à la boucle : un transfert, un groupe ou une règle d’un autre système de messagerie renvoie ce qu’il a reçu d’ici ; {{0}} montre le chemin suivi',
  'give the group members, or the forwarding another goal: {{0}} or {{1}} shows where it leads':
    'donnez des membres au groupe, ou un autre but au transfert : {{0}} ou {{1}} montre où il mène',
  'send a message of its own to the people of each organization, or put them into one organization: {{0}}':
    'envoyez un message à part aux personnes de chaque organisation, ou mettez-les dans une seule organisation : {{0}}',
  'update the firmware of the device, or mend the program that sends: it does not keep to SMTP, and {{0}} shows what it said':
    'mettez à jour le micrologiciel de l’appareil, ou réparez le programme qui envoie : il ne respecte pas SMTP, et {{0}} montre ce qu’il a dit',
  'set name and password right in the device first ({{0}} has the names); then wait: each failure has doubled the time, up to the limit authDelayLongest, and a new password does not shorten it':
    'réglez d’abord correctement nom et mot de passe dans l’appareil ({{0}} a les noms) ; puis attendez : chaque échec a doublé le délai, jusqu’à la limite authDelayLongest, et un nouveau mot de passe ne le raccourcit pas',
  'let the device send again in a minute; if it lasts, somebody guesses passwords: {{0}} shows from where, for the firewall':
    'laissez l’appareil renvoyer dans une minute ; si cela dure, quelqu’un devine des mots de passe : {{0}} montre d’où, pour le pare-feu',
  'nothing is to be set right: send it again, or wait until the device does so by itself':
    'il n’y a rien à corriger : renvoyez-le, ou attendez que l’appareil le fasse de lui-même',
  'the password is right; {{0}}': 'le mot de passe est juste ; {{0}}',
  'choose LOGIN or PLAIN in the device, or give it one more credential, which allows CRAM-MD5: {{0}}':
    'choisissez LOGIN ou PLAIN dans l’appareil, ou donnez-lui un identifiant de plus, qui permet CRAM-MD5 : {{0}}',
  'choose LOGIN or PLAIN in the device, with TLS, and give it name and password: {{0}}':
    'choisissez LOGIN ou PLAIN dans l’appareil, avec TLS, et donnez-lui nom et mot de passe : {{0}}',
  'type the name in the device as {{0}} has it, or make it: {{1}}':
    'saisissez le nom dans l’appareil comme {{0}} l’a, ou créez-le : {{1}}',
  'type the password again in the device; for a new one: {{0}}':
    'saisissez de nouveau le mot de passe dans l’appareil ; pour un nouveau : {{0}}',
  'type the password again in the device; for a new one: {{0}}, as {{1}} has them':
    'saisissez de nouveau le mot de passe dans l’appareil ; pour un nouveau : {{0}}, comme {{1}} les a',
  'switch on {{0}}sign-in in the device, with name and password ({{1}}); or let it send to port 25, where it needs no sign-in once its address is approved: {{2}}':
    'activez {{0}}la connexion dans l’appareil, avec nom et mot de passe ({{1}}) ; ou laissez-le envoyer au port 25, où il n’a pas besoin de se connecter une fois son adresse approuvée : {{2}}',
  'TLS (STARTTLS) and ': 'TLS (STARTTLS) et ',
  'switch on TLS (STARTTLS) in the device; where it knows no TLS, its connector has to take clear text: {{0}}':
    'activez TLS (STARTTLS) dans l’appareil ; s’il ne connaît pas TLS, son connecteur doit accepter le clair : {{0}}',
  'its credential or its mailbox was changed, switched off or removed while it was connected: look at {{0}}; with the right name and password it gets through again':
    'son identifiant ou sa boîte aux lettres a été modifié, désactivé ou supprimé pendant qu’il était connecté : regardez {{0}} ; avec le bon nom et le bon mot de passe, il passe de nouveau',
  'set the mailbox it signs in to as sender in the device, or allow the other: {{0}}':
    'réglez comme expéditeur dans l’appareil la boîte aux lettres avec laquelle il se connecte, ou autorisez l’autre : {{0}}',
  'correct the recipient in the device, or add the mailbox':
    'corrigez le destinataire dans l’appareil, ou ajoutez la boîte aux lettres',
  '{{0}}, it needs the profile {{1}}: {{2}}': '{{0}}, il lui faut le profil {{1}} : {{2}}',
  'update its firmware or switch on a newer TLS; where there is none':
    'mettez à jour son micrologiciel ou activez un TLS plus récent ; s’il n’y en a pas',
  'set it right in the device; where its settings do not let you':
    'réglez-le correctement dans l’appareil ; si ses paramètres ne le permettent pas',
  'switch on TLS 1.2 in it; if it has that, it may not trust our certificate (docs/operate/tls.md); if not':
    'activez-y TLS 1.2 ; s’il l’a, il n’approuve peut-être pas notre certificat (docs/operate/tls.md) ; sinon',
};
