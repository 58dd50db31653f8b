/** Alarms, in French. */
import type { Sentences } from '../sentences.ts';

export const alarms: Sentences = {
  'secret.key does not open {{0}}: {{1}}.': 'secret.key n’ouvre pas {{0}} : {{1}}.',
  'a secret': 'un secret',
  '{{0}} secrets': '{{0}} secrets',
  'Mail that needs them waits, and who signs in with one of them is refused.':
    'Le courrier qui en a besoin attend, et qui se connecte avec l’un d’eux est refusé.',
  'The stored content of message {{0}} is not what was accepted: {{1}}.':
    'Le contenu enregistré du message {{0}} n’est pas ce qui a été accepté : {{1}}.',
  'The message waits here and is tried again until it expires; nothing damaged is sent.':
    'Le message attend ici et est réessayé jusqu’à son expiration ; rien d’endommagé n’est envoyé.',
  'nothing (no space, or no inodes)': 'rien (plus d’espace, ou plus d’inodes)',
  'The disk of {{0}} is full: {{1}} is free, {{2}} must stay free.':
    'Le disque de {{0}} est plein : {{1}} libres, {{2}} doivent le rester.',
  'The disk of {{0}} is nearly full: {{1}} is free, {{2}} must stay free.':
    'Le disque de {{0}} est presque plein : {{1}} libres, {{2}} doivent le rester.',
  'With less than must stay free new mail is put off with 452 4.3.1, and senders try again. What was taken is safe.':
    'S’il reste moins que ce qui doit rester libre, le nouveau courrier est différé par 452 4.3.1, et les expéditeurs réessaient. Ce qui a été accepté est en sûreté.',
  'The quarantine is full: {{0}}, {{1}}.': 'La quarantaine est pleine : {{0}}, {{1}}.',
  'The quarantine is {{0}} % full: {{1}}, {{2}}.': 'La quarantaine est pleine à {{0}} % : {{1}}, {{2}}.',
  'When it is full, what should go there goes into Junk; malware is refused.':
    'Quand elle est pleine, ce qui devait y aller va dans Courrier indésirable ; les programmes malveillants sont refusés.',
  'The store cannot write: {{0}}.': 'Le stockage ne peut pas écrire : {{0}}.',
  'New mail is put off with 451 4.3.0, and senders try again. What was taken is safe, and waits.':
    'Le nouveau courrier est différé par 451 4.3.0, et les expéditeurs réessaient. Ce qui a été accepté est en sûreté, et attend.',
  'The name servers of this server do not answer: {{0}} of the last {{1}} that mail asked for had no answer, nor had a question of our own.':
    'Les serveurs de noms de ce serveur ne répondent pas : {{0}} des {{1}} demandés en dernier pour du courrier sont restés sans réponse, de même qu’une question à nous.',
  '{{0}} name': '{{0}} nom',
  '{{0}} names': '{{0}} noms',
  'Mail from outside is taken, and nothing shows who sent it. Mail to outside waits until its next hop can be looked up.':
    'Le courrier de l’extérieur est accepté, et rien ne montre qui l’a envoyé. Le courrier vers l’extérieur attend qu’on puisse chercher son serveur suivant.',
  'The next hop of {{0}} has taken no mail since {{1}}: {{2}}':
    'Le serveur suivant de {{0}} n’a accepté aucun courrier depuis {{1}} : {{2}}',
  'Where mail for {{0}} is kept has taken no mail since {{1}}: {{2}}':
    'Là où est conservé le courrier de {{0}}, aucun n’a été accepté depuis {{1}} : {{2}}',
  'The mail servers of {{0}} ({{1}}) have taken no mail since {{2}}: {{3}}':
    'Les serveurs de messagerie de {{0}} ({{1}}) n’ont accepté aucun courrier depuis {{2}} : {{3}}',
  '{{0}} domain': '{{0}} domaine',
  '{{0}} domains': '{{0}} domaines',
  'Mail for it waits here and is tried again by itself; what gets too old goes back to its sender.':
    'Son courrier attend ici et est réessayé de soi-même ; ce qui devient trop ancien retourne à son expéditeur.',
  'The oldest mail has waited since {{0}}, longer than {{1}}; {{2}}: {{3}}.':
    'Le plus ancien message attend depuis {{0}}, plus longtemps que {{1}} ; {{2}} : {{3}}.',
  'Nothing is lost. Mail is tried again by itself, and goes back to its sender when it gets too old.':
    'Rien n’est perdu. Le courrier est réessayé de soi-même, et retourne à son expéditeur quand il devient trop ancien.',
  'The queue grows: {{0}}, {{1}} did {{2}} before.': 'La file d’attente grandit : {{0}}, contre {{1}} {{2}} plus tôt.',
  'More comes in than goes out. Nothing is lost; mail goes out later.':
    'Il entre plus qu’il ne sort. Rien n’est perdu ; le courrier sort plus tard.',
  '{{0}} report of the last 24 hours has nobody to read it, the last at {{1}}, for {{2}}, who is no mailbox here.':
    '{{0}} rapport des dernières 24 heures n’a personne pour le lire, le dernier à {{1}}, pour {{2}}, qui n’est pas une boîte aux lettres d’ici.',
  '{{0}}{{1}} reports of the last 24 hours have nobody to read them, the last at {{2}}, for {{3}}, who is no mailbox here.':
    '{{0}}{{1}} rapports des dernières 24 heures n’ont personne pour les lire, le dernier à {{2}}, pour {{3}}, qui n’est pas une boîte aux lettres d’ici.',
  'More than ': 'Plus de ',
  'Mail failed or is late, and whoever sent it was not told.':
    'Du courrier a échoué ou est en retard, et qui l’a envoyé n’en a pas été informé.',
  "Mail for {{0}} goes on to another system with the organization's trust. Strangers who write there in the name of an own domain are refused (550 5.7.68).":
    'Le courrier pour {{0}} continue vers un autre système avec la confiance de l’organisation. Les inconnus qui y écrivent au nom d’un domaine à vous sont refusés (550 5.7.68).',
  'Other mail goes on as ever.': 'L’autre courrier continue comme toujours.',
  'Mail of strangers for {{0}} leaves by a connector that speaks for {{1}}, and DMARC is only observed: whoever forges a sender is believed there.':
    'Le courrier d’inconnus pour {{0}} sort par un connecteur qui parle pour {{1}}, et DMARC est seulement observé : qui falsifie un expéditeur y est cru.',
  'Mail goes on as ever, forged mail too.': 'Le courrier continue comme toujours, le falsifié aussi.',
  'Mail for outside has no upstream in {{0}}: {{1}}, since {{2}}.':
    'Le courrier vers l’extérieur n’a pas de relais sortant dans {{0}} : {{1}}, depuis {{2}}.',
  'Nothing is lost, and nothing is returned: mail waits until there is an upstream. Mail for mailboxes here arrives as ever.':
    'Rien n’est perdu, et rien n’est retourné : le courrier attend qu’il y ait un relais sortant. Le courrier des boîtes aux lettres d’ici arrive comme toujours.',
  '{{0}} failed sign-ins to the admin center within an hour, from {{1}}.':
    '{{0}} échecs de connexion au centre d’administration en une heure, depuis {{1}}.',
  'Each of them was slowed down, and nobody who signed in from their own address before was kept out.':
    'Chacun a été ralenti, et personne qui s’était connecté auparavant depuis sa propre adresse n’a été tenu dehors.',
  'Records of {{0}} in DNS were right and are not any more, since {{1}}: {{2}}.':
    'Des enregistrements de {{0}} dans le DNS étaient justes et ne le sont plus, depuis {{1}} : {{2}}.',
  'Without its MX, mail for the domain does not come here. Without SPF or DKIM, receivers may refuse mail in its name. A domain that was verified stays verified.':
    'Sans son MX, le courrier du domaine ne vient pas ici. Sans SPF ou DKIM, les destinataires peuvent refuser le courrier en son nom. Un domaine vérifié reste vérifié.',
  'Mail of {{0}} is signed (DKIM), and verifiers do not find the key {{1}} since {{2}}: {{3}}.':
    'Le courrier de {{0}} est signé (DKIM), et les vérificateurs ne trouvent pas la clé {{1}} depuis {{2}} : {{3}}.',
  'What is signed by it counts as unsigned: receivers may refuse it, or put it into Junk.':
    'Ce qu’elle signe compte comme non signé : les destinataires peuvent le refuser, ou le mettre dans Courrier indésirable.',
  'Mail of {{0}} goes out unsigned: it has no DKIM key, and other domains of the organization have one.':
    'Le courrier de {{0}} part sans signature : ce domaine n’a pas de clé DKIM, et d’autres domaines de l’organisation en ont une.',
  'Receivers may refuse mail without a signature, or put it into Junk.':
    'Les destinataires peuvent refuser le courrier sans signature ou le mettre dans Courrier indésirable.',
  'The DKIM key {{0}} {{1}}.': 'La clé DKIM {{0}} {{1}}.',
  'Mail goes out as before; nothing is late yet.': 'Le courrier sort comme avant ; rien n’est encore en retard.',
  'The {{0}} at {{1}} has looked at no message since {{2}}: {{3}}':
    'Le service « {{0}} » à {{1}} n’a examiné aucun message depuis {{2}} : {{3}}',
  'Mail is not looked at by it, and stamped so. While a virus scanner is silent, mail of strangers is put off (451 4.7.1), and senders try again; other mail goes on.':
    'Le courrier n’est pas examiné par lui, et est marqué ainsi. Tant qu’un antivirus est silencieux, le courrier d’inconnus est différé (451 4.7.1), et les expéditeurs réessaient ; l’autre courrier continue.',
  'The block list {{0}} is not asked since {{1}}: {{2}}.':
    'La liste de blocage {{0}} n’est plus interrogée depuis {{1}} : {{2}}.',
  'Mail goes on as if nobody were on this list. Nobody is refused for what it says meanwhile.':
    'Le courrier continue comme si personne n’était sur cette liste. Personne n’est refusé pour ce qu’elle dit entre-temps.',
  ' The last: {{0}}.': ' Les derniers : {{0}}.',
  'Its mail goes on, but for what a check refuses or keeps back.':
    'Son courrier continue, sauf ce qu’un contrôle refuse ou retient.',
  '{{0}} {{1}} is restricted {{2}}: {{3}}{{4}}. {{5}}': '{{0}} {{1}} : restriction {{2}} : {{3}}{{4}}. {{5}}',
  'until somebody lifts it': 'jusqu’à ce que quelqu’un la lève',
  'until {{0}}': 'jusqu’au {{0}}',
  'Of its mail that waited {{0}} is paused.': 'De son courrier en attente, {{0}} est en pause.',
  'Of its mail that waited {{0}} are paused.': 'De son courrier en attente, {{0}} sont en pause.',
  'What it sends now is refused (550 5.1.8 of a mailbox, 5.7.711 of a connector), but for devices that must always get through; a mailbox still gets mail. Once lifted, it is not restricted again that day (UTC).':
    'Ce qui est envoyé maintenant est refusé (550 5.1.8 d’une boîte aux lettres, 5.7.711 d’un connecteur), sauf des appareils qui doivent toujours passer ; une boîte aux lettres reçoit toujours du courrier. Une fois levée, la restriction ne revient pas ce jour-là (UTC).',
  '{{0}} calls mail of ours spam, or has blocked us: {{1}} It was said of message {{2}}; who sent most lately: {{3}}.':
    '{{0}} juge notre courrier indésirable, ou nous a bloqués : {{1}} C’était à propos du message {{2}} ; qui a le plus envoyé dernièrement : {{3}}.',
  'That message was not delivered. Others may refuse mail of this server too, until what sends it is found.':
    'Ce message n’a pas été remis. D’autres peuvent aussi refuser le courrier de ce serveur, jusqu’à ce qu’on trouve ce qui l’envoie.',
  'No complete backup was made since {{0}}.': 'Aucune sauvegarde complète n’a été faite depuis le {{0}}.',
  'Mail flows as ever. With the disk everything would be lost that was set up or delivered here since then.':
    'Le courrier circule comme toujours. Avec le disque serait perdu tout ce qui a été configuré ou remis ici depuis.',
  'The HTTP API and the admin center are not open at {{0}}.':
    'L’API HTTP et le centre d’administration ne sont pas ouverts à {{0}}.',
  '{{0}} port {{1}} ({{2}})': '{{0}} port {{1}} ({{2}})',
  'Mail is received and delivered as ever; the command line works on the server itself.':
    'Le courrier est reçu et remis comme toujours ; la ligne de commande fonctionne sur le serveur lui-même.',
  'it lies beyond this machine, and there is no TLS': 'elle est hors de cette machine, et il n’y a pas de TLS',
  'another program has it': 'un autre programme l’occupe',
  'the user that runs Doorpost may not open it':
    'l’utilisateur sous lequel tourne Doorpost n’a pas le droit de l’ouvrir',
  'this machine has no such address': 'cette machine n’a pas cette adresse',
  'it is missing': 'il manque',
  'it has {{0}} of {{1}} bytes': 'il a {{0}} octets sur {{1}}',
  'it has more than its {{0}} bytes': 'il a plus que ses {{0}} octets',
  'it was changed': 'il a été modifié',
  'it is there': 'elle est là',
  'not every name server has it': 'tous les serveurs de noms ne l’ont pas',
  'there is no such record': 'il n’y a pas d’enregistrement de ce nom',
  'another key is there': 'une autre clé est là',
  'its record is empty': 'son enregistrement est vide',
  'a tag of its record keeps them from it': 'une balise de son enregistrement les en écarte',
  'there are several records, and they may take any':
    'il y a plusieurs enregistrements, et ils peuvent prendre n’importe lequel',
  'no name server answers': 'aucun serveur de noms ne répond',
  'was made on {{0}}, and its record is not published': 'a été créée le {{0}}, et son enregistrement n’est pas publié',
  'signs since {{0}}: it is time for the next one': 'signe depuis le {{0}} : il est temps de passer à la suivante',
  'signs no more since {{0}}: its record may go': 'ne signe plus depuis le {{0}} : son enregistrement peut partir',
  'Mail for this way out waits here. Nothing bounces and nothing is lost; it goes on as soon as the cause is gone.':
    'Le courrier de cette voie de sortie attend ici. Rien n’est retourné et rien n’est perdu ; il repart dès que la cause a disparu.',
  'The next hop slows us down. Mail goes out later than usual; nothing is lost.':
    'Le serveur suivant nous ralentit. Le courrier sort plus tard que d’habitude ; rien n’est perdu.',
  'Once it has expired, mail for this upstream waits here until there is a new one.':
    'Une fois expirée, le courrier de ce relais sortant attend ici jusqu’à ce qu’il y en ait une nouvelle.',
  'Once it has expired, mail for this upstream waits here until somebody signs in again.':
    'Une fois expiré, le courrier de ce relais sortant attend ici jusqu’à ce que quelqu’un se reconnecte.',
  'Once it has expired, whoever checks it refuses the connection: mail waits, here or at the sender.':
    'Une fois expiré, qui le vérifie refuse la connexion : le courrier attend, ici ou chez l’expéditeur.',
  'If it should have sent something, that mail was never handed to us.':
    'S’il devait envoyer quelque chose, ce courrier ne nous a jamais été remis.',
  'Its mail is refused until somebody decides whether it may send.':
    'Son courrier est refusé jusqu’à ce que quelqu’un décide s’il peut envoyer.',
  'Beyond the limit mail is refused until there is room again.':
    'Au-delà de la limite, le courrier est refusé jusqu’à ce qu’il y ait de nouveau de la place.',
  'What it tried to send was not taken; it may not try again by itself.':
    'Ce qu’il a tenté d’envoyer n’a pas été accepté ; il ne réessaiera peut-être pas de lui-même.',
  'it is ignored': 'il est ignoré',
  'its mail is taken now': 'son courrier est maintenant accepté',
  'it is the device "{{0}}" now': 'c’est maintenant l’appareil « {{0}} »',
  'its network is listed no more': 'son réseau n’est plus dans la liste',
  'it was not seen for long, and others need the place':
    'il n’a pas été vu depuis longtemps, et d’autres ont besoin de la place',
  'nothing is known of it since a restart; it is told anew when it comes again':
    'rien n’est connu de lui depuis un redémarrage ; il sera signalé à nouveau s’il revient',
  '{{0}} takes our mail again': '{{0}} accepte de nouveau notre courrier',
  '{{0}} is removed: no mail goes that way.': '{{0}} est supprimé : aucun courrier ne passe par là.',
  '{{0}} is switched off: no mail goes that way.': '{{0}} est désactivé : aucun courrier ne passe par là.',
  '{{0}} was renewed: it lasts until {{1}}.': '{{0}} a été renouvelé, et vaut jusqu’au {{1}}.',
  '{{0}}: what would have expired is not in use any more.': '{{0}} : ce qui aurait expiré n’est plus utilisé.',
  'The device {{0}} was heard of again, or may be silent now.':
    'L’appareil {{0}} s’est de nouveau manifesté, ou peut maintenant rester silencieux.',
  '{{0}} waits for approval no more: {{1}}': '{{0}} n’attend plus d’approbation : {{1}}',
  '{{0}} has room again: {{1}} of {{2}} {{3}} ({{4}}).':
    '{{0}} a de nouveau de la place : {{1}} sur {{2}} {{3}} ({{4}}).',
  'It is not there any more.': 'Cela n’existe plus.',
  '{{0}} was not refused for this cause for an hour.': '{{0}} n’a pas été refusé pour cette cause depuis une heure.',
  '{{0}} honours DMARC, or has no such way any more.': '{{0}} respecte DMARC, ou n’a plus de telle voie.',
  '{{0}} has decided, or has no such way any more.': '{{0}} a décidé, ou n’a plus de telle voie.',
  'The records of {{0}} are right again.': 'Les enregistrements de {{0}} sont de nouveau justes.',
  '{{0}} answers again.': '{{0}} répond de nouveau.',
  '{{0}} is no verified domain here any more.': '{{0}} n’est plus un domaine vérifié ici.',
  'Nothing is to be done about the DKIM key {{0}} any more.': 'Il n’y a plus rien à faire pour la clé DKIM {{0}}.',
  '{{0}} has a DKIM key, or needs none any more.': '{{0}} a une clé DKIM, ou n’en a plus besoin.',
  'The DKIM key {{0}} is deleted.': 'La clé DKIM {{0}} est supprimée.',
  '{{0}} is not restricted any more.': '{{0}} n’est plus restreint.',
  'Nothing of it was seen of {{0}} for an hour.': 'Rien de tel n’a été vu de {{0}} depuis une heure.',
  'For an hour no more sign-ins failed.': 'Depuis une heure, aucune connexion n’a plus échoué.',
  'All secrets open with secret.key.': 'Tous les secrets s’ouvrent avec secret.key.',
  'The message {{0}} is not in the queue any more.': 'Le message {{0}} n’est plus dans la file d’attente.',
  'The quarantine has room again.': 'La quarantaine a de nouveau de la place.',
  'There is room on the disk of {{0}} again.': 'Il y a de nouveau de la place sur le disque de {{0}}.',
  'The store writes again.': 'Le stockage écrit de nouveau.',
  'A complete backup was made.': 'Une sauvegarde complète a été faite.',
  'The HTTP API is open at every address that is set.': 'L’API HTTP est ouverte à chaque adresse définie.',
  '{{0}}: mail is taken again.': '{{0}} : le courrier est de nouveau accepté.',
  '{{0}}: no mail waits for it any more.': '{{0}} : plus aucun courrier ne l’attend.',
  'No mail has waited too long any more.': 'Plus aucun message n’attend trop longtemps.',
  'The queue has shrunk again.': 'La file d’attente a de nouveau diminué.',
  'For a day every report had somebody to read it.': 'Depuis un jour, chaque rapport a eu quelqu’un pour le lire.',
  '{{0}} recipient waits': '{{0}} destinataire attend',
  '{{0}} recipients wait': '{{0}} destinataires attendent',
  'the spam filter was sure of {{0}} within an hour':
    'le filtre de courrier indésirable a été sûr de {{0}} en une heure',
  'the spam filter called {{0}} spam within an hour':
    'le filtre de courrier indésirable a jugé indésirables {{0}} en une heure',
  'the virus scanner found malware in {{0}} within an hour':
    'l’antivirus a trouvé des programmes malveillants dans {{0}} en une heure',
  'it sent to {{0}} in other domains within an hour': 'il y a eu envoi à {{0}} d’autres domaines en une heure',
  'it sent to {{0}} in other domains within an hour, many more than it usually does':
    'il y a eu envoi à {{0}} d’autres domaines en une heure, bien plus que d’habitude',
  'next hops did not know {{0}} of {{1}} that they answered for within an hour':
    'les serveurs suivants ne connaissaient pas {{0}} sur {{1}} dont ils ont répondu en une heure',
  'The mailbox': 'La boîte aux lettres',
  'The connector': 'Le connecteur',
  'The device': 'L’appareil',
  ', last by the device {{0}}': ', en dernier par l’appareil {{0}}',
  'Nothing was restricted.': 'Rien n’a été restreint.',
  'It would have been restricted, and the organization only observes.':
    'Il y aurait eu une restriction, et l’organisation ne fait qu’observer.',
  'Its mail must always get through, so that nothing was restricted.':
    'Son courrier doit toujours passer, si bien que rien n’a été restreint.',
  'A restriction of it was lifted today, so that it was not restricted again.':
    'Une restriction en a été levée aujourd’hui, si bien qu’il n’y en a pas eu de nouvelle.',
  'spam filter (rspamd)': 'filtre de courrier indésirable (rspamd)',
  'virus scanner (clamd)': 'antivirus (clamd)',
  'it does not answer our DNS server': 'elle ne répond pas à notre serveur DNS',
  'it lists even 127.0.0.1, which no list may have': 'elle liste même 127.0.0.1, ce qu’aucune liste ne doit faire',
  'it does not list 127.0.0.2, which every list must have':
    'elle ne liste pas 127.0.0.2, ce que toute liste doit faire',
  'its key is missing': 'sa clé manque',
  'it gives no answer': 'elle ne donne pas de réponse',
  'the verification token': 'le jeton de vérification',
};
