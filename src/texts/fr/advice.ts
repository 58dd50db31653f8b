/** Advice on a way in, in French. */
import type { Sentences } from '../sentences.ts';

export const advice: Sentences = {
  'Use the mail server or connector that is there': 'Utilisez le serveur de messagerie ou le connecteur qui existe',
  'A server at the site, or a connector that covers it, takes mail of devices already: let the device send there. Nothing more has to be set up.':
    'Un serveur sur le site, ou un connecteur qui le couvre, accepte déjà le courrier d’appareils : faites-y envoyer l’appareil. Il n’y a rien de plus à configurer.',
  'Two ways out of one site only make it harder to find out where a mail went.':
    'Deux voies de sortie d’un même site ne font que compliquer la recherche d’un message.',
  'SMTP server': 'Serveur SMTP',
  'the name or address of that server': 'le nom ou l’adresse de ce serveur',
  Port: 'Port',
  '25, or what the server wants': '25, ou ce que veut le serveur',
  'From address': 'Adresse d’expéditeur',
  'an address at {{0}}': 'une adresse dans {{0}}',
  'Take a provider for bulk mail': 'Prenez un fournisseur de courrier en nombre',
  'Newsletters are not for this: Microsoft 365 forbids bulk mail and blocks the sender or the address, and with it the mail of everybody else at the site.':
    'Les lettres d’information ne sont pas pour cela : Microsoft 365 interdit le courrier en nombre et bloque l’expéditeur ou l’adresse, et avec elle le courrier de tous les autres sur le site.',
  'A provider for bulk mail has the addresses, the unsubscribing and the reputation for it.':
    'Un fournisseur de courrier en nombre a les adresses, le désabonnement et la réputation pour cela.',
  'the limits are for people and devices, and a complaint would hit all mail of the domain':
    'les limites sont pour des personnes et des appareils, et une plainte toucherait tout le courrier du domaine',
  'Send it from a subdomain, such as news.{{0}}: its reputation is then its own.':
    'Envoyez depuis un sous-domaine, comme news.{{0}} : sa réputation lui est alors propre.',
  'Update the firmware: newer versions often know TLS 1.2, STARTTLS or OAuth. Then ask again.':
    'Mettez à jour le micrologiciel : les versions récentes connaissent souvent TLS 1.2, STARTTLS ou OAuth. Puis demandez à nouveau.',
  'A device that suggests port 465 probably lacks STARTTLS: look for an update, and whether STARTTLS or "TLS" can be chosen with port 587.':
    'Un appareil qui propose le port 465 n’a probablement pas STARTTLS : cherchez une mise à jour, et si STARTTLS ou « TLS » peut être choisi avec le port 587.',
  '<the name or address of this server>': '<le nom ou l’adresse de ce serveur>',
  'the domain {{0}} is authoritative here: mail to everybody whose mailbox is at Microsoft 365 is refused as to an unknown recipient (550 5.1.1)':
    'le domaine {{0}} fait autorité ici : le courrier à tous ceux dont la boîte aux lettres est chez Microsoft 365 est refusé comme pour un destinataire inconnu (550 5.1.1)',
  'the organization {{0}} only observes DMARC: a domain whose mail goes on to another system is refused as long as that is so':
    'l’organisation {{0}} ne fait qu’observer DMARC : un domaine dont le courrier continue vers un autre système est refusé tant qu’il en est ainsi',
  'Doorpost needs none. At Microsoft 365: one licensed mailbox for the way out by sign-in; a connector needs none for senders with a mailbox, and Exchange Online Protection for each sender without one.':
    'Doorpost n’en a pas besoin. Chez Microsoft 365 : une boîte aux lettres sous licence pour la sortie par connexion ; un connecteur n’en demande pas pour les expéditeurs ayant une boîte aux lettres, et Exchange Online Protection pour chaque expéditeur sans.',
  'Client submission to Doorpost: each user signs in':
    'Soumission de client à Doorpost : chaque utilisateur se connecte',
  'Each user sends in their own name, so each needs a sign-in of their own.':
    'Chaque utilisateur envoie en son propre nom, il lui faut donc sa propre connexion.',
  'It works from any address, also a dynamic one.': 'Cela fonctionne depuis toute adresse, même dynamique.',
  'whoever stands at the device could send as anybody':
    'qui se tient devant l’appareil pourrait envoyer en tant que n’importe qui',
  'Per mailbox: 30 messages a minute (more go out later), 3 at once, 10,000 recipients in 24 hours.':
    'Par boîte aux lettres : 30 messages par minute (le surplus sort plus tard), 3 à la fois, 10 000 destinataires en 24 heures.',
  Encryption: 'Chiffrement',
  Authentication: 'Authentification',
  on: 'activée',
  'User name': 'Nom d’utilisateur',
  "the user's address, such as anna@{{0}}": 'l’adresse de l’utilisateur, comme anna@{{0}}',
  Password: 'Mot de passe',
  'the one that credential add prints': 'celui qu’affiche credential add',
  "the user's own address": 'l’adresse propre de l’utilisateur',
  'Relay by connector at Doorpost': 'Relais par connecteur chez Doorpost',
  'It works for most devices: the device is known by its address in your network, needs no password, and may use any sender address of your domain.':
    'Cela fonctionne pour la plupart des appareils : l’appareil est connu par son adresse dans votre réseau, n’a pas besoin de mot de passe, et peut utiliser toute adresse d’expéditeur de votre domaine.',
  'Users cannot sign in at it safely: their names in From are then not proved.':
    'Les utilisateurs ne peuvent pas s’y connecter sûrement : leurs noms dans From ne sont alors pas prouvés.',
  'reaches your own people only': 'n’atteint que vos propres utilisateurs',
  'your mailboxes are at Microsoft, and what strangers write there in the name of your own domain is refused (550 5.7.68): the device has to be known by a connector':
    'vos boîtes aux lettres sont chez Microsoft, et ce que des inconnus y écrivent au nom de votre propre domaine est refusé (550 5.7.68) : l’appareil doit être connu d’un connecteur',
  'the device cannot sign in': 'l’appareil ne peut pas se connecter',
  'the password would go in clear text or weak TLS': 'le mot de passe irait en clair ou en TLS faible',
  'It speaks TLS only on port 465, which Microsoft 365 does not offer. Doorpost does, for those who sign in, which the device cannot; by connector it sends to port 25 without TLS, from this address alone, and Doorpost speaks TLS outward.':
    'Il ne parle TLS que sur le port 465, que Microsoft 365 n’offre pas. Doorpost l’offre à ceux qui se connectent, ce que l’appareil ne peut pas ; par connecteur il envoie sans TLS au port 25, de cette seule adresse, et Doorpost parle TLS vers l’extérieur.',
  'It speaks TLS only on port 465, which Microsoft 365 does not offer. Doorpost does, for those who sign in; by connector it sends to port 25 without TLS, from this address alone, and Doorpost speaks TLS outward.':
    'Il ne parle TLS que sur le port 465, que Microsoft 365 n’offre pas. Doorpost l’offre à ceux qui se connectent ; par connecteur il envoie sans TLS au port 25, de cette seule adresse, et Doorpost parle TLS vers l’extérieur.',
  "It has no TLS, which Microsoft 365 wants of everyone who signs in: Doorpost takes it from this address alone, and speaks today's TLS outward.":
    'Il n’a pas TLS, que Microsoft 365 veut de tous ceux qui se connectent : Doorpost l’accepte de cette seule adresse, et parle le TLS d’aujourd’hui vers l’extérieur.',
  "Its TLS is too old for Microsoft 365: Doorpost takes it from this address alone, and speaks today's TLS outward.":
    'Son TLS est trop ancien pour Microsoft 365 : Doorpost l’accepte de cette seule adresse, et parle le TLS d’aujourd’hui vers l’extérieur.',
  '25 (it cannot be set; inside your network nobody blocks it)':
    '25 (il ne peut pas être réglé ; dans votre réseau personne ne le bloque)',
  'none (not port 465)': 'aucun (pas le port 465)',
  'STARTTLS if offered, else none': 'STARTTLS si proposé, sinon aucun',
  off: 'désactivée',
  'any address at {{0}}': 'toute adresse dans {{0}}',
  'Exchange admin center, Mail flow, Connectors: a new one from "Your organization\'s email server" to Office 365, verified by your public address (or by certificate).':
    'Centre d’administration Exchange, Flux de messagerie, Connecteurs : un nouveau de « Serveur de messagerie de votre organisation » vers Office 365, vérifié par votre adresse publique (ou par certificat).',
  'Publish the SPF line.': 'Publiez la ligne SPF.',
  'At Microsoft: reasonable use; bulk mail gets the address blocked.':
    'Chez Microsoft : usage raisonnable ; le courrier en nombre fait bloquer l’adresse.',
  'A licensed mailbox {{0}} (or that address as an alias of one).':
    'Une boîte aux lettres sous licence {{0}} (ou cette adresse comme alias d’une telle boîte).',
  'Entra ID: an app registration with the application permission Mail.Send (and Mail.ReadWrite for mail above 3 MB), consent of an administrator, and an application access policy that restricts it to that mailbox.':
    'Entra ID : une inscription d’application avec l’autorisation d’application Mail.Send (et Mail.ReadWrite pour le courrier de plus de 3 Mo), le consentement d’un administrateur, et une stratégie d’accès aux applications qui la limite à cette boîte aux lettres.',
  'Entra ID: an app registration with the permission SMTP.SendAsApp, consent of an administrator; in Exchange Online a service principal made with the object id of the Enterprise application, and rights on the mailbox; SMTP AUTH on for the mailbox.':
    'Entra ID : une inscription d’application avec l’autorisation SMTP.SendAsApp, le consentement d’un administrateur ; dans Exchange Online un principal de service fait avec l’ID d’objet de l’application d’entreprise, et des droits sur la boîte aux lettres ; SMTP AUTH activé pour la boîte aux lettres.',
  'At Microsoft, per mailbox: 30 messages a minute, {{0}} at once, 10,000 recipients a day. Doorpost stays below them.':
    'Chez Microsoft, par boîte aux lettres : 30 messages par minute, {{0}} à la fois, 10 000 destinataires par jour. Doorpost reste en dessous.',
  'works too': 'fonctionne aussi',
  'Client SMTP submission to Microsoft 365': 'Soumission SMTP de client à Microsoft 365',
  'The device can sign in and speaks TLS 1.2; it works from any address, and mail to your own mailboxes is not filtered as spam.':
    'L’appareil peut se connecter et parle TLS 1.2 ; cela fonctionne depuis toute adresse, et le courrier à vos propres boîtes aux lettres n’est pas filtré comme indésirable.',
  'It signs in with OAuth: passwords are off by default from the end of December 2026.':
    'Il se connecte avec OAuth : les mots de passe sont désactivés par défaut à partir de fin décembre 2026.',
  '30 messages a minute, 3 at once, 10,000 recipients a day, per mailbox.':
    '30 messages par minute, 3 à la fois, 10 000 destinataires par jour, par boîte aux lettres.',
  '{{0}} a day are too many for one mailbox.': '{{0}} par jour sont trop pour une boîte aux lettres.',
  'A licensed mailbox for each address that signs in.':
    'Une boîte aux lettres sous licence pour chaque adresse qui se connecte.',
  '25 (many providers block it)': '25 (beaucoup d’opérateurs le bloquent)',
  'STARTTLS (TLS 1.2); 465 is not supported': 'STARTTLS (TLS 1.2) ; 465 n’est pas pris en charge',
  'OAuth (modern authentication)': 'OAuth (authentification moderne)',
  "the user's address": 'l’adresse de l’utilisateur',
  'the same, or one it holds Send As for': 'la même, ou une pour laquelle elle a « Envoyer en tant que »',
  'Add printer@{{0}} as an alias to a licensed mailbox, or give it a mailbox of its own.':
    'Ajoutez printer@{{0}} comme alias à une boîte aux lettres sous licence, ou donnez-lui sa propre boîte.',
  'Switch SMTP AUTH on for the mailbox (Microsoft 365 admin center, Mail, Manage email apps).':
    'Activez SMTP AUTH pour la boîte aux lettres (centre d’administration Microsoft 365, Courrier, Gérer les applications de messagerie).',
  'SMTP relay through Microsoft 365 by connector': 'Relais SMTP par Microsoft 365 par connecteur',
  'It works for most devices: your static address is the sign-in, and any address of your domain may be the sender, existing or not.':
    'Cela fonctionne pour la plupart des appareils : votre adresse statique est la connexion, et toute adresse de votre domaine peut être l’expéditeur, qu’elle existe ou non.',
  'Reasonable use. Not for bulk: the address or its senders get blocked.':
    'Usage raisonnable. Pas pour l’envoi en nombre : l’adresse ou ses expéditeurs sont bloqués.',
  'None for senders with a Microsoft 365 mailbox; Exchange Online Protection for each sender without one.':
    'Aucune pour les expéditeurs ayant une boîte aux lettres Microsoft 365 ; Exchange Online Protection pour chaque expéditeur sans.',
  'Make sure that {{0}} is a verified, accepted domain.': 'Assurez-vous que {{0}} est un domaine vérifié et accepté.',
  'Exchange admin center, Mail flow, Connectors: add one from "Your organization\'s email server" to Office 365, verified by your public address; leave the rest at its defaults.':
    'Centre d’administration Exchange, Flux de messagerie, Connecteurs : ajoutez-en un de « Serveur de messagerie de votre organisation » vers Office 365, vérifié par votre adresse publique ; laissez le reste tel quel.',
  'Publish the SPF line, or mail may end in junk folders.':
    'Publiez la ligne SPF, sinon le courrier peut finir dans les dossiers indésirables.',
  'Direct Send to Microsoft 365': 'Direct Send vers Microsoft 365',
  'It writes to your own Microsoft 365 mailboxes only: nothing has to be set up there, and no sign-in is needed.':
    'Il n’écrit qu’à vos propres boîtes aux lettres Microsoft 365 : il n’y a rien à y configurer, et aucune connexion n’est nécessaire.',
  "None but the service's own. An organization can refuse it (RejectDirectSend), which becomes the default later.":
    'Aucune sauf celles du service. Une organisation peut le refuser (RejectDirectSend), ce qui devient plus tard le réglage par défaut.',
  'None for the sender.': 'Aucune pour l’expéditeur.',
  'Leave RejectDirectSend off, or add a connector for your address.':
    'Laissez RejectDirectSend désactivé, ou ajoutez un connecteur pour votre adresse.',
  'Microsoft takes only TLS 1.2 and newer, with STARTTLS':
    'Microsoft n’accepte que TLS 1.2 et plus récent, avec STARTTLS',
  'passwords are off by default from the end of December 2026, and go away after that':
    'les mots de passe sont désactivés par défaut à partir de fin décembre 2026, et disparaissent ensuite',
  'it can use port 25 only, which is blocked': 'il ne peut utiliser que le port 25, qui est bloqué',
  'only addresses of the mailbox that signs in may send':
    'seules les adresses de la boîte aux lettres qui se connecte peuvent envoyer',
  'more than {{0}} recipients a day': 'plus de {{0}} destinataires par jour',
  'it needs a static address': 'il faut une adresse statique',
  'addresses of Azure and other clouds are not taken': 'les adresses d’Azure et d’autres clouds ne sont pas acceptées',
  'the address is shared by customers of your provider': 'l’adresse est partagée par des clients de votre opérateur',
  'the address is on a policy block list': 'l’adresse est sur une liste de blocage de stratégie',
  'the address is shared with strangers, who could send as you':
    'l’adresse est partagée avec des inconnus, qui pourraient envoyer en tant que vous',
  'port 25 is blocked': 'le port 25 est bloqué',
  'it does not prove who sends': 'cela ne prouve pas qui envoie',
  'TLS 1.0 and 1.1 are refused: only with TLS switched off in the device':
    'TLS 1.0 et 1.1 sont refusés : seulement avec TLS désactivé dans l’appareil',
  'it reaches your own mailboxes only': 'il n’atteint que vos propres boîtes aux lettres',
  'mail from such an address is taken for spam, or refused by policy lists':
    'le courrier d’une telle adresse est pris pour indésirable, ou refusé par des listes de stratégie',
  'Not straight: through Doorpost at the site ({{0}})': 'Pas directement : par Doorpost sur le site ({{0}})',
  'No way straight to Microsoft 365 fits this device and this site; Doorpost takes its mail as it is and passes it on in the way Microsoft wants.':
    'Aucune voie directe vers Microsoft 365 ne convient à cet appareil et à ce site ; Doorpost accepte son courrier tel quel et le transmet comme Microsoft le veut.',
  'straight to Microsoft 365: {{0}}': 'directement vers Microsoft 365 : {{0}}',
  'Where shall the device hand its mail in?': 'Où l’appareil doit-il remettre son courrier ?',
  'to Doorpost, which passes it on, or straight to Microsoft 365':
    'à Doorpost, qui le transmet, ou directement à Microsoft 365',
  'To Doorpost at our site, which passes it on': 'À Doorpost sur notre site, qui le transmet',
  'Straight to Microsoft 365': 'Directement à Microsoft 365',
  'Is there a mail server at the site, or a connector, that takes mail of devices already?':
    'Y a-t-il sur le site un serveur de messagerie, ou un connecteur, qui accepte déjà le courrier d’appareils ?',
  'an on-premises server or an inbound connector for devices':
    'un serveur local ou un connecteur entrant pour les appareils',
  'Does it send newsletters or other mail in bulk?':
    'Envoie-t-il des lettres d’information ou d’autre courrier en nombre ?',
  'bulk mail to many outside recipients': 'courrier en nombre à beaucoup de destinataires extérieurs',
  'How many recipients does it write to in a day, at most?': 'À combien de destinataires écrit-il par jour, au plus ?',
  'Is its firmware older than a few months?': 'Son micrologiciel a-t-il plus de quelques mois ?',
  'not updated lately': 'pas mis à jour récemment',
  'Which TLS does it know at most?': 'Quel TLS connaît-il au plus ?',
  'the newest version; 465-only: it offers nothing but SSL on port 465':
    'la version la plus récente ; 465-only : il n’offre que SSL sur le port 465',
  'TLS 1.2 or newer': 'TLS 1.2 ou plus récent',
  'TLS 1.1': 'TLS 1.1',
  'TLS 1.0, or nobody knows': 'TLS 1.0, ou personne ne sait',
  'It only suggests SSL on port 465': 'Il ne propose que SSL sur le port 465',
  None: 'Aucun',
  'How can it sign in?': 'Comment peut-il se connecter ?',
  'not at all, with name and password, or with OAuth (modern authentication)':
    'pas du tout, avec nom et mot de passe, ou avec OAuth (authentification moderne)',
  'With name and password': 'Avec nom et mot de passe',
  'With OAuth (modern authentication)': 'Avec OAuth (authentification moderne)',
  'Not at all': 'Pas du tout',
  'Can its port be set?': 'Son port peut-il être réglé ?',
  'if not it uses 25': 'sinon il utilise 25',
  'Does it write to recipients outside your own domains?':
    'Écrit-il à des destinataires hors de vos propres domaines ?',
  'recipients outside the own domains': 'destinataires hors des domaines propres',
  'Which kind of public address does the site have?': 'Quel genre d’adresse publique a le site ?',
  'static, dynamic, of a cloud (Azure), or shared by many customers (carrier-grade NAT)':
    'statique, dynamique, d’un cloud (Azure), ou partagée par de nombreux clients (NAT d’opérateur)',
  'A static address of our own': 'Une adresse statique à nous',
  'A dynamic address': 'Une adresse dynamique',
  'An address of a cloud, such as Azure': 'Une adresse d’un cloud, comme Azure',
  'Shared by many customers (carrier-grade NAT)': 'Partagée par de nombreux clients (NAT d’opérateur)',
  'Is it on a policy block list (most addresses of homes and small offices are)?':
    'Est-elle sur une liste de blocage de stratégie (la plupart des adresses de foyers et de petits bureaux le sont) ?',
  'Do people outside your organization use it too (shared office, guest network)?':
    'Des personnes extérieures à votre organisation l’utilisent-elles aussi (bureau partagé, réseau invité) ?',
  'the public address is shared with strangers': 'l’adresse publique est partagée avec des inconnus',
  'Is port 25 outward open at the site?': 'Le port 25 sortant est-il ouvert sur le site ?',
  'Nobody knows': 'Personne ne sait',
  Yes: 'Oui',
  No: 'Non',
  'In whose name does it send?': 'Au nom de qui envoie-t-il ?',
  'one address for all (printer@), each user with their own, or any address of the domain':
    'une adresse pour tous (printer@), chaque utilisateur avec la sienne, ou toute adresse du domaine',
  'One address for all, such as printer@': 'Une adresse pour tous, comme printer@',
  'Each user signs in and sends in their own name': 'Chaque utilisateur se connecte et envoie en son propre nom',
  'Any address of our domain': 'Toute adresse de notre domaine',
  'Which domain does it send from?': 'De quel domaine envoie-t-il ?',
  'such as contoso.com': 'comme contoso.com',
  'The recipients of a day ({{0}}) are more than one mailbox may have: spread them over several upstreams, or get a static address and use a connector.':
    'Les destinataires d’une journée ({{0}}) sont plus que n’en peut avoir une boîte aux lettres : répartissez-les sur plusieurs relais sortants, ou prenez une adresse statique et un connecteur.',
};
