/** Connections to next hops, in French. */
import type { Sentences } from '../sentences.ts';

export const connections: Sentences = {
  'it spoke before the end of the content': 'il a parlé avant la fin du contenu',
  'the content was not taken within {{0}} min': 'le contenu n’a pas été accepté en {{0}} min',
  'connected to {{0}}': 'connecté à {{0}}',
  '{{0}} has sessions with us that it does not answer': '{{0}} a avec nous des sessions auxquelles il ne répond pas',
  'no connection within {{0}} s': 'pas de connexion en {{0}} s',
  'connection refused: nothing listens there': 'connexion refusée : rien n’écoute là',
  'connection timed out': 'la connexion a expiré',
  'no network route to it': 'aucune route réseau jusque-là',
  'connection reset': 'connexion réinitialisée',
  'the source address set for outbound mail is not on this machine':
    'l’adresse source définie pour le courrier sortant n’est pas sur cette machine',
  'there is no such socket': 'il n’y a pas de tel socket',
  'no permission to connect': 'pas le droit de se connecter',
  '{{0}} greets with our own name {{1}}: it is this server itself, or one that is called the same':
    '{{0}} salue avec notre propre nom {{1}} : c’est ce serveur lui-même, ou un autre du même nom',
  'our client certificate is not taken ({{0}})': 'notre certificat client n’est pas accepté ({{0}})',
  'our client certificate seems not to be taken ({{0}})': 'notre certificat client semble ne pas être accepté ({{0}})',
  '{{0}}; trying again in clear text, which opportunistic TLS allows':
    '{{0}} ; nouvel essai en clair, ce que permet le TLS opportuniste',
  'STARTTLS was refused ({{0}}); going on in clear text': 'STARTTLS a été refusé ({{0}}) ; suite en clair',
  'STARTTLS is not offered; going on in clear text': 'STARTTLS n’est pas proposé ; suite en clair',
  'STARTTLS is not offered': 'STARTTLS n’est pas proposé',
  'TLS is required, but the next hop does not offer STARTTLS':
    'TLS est exigé, mais le serveur suivant ne propose pas STARTTLS',
  'a client certificate is to be shown, but the next hop does not offer STARTTLS':
    'un certificat client est à montrer, mais le serveur suivant ne propose pas STARTTLS',
  'TLS could not be started: {{0}}': 'TLS n’a pas pu commencer : {{0}}',
  'none at all': 'aucune',
  '{{0}} offers no sign-in we can use with a token ({{1}}): remove the sign-in from the connector, or use another port':
    '{{0}} ne propose aucune connexion utilisable avec un jeton ({{1}}) : retirez la connexion du connecteur, ou utilisez un autre port',
  '{{0}} offers no sign-in we know ({{1}}): remove name and password from the connector, or use another port':
    '{{0}} ne propose aucune connexion que nous connaissions ({{1}}) : retirez nom et mot de passe du connecteur, ou utilisez un autre port',
  'the sign-in of connector {{0}} failed: {{1}}': 'la connexion du connecteur {{0}} a échoué : {{1}}',
  'the password is not sent in clear text, and the next hop gave no TLS':
    'le mot de passe n’est pas envoyé en clair, et le serveur suivant n’a pas donné TLS',
  'the password is not sent to a host whose certificate does not verify':
    'le mot de passe n’est pas envoyé à un hôte dont le certificat ne se vérifie pas',
  'TLS handshake failed: the peer closed the connection':
    'Échec de la négociation TLS : l’autre côté a fermé la connexion',
  'TLS handshake took too long': 'la négociation TLS a pris trop de temps',
  'DANE: {{0}}': 'DANE : {{0}}',
  'the certificate does not verify for {{0}}: {{1}}': 'le certificat ne se vérifie pas pour {{0}} : {{1}}',
  'TLS handshake failed: {{0}}': 'Échec de la négociation TLS : {{0}}',
  'it speaks only TLS 1.0 or 1.1': 'il ne parle que TLS 1.0 ou 1.1',
  'it knows only keys or signatures that are not taken any more':
    'il ne connaît que des clés ou signatures qui ne sont plus acceptées',
  'our client certificate could not be used ({{0}}): put a PEM chain and its key at {{1}} and {{2}}, readable by Doorpost':
    'notre certificat client n’a pas pu être utilisé ({{0}}) : placez une chaîne PEM et sa clé en {{1}} et {{2}}, lisibles par Doorpost',
  '{{0}}: unexpected answer at {{1}} ({{2}})': '{{0}} : réponse inattendue à {{1}} ({{2}})',
  '{{0}} (at {{1}})': '{{0}} (à {{1}})',
  'it shows no certificate': 'il ne montre pas de certificat',
  'its certificate is not one that its TLSA records name':
    'son certificat n’est pas de ceux que nomment ses enregistrements TLSA',
  'its certificate has expired or is not valid yet': 'son certificat a expiré ou n’est pas encore valide',
  'its certificate is for another name than {{0}}': 'son certificat est pour un autre nom que {{0}}',
  'one could not be fetched ({{0}})': 'une stratégie n’a pas pu être récupérée ({{0}})',
  '{{0}}, for {{1}}; fetched {{2}}, id {{3}}': '{{0}}, pour {{1}} ; récupérée {{2}}, ID {{3}}',
  '{{0}}; a later {{1}}': '{{0}} ; plus tard : {{1}}',
  'DNS failed for {{0}}, which says how mail for {{1}} is to be protected: {{2}}':
    'le DNS a échoué pour {{0}}, qui dit comment le courrier de {{1}} doit être protégé : {{2}}',
  'no mail host of {{0}} ({{1}}) is one that its MTA-STS policy names ({{2}})':
    'aucun serveur de messagerie de {{0}} ({{1}}) n’est de ceux que nomme sa stratégie MTA-STS ({{2}})',
  'local error; it is in the log': 'erreur locale ; elle est dans le journal',
  'the connector has no delegated sign-in with a device endpoint':
    'le connecteur n’a pas de connexion déléguée avec un point de terminaison d’appareil',
  'the sign-in was declined at the provider': 'la connexion a été refusée chez le fournisseur',
  'the provider gave no refresh token: the scope has to hold offline_access (Microsoft) or the application has to ask for offline access':
    'le fournisseur n’a pas donné de jeton d’actualisation : l’étendue doit contenir offline_access (Microsoft), ou l’application doit demander l’accès hors connexion',
  'nobody typed the code in time: start again': 'personne n’a saisi le code à temps : recommencez',
  'the connector was changed meanwhile: sign in again': 'le connecteur a été modifié entre-temps : reconnectez-vous',
  'another refresh token was set meanwhile and stays: sign in again if this account is to be used':
    'un autre jeton d’actualisation a été défini entre-temps et reste : reconnectez-vous si ce compte doit être utilisé',
  'the provider granted it, but a question for a token that was under way did not end in time: sign in again':
    'le fournisseur l’a accordé, mais une demande de jeton en cours ne s’est pas terminée à temps : reconnectez-vous',
  'the provider granted it, but the refresh token could not be sealed; the reason is in the log: sign in again':
    'le fournisseur l’a accordé, mais le jeton d’actualisation n’a pas pu être scellé ; la raison est dans le journal : reconnectez-vous',
  'got a token, valid until {{0}}': 'jeton obtenu, valable jusqu’au {{0}}',
  'has a token, valid until {{0}}': 'a un jeton, valable jusqu’au {{0}}',
  'no answer within {{0}} s': 'aucune réponse en {{0}} s',
  'what answers there does not speak HTTP: {{0}}': 'ce qui répond là ne parle pas HTTP : {{0}}',
  'the request broke off': 'la demande a été interrompue',
  'its certificate is not trusted: a proxy that looks into TLS, or the wrong host':
    'son certificat n’est pas approuvé : un proxy qui regarde dans TLS, ou le mauvais hôte',
  'its name leads to an address that is not public: let a Global administrator look at the connector and allow it with --public-hosts-only off':
    'son nom mène à une adresse qui n’est pas publique : faites examiner le connecteur par un administrateur général, qui peut le permettre avec --public-hosts-only off',
  'the connection broke off': 'la connexion a été interrompue',
  'no connection in time': 'pas de connexion à temps',
  'no answer in time': 'pas de réponse à temps',
  'the answer did not end in time': 'la réponse ne s’est pas terminée à temps',
  'its name is not known in DNS': 'son nom n’est pas connu du DNS',
  'DNS did not answer for its name': 'le DNS n’a pas répondu pour son nom',
  'its certificate has expired': 'son certificat a expiré',
  'its certificate is for another name': 'son certificat est pour un autre nom',
  'the answer is none of a token endpoint': 'la réponse n’est pas celle d’un point de terminaison de jeton',
  '{{0}} (HTTP {{1}})': '{{0}} (HTTP {{1}})',
  'the answer is larger than {{0}} bytes': 'la réponse dépasse {{0}} octets',
  'the certificate file holds no PEM certificate': 'le fichier de certificat ne contient pas de certificat PEM',
  'the key file holds no PEM private key (without a passphrase)':
    'le fichier de clé ne contient pas de clé privée PEM (sans phrase secrète)',
  'the key is no RSA key, which the token endpoint wants':
    'la clé n’est pas une clé RSA, que veut le point de terminaison de jeton',
  'the key is not the key of the certificate': 'la clé n’est pas celle du certificat',
  'the certificate has expired on {{0}}': 'le certificat a expiré le {{0}}',
  'the client secret is wrong': 'la clé secrète client est fausse',
  'the client secret has expired': 'la clé secrète client a expiré',
  'the application is disabled': 'l’application est désactivée',
  'the tenant knows no application with this client id': 'le locataire ne connaît aucune application de cet ID client',
  'there is no such tenant': 'il n’y a pas de tel locataire',
  'the tenant is no tenant id or domain': 'le locataire n’est ni un ID de locataire ni un domaine',
  'the certificate is not one the application has': 'le certificat n’est pas de ceux de l’application',
  'the assertion is too old or too young': 'l’assertion est trop ancienne ou trop récente',
  'the application wants a secret, and none is sent': 'l’application veut un secret, et aucun n’est envoyé',
  'the sign-in has expired, because it was not used for 90 days':
    'la connexion a expiré, car elle n’a pas servi pendant 90 jours',
  'the sign-in has expired': 'la connexion a expiré',
  'the sign-in has expired by a rule of the tenant (sign-in frequency)':
    'la connexion a expiré par une règle du locataire (fréquence de connexion)',
  'the sign-in was revoked, as by a changed password':
    'la connexion a été révoquée, comme par un changement de mot de passe',
  "the account's user is disabled": 'l’utilisateur du compte est désactivé',
  'the tenant wants a second factor': 'le locataire veut un second facteur',
  'a Conditional Access policy forbids the sign-in': 'une stratégie d’accès conditionnel interdit la connexion',
  'nobody has consented to what the application asks for': 'personne n’a consenti à ce que demande l’application',
  'the scope names a service that the tenant does not know':
    'l’étendue nomme un service que le locataire ne connaît pas',
  'the scope is wrong': 'l’étendue est fausse',
  'client id or secret is wrong': 'l’ID client ou le secret est faux',
  'the sign-in has expired or was revoked': 'la connexion a expiré ou a été révoquée',
  'the grant is not accepted': 'l’octroi n’est pas accepté',
  'the application may not sign in in this way': 'l’application n’a pas le droit de se connecter de cette façon',
  'the provider wants to see the person again': 'le fournisseur veut revoir la personne',
  'consent is missing': 'le consentement manque',
  'the token endpoint refuses the request': 'le point de terminaison de jeton refuse la demande',
  'no token for connector {{0}}': 'pas de jeton pour le connecteur {{0}}',
  '{{0}} from {{1}}: {{2}} ({{3}})': '{{0}} de {{1}} : {{2}} ({{3}})',
  '{{0}} now: {{1}} is throttling us (HTTP {{2}}); it is tried again':
    '{{0}} : {{1}} nous ralentit pour le moment (HTTP {{2}}) ; un nouvel essai suit',
  '{{0}} now: {{1}} is in trouble (HTTP {{2}}); it is tried again':
    '{{0}} : {{1}} est en difficulté pour le moment (HTTP {{2}}) ; un nouvel essai suit',
  '{{0}}: {{1}} is not reached ({{2}}); check DNS, firewall and proxy of this machine for HTTPS':
    '{{0}} : {{1}} n’est pas joignable ({{2}}) ; vérifiez DNS, pare-feu et proxy de cette machine pour HTTPS',
  'nobody has signed in for connector {{0}} yet': 'personne ne s’est encore connecté pour le connecteur {{0}}',
  'the client secret of connector {{0}} is missing': 'la clé secrète client du connecteur {{0}} manque',
  'the secret of connector {{0}} does not open with secret.key: set it again, or put the right key file back and restart':
    'le secret du connecteur {{0}} ne s’ouvre pas avec secret.key : définissez-le à nouveau, ou remettez le bon fichier de clé et redémarrez',
  'no token for connector {{0}} now: another question for one has not ended; it is tried again':
    'pas de jeton pour le connecteur {{0}} maintenant : une autre demande n’est pas terminée ; un nouvel essai suit',
  'the secret of connector {{0}} could not be read; the reason is in the log':
    'le secret du connecteur {{0}} n’a pas pu être lu ; la raison est dans le journal',
  'given up while waiting for a token': 'abandonné pendant l’attente d’un jeton',
  'its address is not public ({{0}})': 'son adresse n’est pas publique ({{0}})',
  '{{0}} is no usable address': '{{0}} n’est pas une adresse utilisable',
  '{{0}} port {{1}}': '{{0}} port {{1}}',
  'the smart host {{0}} has no address in DNS: correct the connector':
    'l’hôte actif {{0}} n’a pas d’adresse dans le DNS : corrigez le connecteur',
  'the smart host {{0}} cannot be used: {{1}}': 'l’hôte actif {{0}} ne peut pas être utilisé : {{1}}',
  'the smart host {{0}} is this server itself: mail would go in a circle':
    'l’hôte actif {{0}} est ce serveur lui-même : le courrier tournerait en rond',
  '{{0}} leads to an address that is not public, and who named it may not send there':
    '{{0}} mène à une adresse qui n’est pas publique, et qui l’a nommé n’a pas le droit d’y envoyer',
  '{{0}} ({{1}}) port {{2}}': '{{0}} ({{1}}) port {{2}}',
  'DNS failed for {{0}}: {{1}}': 'le DNS a échoué pour {{0}} : {{1}}',
  'the domain {{0}} does not exist': 'le domaine {{0}} n’existe pas',
  'the domain {{0}} accepts no mail (null MX)': 'le domaine {{0}} n’accepte pas de courrier (MX nul)',
  'mail for {{0}} loops back to this server: its MX names us, but the domain is not accepted here':
    'le courrier pour {{0}} revient à ce serveur : son MX nous nomme, mais le domaine n’est pas accepté ici',
  '{{0}}, a mail host of {{1}}': '{{0}}, un serveur de messagerie de {{1}}',
  'mail for {{0}} loops back to this server: its mail host has an address of ours':
    'le courrier pour {{0}} revient à ce serveur : son serveur de messagerie a une adresse à nous',
  'the mail hosts of {{0}} have no address in DNS':
    'les serveurs de messagerie de {{0}} n’ont pas d’adresse dans le DNS',
  'mail for {{0}} cannot be sent: {{1}}': 'le courrier pour {{0}} ne peut pas être envoyé : {{1}}',
  'no answer within the time of a test ({{0}})': 'aucune réponse dans le temps d’un test ({{0}})',
  'the connector has no next hop': 'le connecteur n’a pas de serveur suivant',
  'the recipient is no address': 'le destinataire n’est pas une adresse',
  'the sender is no address': 'l’expéditeur n’est pas une adresse',
  'Maildir {{0}}': 'Maildir {{0}}',
  'LMTP {{0}}:{{1}}': 'LMTP {{0}}:{{1}}',
  'LMTP {{0}}': 'LMTP {{0}}',
  'its mail is elsewhere': 'son courrier est ailleurs',
  'mailbox {{0}} here ({{1}})': 'boîte aux lettres {{0}} ici ({{1}})',
  'mailbox {{0}} here ({{1}}), and forwarded': 'boîte aux lettres {{0}} ici ({{1}}), et transféré',
  'mailbox {{0}}: forwarded': 'boîte aux lettres {{0}} : transféré',
  'the forwarding leads only to itself': 'le transfert ne mène qu’à lui-même',
  'shows {{0}}': 'montre {{0}}',
  'as {{0}} with a password': 'en tant que {{0}} avec un mot de passe',
  'as {{0}} with a token of its application (client credentials)':
    'en tant que {{0}} avec un jeton de son application (informations d’identification du client)',
  'as {{0}} with a token of the person who signed in':
    'en tant que {{0}} avec un jeton de la personne qui s’est connectée',
  'any number of messages': 'autant de messages qu’on veut',
  'any number of recipients': 'autant de destinataires qu’on veut',
  '{{0}} a minute, {{1}} at once, {{2}} in 24 hours': '{{0}} par minute, {{1}} à la fois, {{2}} en 24 heures',
  'any number': 'autant qu’on veut',
  'it would go out as {{0}}; {{1}}': 'il partirait en tant que {{0}} ; {{1}}',
  'and {{0}} more, should these not answer': 'et {{0}} autres, si ceux-ci ne répondent pas',
  '{{0}} ({{1}} of {{2}})': '{{0}} ({{1}} de {{2}})',
  ', whoever it is': ', qui que ce soit',
  ', its certificate checked': ', son certificat vérifié',
  ', its certificate checked for {{0}}': ', son certificat vérifié pour {{0}}',
  'none: in clear text': 'aucun : en clair',
  'if the next hop offers it, whoever it is; else in clear text':
    'si le serveur suivant le propose, qui que ce soit ; sinon en clair',
  'required (STARTTLS){{0}}': 'exigé (STARTTLS){{0}}',
  'from the first byte{{0}}': 'dès le premier octet{{0}}',
  'connected to {{0}} [{{1}}]:{{2}}': 'connecté à {{0}} [{{1}}]:{{2}}',
  'TLS 1.3 only': 'TLS 1.3 seulement',
  'TLS 1.3 and TLS 1.2': 'TLS 1.3 et TLS 1.2',
  'it has no address': 'il n’a pas d’adresse',
  '{{0}}, issued by {{1}}, valid until {{2}}': '{{0}}, délivré par {{1}}, valable jusqu’au {{2}}',
  '{{0}}, for {{1}}, issued by {{2}}, valid until {{3}}':
    '{{0}}, pour {{1}}, délivré par {{2}}, valable jusqu’au {{3}}',
  'it has too many or too large MIME parts': 'il a trop de parties MIME, ou de trop grandes',
  'it is signed, and converting it would break the signature': 'il est signé, et sa conversion casserait la signature',
  'its header has 8-bit characters where none may be, and they cannot be encoded':
    'son en-tête a des caractères 8 bits là où il ne peut y en avoir, et ils ne peuvent pas être codés',
  'it has 8-bit bytes outside of its MIME parts': 'il a des octets 8 bits en dehors de ses parties MIME',
  'it holds another message with 8-bit content': 'il contient un autre message au contenu 8 bits',
  'a part is 8-bit but says it is encoded': 'une partie est en 8 bits mais se dit codée',
  'raw 8-bit characters of the header field {{0}} became question marks':
    'des caractères 8 bits bruts du champ d’en-tête {{0}} sont devenus des points d’interrogation',
  'the header is too large to be changed': 'l’en-tête est trop grand pour être modifié',
  'envelope sender {{0}} became {{1}}': 'l’expéditeur d’enveloppe {{0}} est devenu {{1}}',
  'it takes too much memory to be converted': 'sa conversion demande trop de mémoire',
  'all places for deliveries of this kind were taken': 'toutes les places pour les remises de ce genre étaient prises',
  '{{0}} was removed or switched off meanwhile': '{{0}} a été supprimé ou désactivé entre-temps',
  '{{0}}. Cure: {{1}}': '{{0}}. Remède : {{1}}',
  '{{0}} said: {{1}}': '{{0}} a dit : {{1}}',
  'empty its Sent Items and Deleted Items, or give it an archive or a larger plan':
    'videz ses Éléments envoyés et Éléments supprimés, ou donnez-lui une archive ou un plan plus grand',
  'the token is not one for Graph: its scope should be https://graph.microsoft.com/.default (or that of your cloud)':
    'le jeton n’est pas pour Graph : son étendue devrait être https://graph.microsoft.com/.default (ou celle de votre cloud)',
  'that is no answer of Graph: check the endpoint of the upstream, and whether a proxy or a captive portal answers in its place':
    'ce n’est pas une réponse de Graph : vérifiez le point de terminaison du relais sortant, et si un proxy ou un portail captif répond à sa place',
  'let an administrator of the tenant grant consent (Enterprise applications, Permissions)':
    'faites donner le consentement par un administrateur du locataire (Applications d’entreprise, Autorisations)',
  'enable it: Enterprise applications, Properties, Enabled for users to sign in':
    'activez-la : Applications d’entreprise, Propriétés, « Activé pour que les utilisateurs se connectent »',
  'upload the certificate (not its key) at App registrations, Certificates & secrets':
    'chargez le certificat (pas sa clé) dans Inscriptions d’applications, Certificats et secrets',
  'set the clock of this machine right (NTP)': 'réglez l’horloge de cette machine (NTP)',
  'enable the user, or use another account': 'activez l’utilisateur, ou utilisez un autre compte',
  'exclude this account or application from the policy, or allow this network (Entra, Conditional Access)':
    'excluez ce compte ou cette application de la stratégie, ou autorisez ce réseau (Entra, Accès conditionnel)',
  '{{0}} already has {{1}} with us': '{{0}} a déjà {{1}} avec nous',
  'check that {{0}} is the mailbox the application may send as (at Microsoft: SMTP.SendAsApp or SMTP.Send consented, the service principal registered with the object id of the Enterprise application, SMTP AUTH on for the mailbox), and that its scope is the one for SMTP; docs/operate/upstreams.md has the list':
    'vérifiez que {{0}} est la boîte aux lettres en tant que laquelle l’application peut envoyer (chez Microsoft : consentement à SMTP.SendAsApp ou SMTP.Send, le principal de service inscrit avec l’ID d’objet de l’application d’entreprise, SMTP AUTH activé pour la boîte aux lettres), et que son étendue est celle de SMTP ; docs/operate/upstreams.md en a la liste',
  'it refuses the request itself: check the endpoint of the upstream (https://graph.microsoft.com/v1.0, or that of your cloud) and its user':
    'il refuse la demande elle-même : vérifiez le point de terminaison du relais sortant (https://graph.microsoft.com/v1.0, ou celui de votre cloud) et son utilisateur',
  'there is no mailbox {{0}} that Graph reaches: check the user of the upstream, its Exchange Online licence, and that the mailbox is not on premises':
    'il n’y a pas de boîte aux lettres {{0}} que Graph atteigne : vérifiez l’utilisateur du relais sortant, sa licence Exchange Online, et que la boîte aux lettres n’est pas locale',
  '{{0}} is blocked from sending: release it in the Microsoft Defender portal (Restricted entities), and find out what it sent':
    '{{0}} n’a plus le droit d’envoyer : libérez-le dans le portail Microsoft Defender (Entités restreintes), et cherchez ce qu’il a envoyé',
  'the application may not send as {{0}}: grant it the application permission Mail.Send (and Mail.ReadWrite for messages over 3 MiB) with admin consent, and look whether an application access policy leaves this mailbox out':
    'l’application n’a pas le droit d’envoyer en tant que {{0}} : accordez-lui l’autorisation d’application Mail.Send (et Mail.ReadWrite pour les messages de plus de 3 Mio) avec le consentement de l’administrateur, et regardez si une stratégie d’accès aux applications exclut cette boîte aux lettres',
  'Check that {{0}} is the one that was registered there, is in time, and has its chain in it':
    'Vérifiez que {{0}} est celui qui y a été inscrit, qu’il est en cours de validité et contient sa chaîne',
  'It takes the connection and says nothing: a firewall between, the wrong port (465 wants --tls wrapped), or a host under too much load':
    'Il accepte la connexion et ne dit rien : un pare-feu entre les deux, le mauvais port (465 veut --tls wrapped), ou un hôte surchargé',
  'The connection works, but this message was not taken: check sender, recipient and the rights of the sign-in':
    'La connexion fonctionne, mais ce message n’a pas été accepté : vérifiez expéditeur, destinataire et droits de la connexion',
  'add a smart host': 'ajoutez un hôte actif',
  'Check host and port of the connector, the firewall between, and whether the provider blocks the port':
    'Vérifiez l’hôte et le port du connecteur, le pare-feu entre les deux, et si l’opérateur bloque le port',
  'The host answers but does not want us: its administrator can see why':
    'L’hôte répond mais ne veut pas de nous : son administrateur peut voir pourquoi',
  'The host refused our name: check the setting hostName': 'L’hôte a refusé notre nom : vérifiez le réglage hostName',
  'docs/operate/upstream-trouble.md lists what the provider says and what to do':
    'docs/operate/upstream-trouble.md liste ce que dit le fournisseur et que faire',
  'See docs/operate/upstream-trouble.md': 'Voir docs/operate/upstream-trouble.md',
  'Check name and password of the connector, and whether the provider wants an app password; docs/operate/upstream-trouble.md lists what providers say':
    'Vérifiez le nom et le mot de passe du connecteur, et si le fournisseur veut un mot de passe d’application ; docs/operate/upstream-trouble.md liste ce que disent les fournisseurs',
};
