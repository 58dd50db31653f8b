/** Alarms, in French. */
import type { Sentences } from '../../sentences.ts';

export const alarmsRemedies: Sentences = {
  "Look after the disk (its errors are in the system's log). Put the file back from a backup, or give the message up, so that its sender hears of it and can send it again: {{0}}":
    'Examinez le disque (ses erreurs sont dans le journal du système). Remettez le fichier depuis une sauvegarde, ou abandonnez le message, pour que son expéditeur l’apprenne et puisse le renvoyer : {{0}}',
  'Look at the disk of the data directory (full, read-only, failing) and at the log; the store goes on by itself as soon as it can write.':
    'Examinez le disque du répertoire de données (plein, en lecture seule, défaillant) et le journal ; le stockage reprend de lui-même dès qu’il peut écrire.',
  "See what the name servers of this server say ({{0}}); they are the system's, or those of the setting dnsServers. Mail goes on being authenticated as soon as they answer.":
    'Voyez ce que disent les serveurs de noms de ce serveur ({{0}}) ; ce sont ceux du système, ou ceux du paramètre dnsServers. Le courrier est de nouveau authentifié dès qu’ils répondent.',
  'Publish them again where the domain’s DNS is kept ({{0}}), and see what its name servers say then: {{1}}. If that was meant, acknowledge it.':
    'Publiez-les de nouveau là où est tenu le DNS du domaine ({{0}}), et voyez ce que disent alors ses serveurs de noms : {{1}}. Si c’était voulu, acquittez-le.',
  'Publish its record where the domain’s DNS is kept ({{0}}), and see what its name servers say then: {{1}}. If it is not wanted any more: {{2}}.':
    'Publiez son enregistrement là où est tenu le DNS du domaine ({{0}}), et voyez ce que disent alors ses serveurs de noms : {{1}}. Si elle n’est plus voulue : {{2}}.',
  'Make the next one, and publish its record: {{0}}. It takes over a week after that, by itself.':
    'Créez la suivante, et publiez son enregistrement : {{0}}. Elle prend la relève une semaine après, d’elle-même.',
  'Make one, and publish its record: {{0}}. Mail is signed as soon as it is found. If nothing is sent from there, acknowledge this.':
    'Créez-en une, et publiez son enregistrement : {{0}}. Le courrier est signé dès qu’il est trouvé. Si rien n’est envoyé depuis ce domaine, acquittez cette alarme.',
  'Take its record out of DNS, and then delete it here: {{0}}':
    'Retirez son enregistrement du DNS, puis supprimez-la ici : {{0}}',
  'Look at what it sends ({{0}}). If that is not what it should be, change its password and keep it from sending: {{1}}.':
    'Regardez ce qui est envoyé ({{0}}). Si ce n’est pas ce que cela devrait être, changez le mot de passe et empêchez l’envoi : {{1}}.',
  'Look at what comes by it ({{0}}), and find the device that sends it. To stop all of them: {{1}}.':
    'Regardez ce qui passe par lui ({{0}}), et trouvez l’appareil qui l’envoie. Pour tous les arrêter : {{1}}.',
  'Look at what it sends ({{0}}), and at the device itself.':
    'Regardez ce qu’il envoie ({{0}}), et l’appareil lui-même.',
  'See what it did ({{0}}), change its password, and lift it: {{1}}. With --release what waits goes on; {{2}} ends it.':
    'Voyez ce qui s’est passé ({{0}}), changez le mot de passe, et levez la restriction : {{1}}. Avec --release, ce qui attend repart ; {{2}} y met fin.',
  'See what came by it ({{0}}), find and clean the device that sent it, and lift it: {{1}}. With --release what waits goes on; {{2}} ends it.':
    'Voyez ce qui est passé par lui ({{0}}), trouvez et nettoyez l’appareil qui l’a envoyé, et levez la restriction : {{1}}. Avec --release, ce qui attend repart ; {{2}} y met fin.',
  'Look at what was sent: {{0}}. Stop what should not go out ({{1}}), then ask the next hop to take our mail again.':
    'Regardez ce qui a été envoyé : {{0}}. Arrêtez ce qui ne doit pas sortir ({{1}}), puis demandez au serveur suivant d’accepter de nouveau notre courrier.',
  'See on its machine whether it runs ({{0}}) and listens where the setting screening.rspamd.url says; then ask it: {{1}}':
    'Voyez sur sa machine s’il fonctionne ({{0}}) et écoute là où le dit le paramètre screening.rspamd.url ; puis interrogez-le : {{1}}',
  'See on its machine whether it runs ({{0}}), has signatures ({{1}} fetches them) and memory, and listens where the setting screening.clamd.address says; then ask it: {{2}}':
    'Voyez sur sa machine s’il fonctionne ({{0}}), s’il a des signatures ({{1}} les récupère) et de la mémoire, et écoute là où le dit le paramètre screening.clamd.address ; puis interrogez-le : {{2}}',
  'Let this machine ask by a DNS resolver of its own, not by a public one (setting dnsServers); or use the list with a key, where its keeper gives one. Without either, take it off: {{0}}. Then ask it: {{1}}':
    'Laissez cette machine interroger par un résolveur DNS à elle, non par un public (paramètre dnsServers) ; ou utilisez la liste avec une clé, là où son gestionnaire en donne une. Sans l’un ni l’autre, retirez-la : {{0}}. Puis interrogez-la : {{1}}',
  'It is closed, or belongs to somebody else now: take it off: {{0}}':
    'Elle est fermée, ou appartient maintenant à quelqu’un d’autre : retirez-la : {{0}}',
  'See whether {{0}} is its right name, and still kept; else take it off: {{1}}':
    'Voyez si {{0}} est bien son nom, et si elle est encore tenue ; sinon, retirez-la : {{1}}',
  'Give it again with its key in front, as its keeper shows it: {{0}}':
    'Donnez-la de nouveau précédée de sa clé, comme son gestionnaire le montre : {{0}}',
  'See whether this machine’s DNS server reaches it (setting dnsServers); then ask it: {{0}}':
    'Voyez si le serveur DNS de cette machine l’atteint (paramètre dnsServers) ; puis interrogez-la : {{0}}',
  'Put the right secret.key back (mode 0600) and restart Doorpost, or set each of them again.':
    'Remettez le bon fichier secret.key (mode 0600) et redémarrez Doorpost, ou définissez de nouveau chacun d’eux.',
  'Free space there, or give it a larger disk; no restart is needed. How much must stay free is the setting minFree.':
    'Libérez-y de l’espace, ou donnez-lui un disque plus grand ; aucun redémarrage n’est nécessaire. L’espace qui doit rester libre est le paramètre minFree.',
  'Delete what nobody needs ({{0}}), or keep it for fewer days: {{1}}':
    'Supprimez ce dont personne n’a besoin ({{0}}), ou gardez-le moins de jours : {{1}}',
  'Set http.tls: on; or put a proxy with TLS before it and name its address in http.trustedProxies; or listen on this machine only (http.addresses) and come by an SSH tunnel. Then restart Doorpost.':
    'Définissez http.tls: on ; ou placez devant un proxy avec TLS et nommez son adresse dans http.trustedProxies ; ou n’écoutez que sur cette machine (http.addresses) et venez par un tunnel SSH. Puis redémarrez Doorpost.',
  'Stop the other program, and the port is opened within a minute; or choose another with http.port (DOORPOST_HTTP_PORT) and restart Doorpost.':
    'Arrêtez l’autre programme, et le port s’ouvre en une minute ; ou choisissez-en un autre avec http.port (DOORPOST_HTTP_PORT) et redémarrez Doorpost.',
  'Choose a port above 1023 with http.port (DOORPOST_HTTP_PORT) and restart Doorpost.':
    'Choisissez un port supérieur à 1023 avec http.port (DOORPOST_HTTP_PORT) et redémarrez Doorpost.',
  'Give this machine the address, and it is opened within a minute; or correct http.addresses (DOORPOST_HTTP_ADDRESSES) and restart Doorpost.':
    'Donnez l’adresse à cette machine, et il s’ouvre en une minute ; ou corrigez http.addresses (DOORPOST_HTTP_ADDRESSES) et redémarrez Doorpost.',
  'Look at http.addresses and http.port; it is tried again every minute.':
    'Examinez http.addresses et http.port ; un nouvel essai se fait chaque minute.',
  'Look whether it runs and is reached from here: {{0}}. Where its name, port or endpoint has changed: {{1}} says how that is set. What waits: {{2}}.':
    'Voyez s’il fonctionne et s’il est joignable d’ici : {{0}}. Là où son nom, son port ou son point de terminaison a changé : {{1}} dit comment le définir. Ce qui attend : {{2}}.',
  'Look whether the mailbox server (LMTP) runs, or whether the folder of the mailboxes can be written to. What waits: {{0}}.':
    'Voyez si le serveur de boîtes aux lettres (LMTP) fonctionne, ou si l’on peut écrire dans le dossier des boîtes aux lettres. Ce qui attend : {{0}}.',
  'That many at once is seldom theirs: {{0}} tells whether port 25 outward is blocked; look at DNS and the network of this machine, too. What waits: {{1}}.':
    'Autant à la fois, c’est rarement de leur fait : {{0}} dit si le port 25 sortant est bloqué ; examinez aussi le DNS et le réseau de cette machine. Ce qui attend : {{1}}.',
  'See what each was told last: {{0}}; where it goes by an upstream: {{1}}. How long mail may wait before this is told is the setting alarms.oldestMail.':
    'Voyez ce qui a été répondu à chacun en dernier : {{0}} ; là où cela passe par un relais sortant : {{1}}. Le temps que le courrier peut attendre avant ce signalement est le paramètre alarms.oldestMail.',
  'See where they wait: {{0}}; and who sends so much: {{1}}. Mail that should not go out is stopped with {{2}} or {{3}}.':
    'Voyez où ils attendent : {{0}} ; et qui envoie autant : {{1}}. Le courrier qui ne doit pas sortir s’arrête avec {{2}} ou {{3}}.',
  'Read them with {{0}}. Then name who answers for the device ({{1}}), make the mailbox, or have copies sent to postmaster: {{2}}.':
    'Lisez-les avec {{0}}. Nommez ensuite qui répond de l’appareil ({{1}}), créez la boîte aux lettres, ou faites envoyer des copies à postmaster : {{2}}.',
  'Give devices that send so a connector, or let them sign in; then decide: {{0}} (or allow, to pass such mail on all the same)':
    'Donnez un connecteur aux appareils qui envoient ainsi, ou laissez-les se connecter ; puis décidez : {{0}} (ou allow, pour laisser passer ce courrier quand même)',
  'Look whether it is switched on{{0}}, reaches this server and still sends here; what was last seen of it: {{1}}. If it may be silent for longer, give it more days or none.':
    'Voyez s’il est allumé{{0}}, s’il atteint ce serveur et envoie encore ici ; ce qui a été vu de lui en dernier : {{1}}. S’il peut rester silencieux plus longtemps, donnez-lui plus de jours, ou aucun.',
  'See what it said and what would have let it in: {{0}}':
    'Voyez ce qu’il a dit et ce qui l’aurait laissé entrer : {{0}}',
  'Restart Doorpost: it makes a new one; or name a certificate of your own in the setting tls.certificates':
    'Redémarrez Doorpost : il en crée un nouveau ; ou nommez un certificat à vous dans le paramètre tls.certificates',
  'Renew the certificate in {{0}} and its key; Doorpost takes the new files within seconds ({{1}} says whether they fit)':
    'Renouvelez le certificat dans {{0}} et sa clé ; Doorpost prend les nouveaux fichiers en quelques secondes ({{1}} dit s’ils conviennent)',
  'Renew {{0}} and its key{{1}}; then try it: {{2}}': 'Renouvelez {{0}} et sa clé{{1}} ; puis essayez : {{2}}',
  ', and upload the new certificate at the provider': ', et déposez le nouveau certificat chez le fournisseur',
  'Make a new client secret at the provider, then: {{0}}':
    'Créez une nouvelle clé secrète client chez le fournisseur, puis : {{0}}',
  'Use it ({{0}}), or sign in again: {{1}}': 'Utilisez-la ({{0}}), ou reconnectez-vous : {{1}}',
  'Find out step by step what is the matter: {{0}}. What waits goes on by itself when it works, and none of it is bounced.':
    'Cherchez pas à pas ce qui ne va pas : {{0}}. Ce qui attend repart de soi-même quand cela fonctionne, et rien n’en est retourné.',
  'what waits goes by itself when it may; less at once ({{0}}), a second account, or a failover (--failover) makes room':
    'ce qui attend part de soi-même dès qu’il le peut ; moins à la fois ({{0}}), un second compte ou un basculement (--failover) fait de la place',
  'set it again: {{0}}': 'définissez-le de nouveau : {{0}}',
  'check it with: {{0}}': 'contrôlez-le avec : {{0}}',
  '{{0}}, or make a mailbox': '{{0}}, ou créez une boîte aux lettres',
  'Read them with: {{0}}': 'Lisez-les avec : {{0}}',
};
