/** Steps of checks, in French. */
import type { Sentences } from '../sentences.ts';

export const checks: Sentences = {
  'whose addresses it trusts': 'à quelles adresses il fait confiance',
  'connector {{0}}': 'connecteur {{0}}',
  'it is switched off': 'il est désactivé',
  'nothing that is often a mistake': 'rien qui soit souvent une erreur',
  connectors: 'connecteurs',
  'device {{0}}': 'appareil {{0}}',
  'can be reached': 'peut être joint',
  'is no mailbox here': 'n’est pas une boîte aux lettres ici',
  'would be accepted': 'serait accepté',
  'mail from {{0}} to {{1}}, from {{2}}': 'courrier de {{0}} à {{1}}, depuis {{2}}',
  'any address': 'toute adresse',
  '{{0}}, on {{1}}': '{{0}}, sur {{1}}',
  '{{0}}, signed in as {{1}}': '{{0}}, connecté en tant que {{1}}',
  'known by a network, and not seen from there yet': 'connu par un réseau, et pas encore vu de là',
  'its addresses and sign-ins': 'ses adresses et connexions',
  'neither is known': 'ni l’un ni l’autre n’est connu',
  'mail within {{0}} days': 'courrier en {{0}} jours',
  'none since {{0}}': 'aucun depuis {{0}}',
  'never any': 'jamais aucun',
  'none yet': 'pas encore',
  'last {{0}} as {{1}}, {{2}}': 'dernière fois {{0}} en tant que {{1}}, {{2}}',
  '{{0}}; it has sent since': '{{0}} ; il a envoyé depuis',
  '{{0}}; that has been set right, and it has not sent since': '{{0}} ; cela a été réglé, et il n’a pas envoyé depuis',
  'takes all that it was seen to do': 'accepte tout ce qu’on l’a vu faire',
  'it {{0}}': 'il {{0}}',
  'its sessions': 'ses sessions',
  'blockLists of the organizations': 'blockLists des organisations',
  'none is set, and none is asked': 'aucune n’est définie, et aucune n’est interrogée',
  'none is set: what mail says is not looked at': 'aucun n’est défini : ce que dit le courrier n’est pas examiné',
  'GTUBE, which is spam to every filter, at {{0}}': 'GTUBE, indésirable pour tout filtre, à {{0}}',
  'it answers, and does not take it for spam (score {{0}})':
    'il répond, et ne le prend pas pour indésirable (score {{0}})',
  '{{0}}, after {{1}} ms': '{{0}}, après {{1}} ms',
  'a plain letter, at {{0}}': 'une simple lettre, à {{0}}',
  'no spam (score {{0}}), after {{1}} ms': 'pas indésirable (score {{0}}), après {{1}} ms',
  'taken for spam (score {{0}}), after {{1}} ms': 'pris pour indésirable (score {{0}}), après {{1}} ms',
  'none is set: nobody looks for viruses': 'aucun n’est défini : personne ne cherche de virus',
  'EICAR, which every scanner finds, at {{0}}': 'EICAR, que trouve tout antivirus, à {{0}}',
  'it answers, and did not find it: its signatures are missing':
    'il répond, et ne l’a pas trouvé : ses signatures manquent',
  'found ({{0}}), after {{1}} ms': 'trouvé ({{0}}), après {{1}} ms',
  '{{0}}: it does not tell how old they are': '{{0}} : il ne dit pas leur âge',
  '{{0}}: {{1}} days old': '{{0}} : {{1}} jours',
  '127.0.0.2 and 127.0.0.1 at {{0}}': '127.0.0.2 et 127.0.0.1 à {{0}}',
  'it answers as a block list should': 'elle répond comme doit le faire une liste de blocage',
  'this server': 'ce serveur',
  'egressAddresses in doorpost.yaml': 'egressAddresses dans doorpost.yaml',
  'not set': 'non défini',
  '{{0}} MiB free; {{1}} MiB must stay free': '{{0}} Mio libres ; {{1}} Mio doivent le rester',
  'room on the disk of {{0}}': 'place sur le disque de {{0}}',
  'whether the store can write': 'si le stockage peut écrire',
  'it can': 'il le peut',
  'what kind of address {{0}} is': 'quel genre d’adresse est {{0}}',
  'shared by many customers of the provider (carrier-grade NAT)':
    'partagée par de nombreux clients de l’opérateur (NAT d’opérateur)',
  'a private address': 'une adresse privée',
  public: 'publique',
  'PTR of {{0}}, and back': 'PTR de {{0}}, et retour',
  'no name': 'aucun nom',
  '{{0}}; we greet as {{1}}, which some receivers hold against us':
    '{{0}} ; nous saluons en tant que {{1}}, ce que certains destinataires nous reprochent',
  '{{0}}, which does not lead back': '{{0}}, qui ne ramène pas',
  'not listed': 'non listée',
  'not listed, but nor is the entry that every list has for tests: it does not answer through this resolver':
    'non listée, mais l’entrée que toute liste a pour les tests ne l’est pas non plus : elle ne répond pas par ce résolveur',
  '{{0}}: the list does not answer through this resolver': '{{0}} : la liste ne répond pas par ce résolveur',
  '{{0}}: on a policy list, as addresses of homes and small offices are':
    '{{0}} : sur une liste de stratégie, comme les adresses de foyers et de petits bureaux',
  '{{0}} port 25': '{{0}} port 25',
  '{{0}} gave no answer': '{{0}} n’a pas répondu',
  'no address found for any of them': 'aucune adresse trouvée pour aucun d’eux',
  'test message': 'message de test',
  'no verified domain to send from': 'aucun domaine vérifié d’où envoyer',
  'no address': 'pas une adresse',
  'Test message to {{0}}, asked for by an administrator': 'Message de test à {{0}}, demandé par un administrateur',
  'from {{0}} to {{1}}': 'de {{0}} à {{1}}',
  'queued as {{0}}': 'mis en file d’attente : {{0}}',
  'the trace of {{0}}': 'le suivi de {{0}}',
  'not there yet': 'pas encore là',
  'at {{0}}': 'à {{0}}',
  'it said: {{0}}': 'il a dit : {{0}}',
  'upstream {{0}}': 'relais sortant {{0}}',
  'our own directory': 'notre propre annuaire',
  'switched off': 'désactivé',
  'mail that waits for it': 'courrier qui l’attend',
  'in whose name mail goes out': 'au nom de qui le courrier sort',
  'mail goes by the MX of each recipient, which the check of the server looks at':
    'le courrier passe par le MX de chaque destinataire, que regarde la vérification du serveur',
  'expired on {{0}}': 'expiré le {{0}}',
  'what the last mail met': 'ce qu’a rencontré le dernier message',
  'why its mail waits': 'pourquoi son courrier attend',
  'domain {{0}}': 'domaine {{0}}',
  'the usual selectors under {{0}}': 'les sélecteurs habituels sous {{0}}',
  '{{0}} of {{1}}': '{{0}} de {{1}}',
  'SPF of {{0}}, simulated for mail from {{1}}': 'SPF de {{0}}, simulé pour le courrier de {{1}}',
  '{{0}} ({{1}} of 10 lookups)': '{{0}} ({{1}} recherches sur 10)',
  'added, not verified': 'ajouté, non vérifié',
  'verified ({{0}}); the token is no longer published': 'vérifié ({{0}}) ; le jeton n’est plus publié',
  'verified ({{0}})': 'vérifié ({{0}})',
  'Alarm mail to {{0}}: {{1}}': 'Message d’alarme à {{0}} : {{1}}',
  'not taken: {{0}}': 'non accepté : {{0}}',
  'its address cannot be read': 'son adresse ne peut pas être lue',
  'nobody is there to get them': 'il n’y a personne pour les recevoir',
  'queued for {{0}} as {{1}}': 'mis en file d’attente pour {{0}} : {{1}}',
  '{{0}}; it goes by {{1}}, and waits with the rest when that is in trouble':
    '{{0}} ; il passe par {{1}}, et attend avec le reste quand celui-ci est en difficulté',
  'answered {{0}}': 'a répondu {{0}}',
  'answered {{0}}, a redirect: these are not followed; set the address it leads to':
    'a répondu {{0}}, une redirection : elles ne sont pas suivies ; définissez l’adresse où elle mène',
  'not reached: {{0}}': 'non joint : {{0}}',
  'not asked: its name leads to an address that is not public; let a Global administrator look at it, and allow it with --public-hosts-only off':
    'non demandé : son nom mène à une adresse qui n’est pas publique ; faites-le examiner par un administrateur général, qui peut le permettre avec --public-hosts-only off',
  'send something from it, and check again': 'envoyez-en quelque chose, et vérifiez à nouveau',
  'send something from it': 'envoyez-en quelque chose',
  'see whether that is rspamd’s normal worker, and whether its settings let our address or every mail pass (local_addrs, settings.conf, gtube_patterns)':
    'regardez si c’est le worker normal de rspamd, et si ses réglages laissent passer notre adresse ou tout message (local_addrs, settings.conf, gtube_patterns)',
  'see which of its rules did that: rspamc symbols': 'regardez laquelle de ses règles l’a fait : rspamc symbols',
  'see what it waits for: most often a DNS server that does not answer it (dns { } in its options.inc)':
    'regardez ce qu’il attend : le plus souvent un serveur DNS qui ne lui répond pas (dns { } dans son options.inc)',
  'see why they are not renewed: systemctl status clamav-freshclam, and its log':
    'regardez pourquoi elles ne sont pas renouvelées : systemctl status clamav-freshclam, et son journal',
  'set egressAddresses to our public addresses; without them SPF, PTR and block lists cannot be checked':
    'donnez à egressAddresses nos adresses publiques ; sans elles SPF, PTR et listes de blocage ne peuvent pas être vérifiés',
  'make room there: new mail is put off with 452 4.3.1 until there is':
    'faites-y de la place : le nouveau courrier est remis à plus tard avec 452 4.3.1 jusque-là',
  'make room there, before new mail is put off':
    'faites-y de la place, avant que le nouveau courrier soit remis à plus tard',
  'look at the disk of the data directory and at the log: new mail is put off with 451 4.3.0':
    'regardez le disque du répertoire de données et le journal : le nouveau courrier est remis à plus tard avec 451 4.3.0',
  'name the address as the Internet sees it, not the one behind NAT':
    'nommez l’adresse telle qu’Internet la voit, pas celle derrière le NAT',
  'the provider or a firewall blocks port 25 outward: have it opened, or send by an upstream on port 587 or by Microsoft Graph':
    'l’opérateur ou un pare-feu bloque le port 25 sortant : faites-le ouvrir, ou envoyez par un relais sortant au port 587 ou par Microsoft Graph',
  'write it as name@example.com': 'écrivez-la sous la forme name@example.com',
  'nothing waits, and the connection is in order now: the next mail shows whether it is mended':
    'rien n’attend, et la connexion est en ordre maintenant : le prochain message montrera si c’est réparé',
  'it is tried again by itself; mend what the text says':
    'un nouvel essai se fait tout seul ; réparez ce que dit le texte',
  'it ends soon; whoever runs that server must renew it':
    'il se termine bientôt ; qui gère ce serveur doit le renouveler',
  'name the server that is to take the mail on, or another port of this machine':
    'nommez le serveur qui doit prendre la suite du courrier, ou un autre port de cette machine',
  'look with "upstream test" whether another server answers there, and name it by its own address if it has one':
    'regardez avec "upstream test" si un autre serveur y répond, et nommez-le par sa propre adresse s’il en a une',
  'switch on DKIM at the provider behind {{0}}; a key under another selector is not seen here':
    'activez DKIM chez le fournisseur derrière {{0}} ; une clé sous un autre sélecteur ne se voit pas ici',
  'look whether it is switched on, reaches this server and still sends here':
    'regardez s’il est allumé, joint ce serveur et envoie encore ici',
  'ask the provider of the address to set its reverse name to {{0}}, and let {{1}} have the address':
    'demandez au fournisseur de l’adresse de mettre son nom inverse à {{0}}, et donnez l’adresse à {{1}}',
  'look the address up at {{0}}': 'cherchez l’adresse chez {{0}}',
  'let this machine ask DNS for names of the Internet, or name a host: --probe-host HOST':
    'laissez cette machine demander au DNS des noms d’Internet, ou nommez un hôte : --probe-host HOST',
};
