/** Rules and warnings of a change, in French. */
import type { Sentences } from '../sentences.ts';

export const rules: Sentences = {
  '{{0}} is no domain of the organization': '{{0}} n’est pas un domaine de l’organisation',
  '{{0}} is in no domain of the organization': '{{0}} n’est dans aucun domaine de l’organisation',
  '{{0}} is this mailbox itself': '{{0}} est cette boîte aux lettres elle-même',
  'what is forwarded comes back here, and nobody on the way keeps a copy: all mail to it is lost':
    'ce qui est transféré revient ici, et personne en chemin ne garde de copie : tout le courrier vers elle est perdu',
  'another mailbox has the Maildir {{0}}': 'une autre boîte aux lettres a le Maildir {{0}}',
  '{{0}} and the Maildir of {{1}} would lie in each other, among the messages':
    '{{0}} et le Maildir de {{1}} seraient l’un dans l’autre, parmi les messages',
  '{{0}} is authoritative: no mail of it goes elsewhere': '{{0}} fait autorité : aucun de ses messages ne va ailleurs',
  'its mail is elsewhere: there is nothing to forward here':
    'son courrier est ailleurs : il n’y a rien à transférer ici',
  'its mail is elsewhere: there is no folder for copies':
    'son courrier est ailleurs : il n’y a pas de dossier pour les copies',
  'the group has no members': 'le groupe n’a pas de membres',
  'the group contains itself': 'le groupe se contient lui-même',
  'the group contains itself by way of {{0}}': 'le groupe se contient lui-même par l’intermédiaire de {{0}}',
  '{{0}} is not verified yet: mail for {{1}} is not accepted':
    '{{0}} n’est pas encore vérifié : le courrier pour {{1}} n’est pas accepté',
  '{{0}} is named twice': '{{0}} est nommé deux fois',
  '{{0}} belongs to the {{1}} {{2}} already': '{{0}} appartient déjà à : {{1}} {{2}}',
  '{{0}} is taken by another organization': '{{0}} est pris par une autre organisation',
  '{{0}} is no mailbox, alias or group here': '{{0}} n’est ici ni boîte aux lettres, ni alias, ni groupe',
  'a connector must say whom it trusts': 'un connecteur doit dire à qui il fait confiance',
  '{{0}} is not verified yet': '{{0}} n’est pas encore vérifié',
  'the organization has no verified domain yet, so nothing is relayed':
    'l’organisation n’a pas encore de domaine vérifié, rien n’est donc relayé',
  'certificate and addresses are both given: either is enough to match':
    'certificat et adresses sont tous deux donnés : l’un des deux suffit',
  'no connector covers {{0}} any more: mail from there to the outside is refused from now on, unless it signs in':
    'aucun connecteur ne couvre plus {{0}} : le courrier de là vers l’extérieur est désormais refusé, sauf s’il se connecte',
  '{{0}} smart hosts are named, and only the first {{1}} are tried':
    '{{0}} hôtes actifs sont nommés, et seuls les {{1}} premiers sont essayés',
  'mail for your own accepted domains would follow their MX records, which may lead back here':
    'le courrier de vos propres domaines acceptés suivrait leurs enregistrements MX, qui peuvent ramener ici',
  'a user name and password need a smart host': 'un nom d’utilisateur et un mot de passe ont besoin d’un hôte actif',
  'mail exchangers do not offer implicit TLS': 'les serveurs MX n’offrent pas de TLS implicite',
  'the password could travel in clear text': 'le mot de passe pourrait circuler en clair',
  'the token could travel in clear text': 'le jeton pourrait circuler en clair',
  '{{0}} is also named by the connector "{{1}}"': '{{0}} est aussi nommé par le connecteur « {{1}} »',
  '{{0}} is not https: secrets and mail would travel in clear text':
    '{{0}} n’est pas en https : secrets et courrier circuleraient en clair',
  'Graph wants a sign-in by token': 'Graph veut une connexion par jeton',
  'A sender address need not exist to be relayed; whoever replies to one that does not exist gets a non-delivery report.':
    'Une adresse d’expéditeur n’a pas besoin d’exister pour être relayée ; qui répond à une adresse inexistante reçoit un rapport de non-remise.',
  'It overlaps further networks of other connectors, which are not named here: of those that cover one address the smallest network wins, and of equal networks the sender decides.':
    'Il chevauche d’autres réseaux d’autres connecteurs, qui ne sont pas nommés ici : de ceux qui couvrent une adresse, le plus petit réseau l’emporte, et à réseaux égaux l’expéditeur décide.',
  "{{0}} covers the gateway {{1}}: behind a container bridge or NAT every client on the Internet may appear as that address, and would be relayed. Use host networking or the PROXY protocol, or list the devices' own addresses.":
    '{{0}} couvre la passerelle {{1}} : derrière un pont de conteneurs ou un NAT, tout client d’Internet peut apparaître sous cette adresse, et serait relayé. Utilisez le réseau de l’hôte ou le protocole PROXY, ou listez les adresses propres des appareils.',
  '{{0}} covers private and public addresses at once. List your own ranges one by one.':
    '{{0}} couvre à la fois des adresses privées et publiques. Listez vos propres plages une à une.',
  '{{0}} lies in 100.64.0.0/10, which the customers of a carrier share: strangers may have the same address. Use a certificate or SMTP submission instead.':
    '{{0}} se trouve dans 100.64.0.0/10, que se partagent les clients d’un opérateur : des inconnus peuvent avoir la même adresse. Utilisez plutôt un certificat ou la soumission SMTP.',
  '{{0}} covers part of 100.64.0.0/10, which the customers of a carrier share: strangers may have the same address. Use a certificate or SMTP submission instead.':
    '{{0}} couvre une partie de 100.64.0.0/10, que se partagent les clients d’un opérateur : des inconnus peuvent avoir la même adresse. Utilisez plutôt un certificat ou la soumission SMTP.',
  "{{0}} is wider than a /{{1}}. Every address in it may relay in your domains' name; list only what you own.":
    '{{0}} est plus large qu’un /{{1}}. Toute adresse dedans peut relayer au nom de vos domaines ; ne listez que ce qui est à vous.',
  'The connector covers private ({{0}}) and public ({{1}}) addresses together: a public one may be a NAT behind which strangers sit too. Make two connectors, and list only what you own.':
    'Le connecteur couvre ensemble des adresses privées ({{0}}) et publiques ({{1}}) : une publique peut être un NAT derrière lequel se trouvent aussi des inconnus. Faites deux connecteurs, et ne listez que ce qui est à vous.',
  'The profile "{{0}}" {{1}}. Let such devices send inside your network or through a VPN, or give only them a connector of their own.':
    'Le profil « {{0}} » {{1}}. Faites envoyer de tels appareils dans votre réseau ou par un VPN, ou ne donnez qu’à eux un connecteur à part.',
  'allows passwords in clear text and TLS of 1999, and {{0}} comes over the Internet, where others can read it':
    'permet des mots de passe en clair et le TLS de 1999, et {{0}} passe par Internet, où d’autres peuvent le lire',
  'allows TLS that is out of date, and {{0}} comes over the Internet, where others can read it':
    'permet un TLS dépassé, et {{0}} passe par Internet, où d’autres peuvent le lire',
  'the profile "{{0}}" would hold for {{1}}, and so for strangers: they meet strict, always':
    'le profil « {{0}} » vaudrait pour {{1}}, donc pour des inconnus : pour eux c’est toujours strict',
  'the connector "{{0}}"': 'le connecteur « {{0}} »',
  'the connector "{{0}}" of {{1}}': 'le connecteur « {{0}} » de {{1}}',
  'another organization': 'une autre organisation',
  '{{0}} covers {{1}} of {{2}}, which keeps winning for its own addresses.':
    '{{0}} couvre {{1}} ({{2}}), qui continue de l’emporter pour ses propres adresses.',
  '{{0}} is covered already by {{1}} ({{2}}). This connector wins for {{3}}, because its network is the smaller one.':
    '{{0}} est déjà couvert : {{1}} ({{2}}). Ce connecteur l’emporte pour {{3}}, car son réseau est le plus petit.',
  '{{0}} is listed by {{1}} too. {{2}}': '{{0}} est aussi listé par {{1}}. {{2}}',
  "The sender's domain decides between the two: mail of a domain that belongs to neither organization is not relayed.":
    'Le domaine de l’expéditeur décide entre les deux : le courrier d’un domaine qui n’appartient à aucune des deux organisations n’est pas relayé.',
  'The one whose sender domains cover the sender takes the mail; where both do, it is "{{0}}".':
    'Celui dont les domaines d’expéditeur couvrent l’expéditeur prend le message ; si les deux le font, c’est « {{0}} ».',
  'its name comes first': 'son nom vient en premier',
  'it relays, and the other is a Partner': 'il relaie, et l’autre est un partenaire',
  '"{{0}}" takes all mail from there, because {{1}}: "{{2}}" does nothing for that network. List it in one of them.':
    '« {{0}} » prend tout le courrier de là, car {{1}} : « {{2}} » ne fait rien pour ce réseau. Listez-le dans l’un des deux.',
  '{{0}} (and {{1}} more like it)': '{{0}} (et {{1}} autres semblables)',
  '{{0}} (and {{1}} more like it: {{2}})': '{{0}} (et {{1}} autres semblables : {{2}})',
  'nothing tells this device from others': 'rien ne distingue cet appareil des autres',
  'the profile "{{0}}" {{1}}': 'le profil « {{0}} » {{1}}',
  '{{0}} is a wide network: all in it count as this device':
    '{{0}} est un réseau large : tout ce qu’il contient compte comme cet appareil',
  '{{0}} is the device "{{1}}"': '{{0}} est l’appareil « {{1}} »',
  '{{0}} is a built-in profile': '{{0}} est un profil intégré',
  'passwords of its devices travel in clear text on your network':
    'les mots de passe de ses appareils circulent en clair sur votre réseau',
  'there is no device profile "{{0}}"': 'il n’y a pas de profil d’appareil « {{0}} »',
  'there is a device "{{0}}" already': 'il y a déjà un appareil « {{0}} »',
  'there is a profile "{{0}}" already': 'il y a déjà un profil « {{0}} »',
  'there is a connector "{{0}}" already': 'il y a déjà un connecteur « {{0}} »',
  'there is an outbound connector "{{0}}" already': 'il y a déjà un connecteur sortant « {{0}} »',
  'the organization does not exist': 'l’organisation n’existe pas',
  'there is an organization "{{0}}" already': 'il y a déjà une organisation « {{0}} »',
  '{{0}} is no mailbox or group of the organization':
    '{{0}} n’est ni une boîte aux lettres ni un groupe de l’organisation',
  "alarms go by {{0}}: when that is in trouble they wait with the rest, and only postmaster's mailbox here gets them":
    'les alarmes passent par {{0}} : quand il est en difficulté elles attendent avec le reste, et seule la boîte aux lettres de postmaster ici les reçoit',
  'that organization does not exist': 'cette organisation n’existe pas',
  'the mail of {{0}} is elsewhere: an authoritative domain leads nowhere else':
    'le courrier de {{0}} est ailleurs : un domaine faisant autorité ne mène nulle part ailleurs',
  '{{0}} has been added already': '{{0}} a déjà été ajouté',
  'another organization has verified {{0}}': 'une autre organisation a vérifié {{0}}',
  'another organization has added {{0}} too': 'une autre organisation a aussi ajouté {{0}}',
  'the mailbox does not exist in this organization': 'la boîte aux lettres n’existe pas dans cette organisation',
  'the user name {{0}} belongs to another mailbox':
    'le nom d’utilisateur {{0}} appartient à une autre boîte aux lettres',
  '{{0}} has a credential "{{1}}" already': '{{0}} a déjà un identifiant « {{1}} »',
  '{{0}} is the address of {{1}}': '{{0}} est l’adresse de {{1}}',
  'still needed by {{0}}': 'encore nécessaire à {{0}}',
  'there is a key {{0}} already': 'il y a déjà une clé {{0}}',
  '{{0}} has {{1}} keys': '{{0}} a {{1}} clés',
  'another {{0}} key of {{1}} is active': 'une autre clé {{0}} de {{1}} est active',
  'without it mail has no upstream (for {{0}})': 'sans lui, le courrier n’a pas de relais sortant (pour {{0}})',
  'the change leaves mail without an upstream (for {{0}})':
    'la modification laisse le courrier sans relais sortant (pour {{0}})',
  'switched off, it leaves mail without an upstream (for {{0}})':
    'désactivé, il laisse le courrier sans relais sortant (pour {{0}})',
  '{{0}}, and nobody has said what that is to do then': '{{0}}, et personne n’a dit ce qu’il doit devenir alors',
  "that goes by the recipients' MX from now on, straight from this address":
    'il passe désormais par le MX des destinataires, directement depuis cette adresse',
  'that waits here from now on, until there is one': 'il attend désormais ici, jusqu’à ce qu’il y en ait un',
  'whoever writes to {{0}} in the name of your own domains is believed there: his mail goes on with your trust':
    'qui écrit à {{0}} au nom de vos propres domaines y est cru : son courrier continue avec votre confiance',
  'mail to {{0}} in the name of your own domains is refused from strangers (550 5.7.68), because it would go on with your trust':
    'le courrier à {{0}} au nom de vos propres domaines est refusé aux inconnus (550 5.7.68), car il continuerait avec votre confiance',
  'the organization has a licence pool already': 'l’organisation a déjà des licences',
  protection: 'protection',
  '{{0}} {{1}} seats are assigned, but there are {{2}}': '{{0}} licences ({{1}}) sont attribuées, mais il y en a {{2}}',
  '{{0}} is no mailbox of the organization': '{{0}} n’est pas une boîte aux lettres de l’organisation',
  '{{0}} is {{1}}: hardly any mail gets through; give it at least {{2}}':
    '{{0}} est à {{1}} : presque aucun message ne passe ; donnez au moins {{2}}',
  '{{0}} is {{1}}: hardly any mail gets through; give it at most {{2}}':
    '{{0}} est à {{1}} : presque aucun message ne passe ; donnez au plus {{2}}',
  ' (a time has its unit: 30s, 5m)': ' (une durée a son unité : 30s, 5m)',
  ' (a size has its unit: 500KiB, 50MiB)': ' (une taille a son unité : 500KiB, 50MiB)',
  '{{0}} a second': '{{0}} par seconde',
  '{{0}} bytes': '{{0}} octets',
  '{{0}} is on the list already': '{{0}} est déjà sur la liste',
  'the list has {{0}} entries, and takes no more': 'la liste a {{0}} entrées, et n’en prend plus',
  '{{0}} is on the block list too, which counts more': '{{0}} est aussi sur la liste de blocage, qui compte davantage',
  '{{0}} is a domain of your own: all mail in its name goes with it':
    '{{0}} est un domaine à vous : tout le courrier en son nom passe avec',
  'there is no inbound connector "{{0}}"': 'il n’y a pas de connecteur entrant « {{0}} »',
  '{{0}} is no IP address': '{{0}} n’est pas une adresse IP',
  'there is no device "{{0}}"': 'il n’y a pas d’appareil « {{0}} »',
  '"{{0}}" is this one itself': '« {{0}} » est celui-ci lui-même',
  'there is no other outbound connector "{{0}}"': 'il n’y a pas d’autre connecteur sortant « {{0}} »',
  'mail of strangers for {{0}} leaves by the connector {{1}}, which speaks for the organization: while DMARC is only observed, whoever forges a sender would be believed there':
    'le courrier d’inconnus pour {{0}} sort par le connecteur {{1}}, qui parle pour l’organisation : tant que DMARC n’est qu’observé, qui contrefait un expéditeur y serait cru',
  '{{0}} port {{1}} is this server itself: mail would go in a circle':
    '{{0}} port {{1}} est ce serveur lui-même : le courrier tournerait en rond',
  'outbound-connector {{0}}: its password is not set here yet, and mail that way fails until it is:':
    'connecteur sortant {{0}} : son mot de passe n’est pas encore défini ici, et le courrier par là échoue jusque-là :',
  'outbound-connector {{0}}: its secret is not set here yet, and mail that way waits until it is:':
    'connecteur sortant {{0}} : son secret n’est pas encore défini ici, et le courrier par là attend jusque-là :',
  'and {{0}} more warnings, which are not shown': 'et {{0}} autres avertissements, qui ne sont pas montrés',
  'The client certificate of {{0}} cannot be used: {{1}}. Mail by it waits until PEM files are there that the user who runs Doorpost may read':
    'Le certificat client de {{0}} ne peut pas être utilisé : {{1}}. Le courrier par là attend des fichiers PEM que l’utilisateur exécutant Doorpost puisse lire',
  "The application's certificate of {{0}} cannot be used: {{1}}. Mail by it waits until PEM files are there that the user who runs Doorpost may read":
    'Le certificat d’application de {{0}} ne peut pas être utilisé : {{1}}. Le courrier par là attend des fichiers PEM que l’utilisateur exécutant Doorpost puisse lire',
  '{{0}} is no PEM file: it {{1}}': '{{0}} n’est pas un fichier PEM : {{1}}',
  '{{0}} and {{1}} are no PEM certificate and the key that belongs to it':
    '{{0}} et {{1}} ne sont pas un certificat PEM et sa clé',
  '{{0}} is the gateway of this machine, and port {{1}} one of our own: where it passes that port on to us, as to a container, mail would go in a circle':
    '{{0}} est la passerelle de cette machine, et le port {{1}} l’un des nôtres : si elle nous renvoie ce port, comme à un conteneur, le courrier tournerait en rond',
  'Mail to {{0}} is kept here from now on, while other mail of {{1}} goes on.':
    'Le courrier à {{0}} est désormais conservé ici, tandis que l’autre courrier de {{1}} continue.',
  'The client secret of {{0}} expired on {{1}}: mail by it waits.':
    'La clé secrète client de {{0}} a expiré le {{1}} : le courrier par là attend.',
  'add the domain first': 'ajoutez d’abord le domaine',
  'receivers may refuse mail that claims a foreign domain; prefer an own address':
    'les destinataires peuvent refuser du courrier qui revendique un domaine étranger ; préférez une adresse à vous',
  'it is the domain of another organization here: mail in its name is refused; use an own address':
    'c’est ici le domaine d’une autre organisation : le courrier en son nom est refusé ; utilisez une adresse à vous',
  'forward elsewhere; keepCopy keeps a copy here': 'transférez ailleurs ; keepCopy garde une copie ici',
  'keep a copy in one of the mailboxes (--keep-copy on), or forward to somebody else':
    'gardez une copie dans l’une des boîtes aux lettres (--keep-copy on), ou transférez à quelqu’un d’autre',
  'choose another path': 'choisissez un autre chemin',
  'choose a shorter one: --maildir example.com/name': 'choisissez-en un plus court : --maildir example.com/name',
  'choose another path: no part called cur, new or tmp below another mailbox':
    'choisissez un autre chemin : aucune partie nommée cur, new ou tmp sous une autre boîte aux lettres',
  'forward it there': 'transférez-le là-bas',
  'switch it off': 'désactivez-le',
  'mail to it fails until it has one': 'le courrier vers lui échoue tant qu’il n’en a pas',
  'take that member out; it gets no mail by it': 'retirez ce membre ; il ne reçoit pas de courrier par là',
  'take one out': 'retirez-en un',
  'choose another address': 'choisissez une autre adresse',
  'create it, or mail to it will fail': 'créez-la, sinon le courrier vers elle échouera',
  'give the IP addresses of the devices (senderAddresses), or the name in their certificate (certificateName)':
    'donnez les adresses IP des appareils (senderAddresses), ou le nom de leur certificat (certificateName)',
  'add and verify a domain': 'ajoutez un domaine et vérifiez-le',
  'make two connectors if you mean them apart': 'faites deux connecteurs si vous les voulez séparés',
  'take out those behind them, or give them to a connector that is the failover of this one':
    'retirez ceux qui suivent, ou donnez-les à un connecteur qui remplace celui-ci',
  'name the smart host where those mailboxes live': 'nommez l’hôte actif où se trouvent ces boîtes aux lettres',
  'choose smart hosts, or take the sign-in out': 'choisissez des hôtes actifs, ou retirez la connexion',
  'choose opportunistic, required or verified': 'choisissez opportunistic, required ou verified',
  'choose required, verified or wrapped': 'choisissez required, verified ou wrapped',
  'name each pattern in one enabled connector, or make one the failover of the other (--failover)':
    'nommez chaque modèle dans un seul connecteur activé, ou faites de l’un le remplaçant de l’autre (--failover)',
  'write it as https://...': 'écrivez-la sous la forme https://...',
  'give tenant, client id and a client secret or certificate':
    'donnez le locataire, l’ID client et une clé secrète client ou un certificat',
  'give its IP address, or the name it signs in with': 'donnez son adresse IP, ou le nom avec lequel il se connecte',
  'let the device send inside your network or through a VPN':
    'faites envoyer l’appareil dans votre réseau ou par un VPN',
  'give its own address': 'donnez son adresse propre',
  'an address is one device: change it there first': 'une adresse est un appareil : changez-la d’abord là-bas',
  'choose another name': 'choisissez un autre nom',
  'give such devices a credential of their own, and keep them in a network of their own':
    'donnez à ces appareils un identifiant à eux, et gardez-les dans un réseau à part',
  'choose another value, or ask a Global administrator of this server':
    'choisissez une autre valeur, ou demandez à un administrateur général de ce serveur',
  'name one that exists, or null for the first mailbox':
    'nommez-en une qui existe, ou null pour la première boîte aux lettres',
  'name one that exists': 'nommez-en une qui existe',
  'verify it: the first to verify has it': 'vérifiez-le : le premier à vérifier l’obtient',
  'create the mailbox first': 'créez d’abord la boîte aux lettres',
  'choose another; only credentials of one mailbox may share a user name':
    'choisissez-en un autre ; seuls les identifiants d’une même boîte aux lettres peuvent partager un nom d’utilisateur',
  'use the address of the mailbox itself, or a name that is no address':
    'utilisez l’adresse de la boîte aux lettres elle-même, ou un nom qui n’est pas une adresse',
  'delete or change those first, or in the same change':
    'supprimez ou modifiez ceux-là d’abord, ou dans la même modification',
  'choose another selector': 'choisissez un autre sélecteur',
  'delete a retired one first': 'supprimez d’abord une clé retirée',
  'retire that one with this change': 'retirez celle-là avec cette modification',
  'change that one': 'modifiez celle-là',
  'raise the number of seats, or unassign some': 'augmentez le nombre de licences, ou retirez des attributions',
  'take it out': 'retirez-la',
  'change or remove the entry that is there': 'modifiez ou supprimez l’entrée qui existe',
  'remove some first': 'supprimez-en d’abord quelques-unes',
  'remove it there': 'supprimez-la là-bas',
  'look again': 'regardez à nouveau',
  'name the address of one': 'nommez l’adresse de l’une d’elles',
  'name one that is there': 'nommez-en un qui existe',
  'write 192.0.2.10 or 2001:db8::10': 'écrivez 192.0.2.10 ou 2001:db8::10',
  'name another one, or none': 'nommez-en un autre, ou aucun',
  'a device that it covered is covered by no connector any more: {{0}}':
    'un appareil qu’il couvrait n’est plus couvert par aucun connecteur : {{0}}',
  'devices that it covered are covered by no connector any more ({{0}}): {{1}}':
    'des appareils qu’il couvrait ne sont plus couverts par aucun connecteur ({{0}}) : {{1}}',
  '{{0}}: {{1}}. And {{2}} more.': '{{0}} : {{1}}. Et {{2}} de plus.',
};
