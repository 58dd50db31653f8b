/** Reasons, in French. */
import type { Sentences } from '../sentences.ts';

export const reasons: Sentences = {
  'recipient outside the recipient domains of {{connector}}':
    'destinataire hors des domaines de destinataire de {{connector}}',
  'connector {{connector}} requires TLS': 'le connecteur {{connector}} exige TLS',
  '{{domain}} is added but not verified': '{{domain}} est ajouté mais pas vérifié',
  '{{domain}} is the domain of another organization, whatever Send As says':
    '{{domain}} est le domaine d’une autre organisation, quoi que dise « Envoyer en tant que »',
  'Direct Send in the name of {{domain}}, and rejectDirectSend is on for {{organization}}':
    'Direct Send au nom de {{domain}}, et rejectDirectSend est activé pour {{organization}}',
  "a stranger in the name of {{domain}}, and mail for {{recipient}} goes on to another system with the organization's trust (strangersInOwnName)":
    'un inconnu au nom de {{domain}}, et le courrier pour {{recipient}} continue vers un autre système avec la confiance de l’organisation (strangersInOwnName)',
  "a stranger in the name of this organization, and mail for {{recipient}} goes on to another system with the organization's trust (strangersInOwnName)":
    'un inconnu au nom de cette organisation, et le courrier pour {{recipient}} continue vers un autre système avec la confiance de l’organisation (strangersInOwnName)',
  '{{mailbox}} has no Send As for the envelope sender {{sender}}':
    '{{mailbox}} n’a pas « Envoyer en tant que » pour l’expéditeur de l’enveloppe {{sender}}',
  '{{mailbox}} has no Send As for the header field {{field}}: {{sender}}':
    '{{mailbox}} n’a pas « Envoyer en tant que » pour le champ d’en-tête {{field}} : {{sender}}',
  'From and Sender show more than {{most}} addresses': 'From et Sender montrent plus de {{most}} adresses',
  'more than {{most}} Delivered-To fields': 'plus de {{most}} champs Delivered-To',
  'no {{seat}} seat is assigned to {{address}}: {{free}} of {{total}} are free':
    'aucune licence ({{seat}}) n’est attribuée à {{address}} : {{free}} sur {{total}} sont libres',
  'an empty envelope sender (<>) belongs to no mailbox':
    'un expéditeur d’enveloppe vide (<>) n’appartient à aucune boîte aux lettres',
  'recipients of different organizations in one message':
    'des destinataires de différentes organisations dans un message',
  '{{recipient}} leads to nobody': '{{recipient}} ne mène à personne',
  '{{asked}} RCPT commands, twice recipientsPerMessage': '{{asked}} commandes RCPT, le double de recipientsPerMessage',
  'it has been delivered to {{recipient}} before (Delivered-To)': 'il a déjà été remis à {{recipient}} (Delivered-To)',
  'no verified domain is ours': 'aucun domaine vérifié n’est à nous',
  'no transaction': 'pas de transaction',
  'no recipient was accepted': 'aucun destinataire n’a été accepté',
  'a bare LF or CR in the content': 'un LF ou CR seul dans le contenu',
  'a NUL byte in the content': 'un octet NUL dans le contenu',
  'a line of the header is no field: it could be read in two ways':
    'une ligne de l’en-tête n’est pas un champ : elle pourrait se lire de deux façons',
  'it ends the message with LF . LF, which its profile takes for content':
    'il termine le message par LF . LF, que son profil prend pour du contenu',
  'wrong name or password: {{login}}': 'nom ou mot de passe faux : {{login}}',
  'no credential has this name: {{login}}': 'aucun identifiant n’a ce nom : {{login}}',
  'it signs in by CRAM-MD5, which a hashed password cannot be checked against: {{login}}':
    'il se connecte par CRAM-MD5, qu’un mot de passe haché ne permet pas de vérifier : {{login}}',
  'authorization identity of somebody else: {{login}}': 'identité d’autorisation de quelqu’un d’autre : {{login}}',
  'the sealed password of {{login}} cannot be read: put the right secret.key back, or reset the credential':
    'le mot de passe scellé de {{login}} ne peut être lu : remettez le bon fichier secret.key, ou réinitialisez l’identifiant',
  '{{login}} waits after failed sign-ins from {{address}}':
    '{{login}} attend après des échecs de connexion depuis {{address}}',
  '{{address}} waits after failed sign-ins of many accounts':
    '{{address}} attend après des échecs de connexion de nombreux comptes',
  'right password of {{login}}, but {{off}}': 'mot de passe juste de {{login}}, mais {{off}}',
  'too many sign-ins wait for their turn': 'trop de connexions attendent leur tour',
  'the sign-in is not valid any more': 'la connexion n’est plus valable',
  'MAIL without sign-in': 'MAIL sans connexion',
  'MAIL before TLS': 'MAIL avant TLS',
  'it {{fault}}; it said: {{said}}': 'il {{fault}} ; il a dit : {{said}}',
  'what came where TLS begins is no handshake that is known here':
    'ce qui est venu là où TLS commence n’est pas une négociation connue ici',
  '{{who}} is a restricted {{of}}: {{why}}': '{{who}} est restreint ({{of}}) : {{why}}',
  'its address is on the block list ({{entry}})': 'son adresse est sur la liste de blocage ({{entry}})',
  'its author is on the block list ({{entry}})': 'son auteur est sur la liste de blocage ({{entry}})',
  'the recipient is on the block list ({{entry}})': 'le destinataire est sur la liste de blocage ({{entry}})',
  'its address is listed by {{list}}, as one that sent spam':
    'son adresse est listée par {{list}}, comme ayant envoyé du courrier indésirable',
  'its address is listed by {{list}}, as a dynamic one that should not send mail by itself':
    'son adresse est listée par {{list}}, comme dynamique et ne devant pas envoyer elle-même du courrier',
  'it says our own name or address in EHLO': 'il donne dans EHLO notre propre nom ou notre adresse',
  'no author that everybody reads alike: {{lack}}': 'pas d’auteur que tous lisent de même : {{lack}}',
  'malware: {{signature}}': 'programme malveillant : {{signature}}',
  'an attachment of a type that is not taken: {{attachment}}':
    'une pièce jointe d’un type non accepté : {{attachment}}',
  'DMARC of {{domain}} fails, and its policy is {{policy}}':
    'DMARC de {{domain}} échoue, et sa stratégie est {{policy}}',
  'DMARC of the own domain {{domain}} fails, and its policy is {{policy}}':
    'DMARC du domaine propre {{domain}} échoue, et sa stratégie est {{policy}}',
  'DNS does not tell whether {{domain}} passes DMARC': 'le DNS ne dit pas si {{domain}} satisfait à DMARC',
  'in the name of the own domain {{domain}}, and neither SPF nor DKIM nor a connector or sign-in shows it':
    'au nom du domaine propre {{domain}}, et ni SPF ni DKIM ni un connecteur ou une connexion ne le montre',
  'the spam filter is sure that it is spam ({{score}} points)':
    'le filtre est sûr que c’est du courrier indésirable ({{score}} points)',
  'the spam filter takes it for spam ({{score}} points)':
    'le filtre le prend pour du courrier indésirable ({{score}} points)',
  'it goes to many, and the spam filter gives it {{score}} points':
    'il va à beaucoup de monde, et le filtre lui donne {{score}} points',
  'it could not be looked at for malware: the scanner is {{why}}':
    'il n’a pas pu être analysé contre les programmes malveillants : l’antivirus est {{why}}',
  'it is too large to be scanned': 'trop volumineux pour l’analyse',
  'PROXY header: {{why}}': 'en-tête PROXY : {{why}}',
  'it speaks clear text on the port for TLS from the first byte':
    'il parle en clair sur le port pour TLS dès le premier octet',
  'it began no TLS on the port for TLS from the first byte: {{came}}':
    'il n’a pas commencé TLS sur le port pour TLS dès le premier octet : {{came}}',
  'no TLS was begun: {{came}}': 'TLS n’a pas été commencé : {{came}}',
  'clear text came where TLS begins': 'du clair est venu là où TLS commence',
  'it does not trust our certificate; {{why}}': 'il n’approuve pas notre certificat ; {{why}}',
  'it could not agree on TLS with us; {{why}}': 'il n’a pas pu s’accorder avec nous sur TLS ; {{why}}',
  'it {{habit}}; {{why}}': 'il {{habit}} ; {{why}}',
  'the store is not healthy: {{trouble}}': 'le stockage n’est pas sain : {{trouble}}',
  'the store did not take the message: {{trouble}}': 'le stockage n’a pas accepté le message : {{trouble}}',
  'the store failed while content came in': 'le stockage a échoué pendant l’arrivée du contenu',
  'too many messages were being checked at once': 'trop de messages étaient contrôlés à la fois',
  'the store did not answer within its deadline': 'le stockage n’a pas répondu dans son délai',
  '{{freeBytes}} bytes free (minFreeBytes)': '{{freeBytes}} octets libres (minFreeBytes)',
  'content without a transaction': 'contenu sans transaction',
  shutdown: 'arrêt',
  'timed out in {{in}} ({{waited}})': 'délai dépassé dans {{in}} ({{waited}})',
  '{{used}} of {{most}} ({{limit}})': '{{used}} sur {{most}} ({{limit}})',
  '{{most}} connections in all (connectionsTotal)': '{{most}} connexions en tout (connectionsTotal)',
  '{{most}} connections of connector {{called}} (connectionsPerConnector)':
    '{{most}} connexions du connecteur {{called}} (connectionsPerConnector)',
  '{{most}} connections of this address (connectionsPerAddress)':
    '{{most}} connexions de cette adresse (connectionsPerAddress)',
  'larger than {{most}} bytes (messageSize)': 'plus de {{most}} octets (messageSize)',
  'declared {{used}} bytes (messageSize)': '{{used}} octets annoncés (messageSize)',
  'a line over {{most}} bytes (contentLine)': 'une ligne de plus de {{most}} octets (contentLine)',
  'header section over {{most}} bytes (headerSection)': 'en-tête de plus de {{most}} octets (headerSection)',
  '{{used}} header fields (headerFields)': '{{used}} champs d’en-tête (headerFields)',
  '{{used}} Received fields (receivedHops)': '{{used}} champs Received (receivedHops)',
  'more than {{most}} recipients in one message (recipientsPerMessage)':
    'plus de {{most}} destinataires dans un message (recipientsPerMessage)',
  'connector {{called}}: connectorMessagesPerHour {{most}}':
    'connecteur {{called}} : connectorMessagesPerHour {{most}}',
  'connector {{called}}: connectorRecipientsPerHour {{most}}':
    'connecteur {{called}} : connectorRecipientsPerHour {{most}}',
  'connector {{called}}: connectorRecipientsPerDay {{most}}':
    'connecteur {{called}} : connectorRecipientsPerDay {{most}}',
  '{{called}} has used {{used}} of {{most}} recipients (recipientsPerDay)':
    '{{called}} a utilisé {{used}} destinataires sur {{most}} (recipientsPerDay)',
  '{{most}} messages from {{called}} in this hour (directMessagesPerAddressPerHour)':
    '{{most}} messages de {{called}} dans cette heure (directMessagesPerAddressPerHour)',
  '{{called}} has {{used}} sends in DATA (concurrentSends)': '{{called}} a {{used}} envois en DATA (concurrentSends)',
  'no connector for this address ({{address}})': 'aucun connecteur pour cette adresse ({{address}})',
  "no connector for this address ({{address}}) nor for the certificate's names ({{names}})":
    'aucun connecteur pour cette adresse ({{address}}) ni pour les noms du certificat ({{names}})',
  'the client certificate is not trusted ({{distrust}}); add its CA to clientCaFile, or pin its fingerprint in the connector':
    'le certificat client n’est pas approuvé ({{distrust}}) ; ajoutez son autorité à clientCaFile, ou épinglez son empreinte dans le connecteur',
  'several connectors cover this address, and an empty envelope sender (<>) does not say which is meant':
    'plusieurs connecteurs couvrent cette adresse, et un expéditeur d’enveloppe vide (<>) ne dit pas lequel est visé',
  'sender domain {{domain}} not ours: several connectors cover this address, and it belongs to none of their organizations':
    'domaine d’expéditeur {{domain}} pas à nous : plusieurs connecteurs couvrent cette adresse, et il n’appartient à aucune de leurs organisations',
  'the connector for this address is of type Partner, which takes mail for own domains only':
    'le connecteur de cette adresse est de type Partner, qui n’accepte que le courrier pour des domaines propres',
  "sender domain {{domain}} outside the connector's associated domains":
    'domaine d’expéditeur {{domain}} hors des domaines associés du connecteur',
  "sender domain {{domain}} outside the connector's sender domains":
    'domaine d’expéditeur {{domain}} hors des domaines d’expéditeur du connecteur',
  'an empty envelope sender (<>) relays only with a certificate whose domain is an accepted domain':
    'un expéditeur d’enveloppe vide (<>) ne relaie qu’avec un certificat dont le domaine est un domaine accepté',
  "sender domain {{domain}} not ours: it is no accepted domain of the connector's organization":
    'domaine d’expéditeur {{domain}} pas à nous : ce n’est pas un domaine accepté de l’organisation du connecteur',
  'the mailbox does not exist any more': 'la boîte aux lettres n’existe plus',
  'the credential {{credential}} is disabled': 'l’identifiant {{credential}} est désactivé',
  'the mailbox is disabled': 'la boîte aux lettres est désactivée',
  'SMTP AUTH is off for the organization': 'SMTP AUTH est désactivé pour l’organisation',
  'SMTP AUTH is off for the mailbox': 'SMTP AUTH est désactivé pour la boîte aux lettres',
  'password AUTH is off for the organization': 'la connexion avec mot de passe est désactivée pour l’organisation',
  'password AUTH is off for the mailbox': 'la connexion avec mot de passe est désactivée pour la boîte aux lettres',
  'there is no From': 'il n’y a pas de From',
  'there are several From fields': 'il y a plusieurs champs From',
  'From names authors of several domains': 'From nomme des auteurs de plusieurs domaines',
  'From can be read in two ways': 'From peut se lire de deux façons',
  'the header ends before From': 'l’en-tête se termine avant From',
  silent: 'silencieux',
  'not reachable': 'injoignable',
  'answering nonsense': 'en train de répondre n’importe quoi',
  'given too much': 'surchargé',
  busy: 'occupé',
  'said something that is no SMTP command': 'a dit quelque chose qui n’est pas une commande SMTP',
  'asked for what is not offered here': 'a demandé ce qui n’est pas proposé ici',
  'sent a command out of order, or after one that was refused':
    'a envoyé une commande hors de son tour, ou après une qui a été refusée',
  'did not switch on TLS first': 'n’a pas d’abord activé TLS',
  'announced a message that is too large': 'a annoncé un message trop volumineux',
  'did not keep to the order in which SMTP speaks': 'n’a pas respecté l’ordre de SMTP',
  'wrote a command in a way that SMTP does not know': 'a écrit une commande d’une façon que SMTP ne connaît pas',
  ' (connector {{connector}})': ' (connecteur {{connector}})',
  '; client certificate {{names}} is trusted, and fits no connector, SHA-256 {{fingerprint}}':
    ' ; le certificat client {{names}} est approuvé, et ne va avec aucun connecteur, SHA-256 {{fingerprint}}',
  '; client certificate {{names}} is not trusted: {{distrust}}, SHA-256 {{fingerprint}}':
    ' ; le certificat client {{names}} n’est pas approuvé : {{distrust}}, SHA-256 {{fingerprint}}',
  '(no name)': '(sans nom)',
  ', and ': ', et ',
  'it left after EHLO without TLS, most likely because it is set to sign in, and sign-in is offered only under TLS':
    'il est parti après EHLO sans TLS, sans doute parce qu’il est réglé pour se connecter, et que la connexion n’est proposée que sous TLS',
  'it hung up as soon as it had seen our certificate, most likely because it does not trust it':
    'il a raccroché dès qu’il a vu notre certificat, sans doute parce qu’il ne l’approuve pas',
  'it hung up after the greeting, without a word': 'il a raccroché après la salutation, sans un mot',
  'it connected and never said a word, though it was greeted':
    'il s’est connecté et n’a pas dit un mot, bien que salué',
  'it left without EHLO or HELO': 'il est parti sans EHLO ni HELO',
  'it left after EHLO without sending: it found a feature missing, or had nothing to send':
    'il est parti après EHLO sans envoyer : il lui manquait une fonction, ou il n’avait rien à envoyer',
  'it left after EHLO without signing in or sending: it has no name and password, knows none of the ways to sign in that we offer, or found a size or a feature missing':
    'il est parti après EHLO sans se connecter ni envoyer : il n’a ni nom ni mot de passe, ne connaît aucune des façons de se connecter que nous proposons, ou il lui manquait une taille ou une fonction',
  'it left after EHLO under TLS without signing in or sending: it has no name and password, knows none of the ways to sign in that we offer, or found a size or a feature missing':
    'il est parti après EHLO sous TLS sans se connecter ni envoyer : il n’a ni nom ni mot de passe, ne connaît aucune des façons de se connecter que nous proposons, ou il lui manquait une taille ou une fonction',
  'it signed in and sent nothing: name and password are right, and it only tested them, or it has no sender or recipient':
    'il s’est connecté et n’a rien envoyé : nom et mot de passe sont justes, et il n’a fait que les tester, ou il n’a pas d’expéditeur ou de destinataire',
  'it broke off before the message itself, though its sender was taken':
    'il s’est interrompu avant le message lui-même, bien que son expéditeur ait été accepté',
  'it broke off in the middle of the message, which was not taken':
    'il s’est interrompu au milieu du message, qui n’a pas été accepté',
  'it came from a listed proxy and sent no PROXY header':
    'il est venu d’un proxy de la liste et n’a pas envoyé d’en-tête PROXY',
};
