/** Refusals of Microsoft 365, in French. */
import type { Sentences } from '../sentences.ts';

export const servicesMicrosoft: Sentences = {
  'the service takes mail only under TLS, and the connector used none':
    'le service n’accepte de courrier que sous TLS, et le connecteur n’en utilisait pas',
  'the service refuses TLS 1.0 and 1.1': 'le service refuse TLS 1.0 et 1.1',
  'something between this server and the service lowers the TLS version (a proxy, a firewall): let port 587 or 25 pass untouched':
    'quelque chose entre ce serveur et le service abaisse la version de TLS (un proxy, un pare-feu) : laissez passer le port 587 ou 25 sans y toucher',
  'no sign-in was sent, and this host takes mail only from those who sign in':
    'aucune connexion n’a été envoyée, et cet hôte n’accepte que le courrier de ceux qui se connectent',
  'give the connector a sign-in, or use the host of the connector relay (port 25 of the MX) instead':
    'donnez une connexion au connecteur, ou utilisez plutôt l’hôte du relais par connecteur (port 25 du MX)',
  'authenticated SMTP is switched off for the whole Microsoft 365 organization':
    'le SMTP authentifié est désactivé pour toute l’organisation Microsoft 365',
  'run "Set-TransportConfig -SmtpClientAuthenticationDisabled $false", or switch it on for this mailbox alone: "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false"':
    'exécutez "Set-TransportConfig -SmtpClientAuthenticationDisabled $false", ou activez-le pour cette seule boîte aux lettres : "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false"',
  'authenticated SMTP is switched off for this mailbox':
    'le SMTP authentifié est désactivé pour cette boîte aux lettres',
  'run "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false" (or: admin center, Users, Mail, Manage email apps, Authenticated SMTP)':
    'exécutez "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false" (ou : centre d’administration, Utilisateurs, Courrier, Gérer les applications de messagerie, SMTP authentifié)',
  'an authentication policy refuses sign-in with a password':
    'une stratégie d’authentification refuse la connexion par mot de passe',
  'use OAuth for this connector, or allow SMTP in the mailbox’s authentication policy ("Set-AuthenticationPolicy NAME -AllowBasicAuthSmtp")':
    'utilisez OAuth pour ce connecteur, ou autorisez SMTP dans la stratégie d’authentification de la boîte aux lettres ("Set-AuthenticationPolicy NAME -AllowBasicAuthSmtp")',
  'the name or the password is wrong': 'le nom ou le mot de passe est faux',
  'the organization’s security defaults forbid sign-in with a password':
    'les paramètres de sécurité par défaut de l’organisation interdisent la connexion par mot de passe',
  'use OAuth or a connector relay, or replace security defaults by Conditional Access (Entra admin center, Properties)':
    'utilisez OAuth ou un relais par connecteur, ou remplacez les paramètres de sécurité par défaut par l’accès conditionnel (centre d’administration Entra, Propriétés)',
  'Conditional Access or multi-factor sign-in refused it':
    'l’accès conditionnel ou l’authentification multifacteur l’a refusé',
  'read the sign-in log in the Entra admin center for the policy, and except this account from it; or use OAuth or a connector relay':
    'cherchez la stratégie dans le journal des connexions du centre d’administration Entra, et exceptez-en ce compte ; ou utilisez OAuth ou un relais par connecteur',
  'the account is locked after too many wrong passwords': 'le compte est verrouillé après trop de mots de passe faux',
  'find who else signs in with it, unlock it, and set its password anew here':
    'cherchez qui d’autre se connecte avec, déverrouillez-le, et redéfinissez son mot de passe ici',
  'the organization’s federation server did not confirm the sign-in':
    'le serveur de fédération de l’organisation n’a pas confirmé la connexion',
  'use a cloud-only account for this connector, or mend the federation server':
    'utilisez pour ce connecteur un compte purement cloud, ou réparez le serveur de fédération',
  'the service refused the sign-in by a setting of its own': 'le service a refusé la connexion par un réglage à lui',
  'look for this account’s SMTP sign-in in the Entra sign-in log: it names the reason':
    'cherchez la connexion SMTP de ce compte dans le journal des connexions Entra : il en donne la raison',
  'the token was not taken': 'le jeton n’a pas été accepté',
  'a new one is fetched by itself; if it stays so, check the application’s permission (Mail.Send) and its secret':
    'un nouveau est récupéré tout seul ; si cela persiste, vérifiez l’autorisation de l’application (Mail.Send) et son secret',
  'the account may not send high-volume mail': 'le compte n’a pas le droit d’envoyer du courrier en grand volume',
  'check that the HVE account exists, and that the application is allowed to send as it':
    'vérifiez que le compte HVE existe, et que l’application peut envoyer en son nom',
  'the sign-in was refused without a reason: a wrong password, a bad token or a missing permission':
    'la connexion a été refusée sans raison : un mot de passe faux, un mauvais jeton ou une autorisation manquante',
  'with a password: set it anew. With OAuth: check SMTP.SendAsApp with admin consent, that the service principal has the Enterprise application’s object id, and its access to the mailbox':
    'avec un mot de passe : redéfinissez-le. Avec OAuth : vérifiez SMTP.SendAsApp avec le consentement de l’administrateur, que le principal de service a l’ID d’objet de l’application d’entreprise, et son accès à la boîte aux lettres',
  'sign-in with a password has been retired': 'la connexion par mot de passe n’existe plus',
  'move this connector to OAuth, or to a connector relay':
    'passez ce connecteur à OAuth, ou à un relais par connecteur',
  'the account may not send in this sender’s name': 'le compte n’a pas le droit d’envoyer au nom de cet expéditeur',
  'rewrite From to the account on the connector, or grant it Send As for that mailbox':
    'réécrivez From vers le compte sur le connecteur, ou accordez-lui « Envoyer en tant que » pour cette boîte aux lettres',
  'more sessions at once than the account is allowed': 'plus de sessions à la fois que le compte n’y a droit',
  'nothing: fewer are used for a while. Set the connector’s pace to 3 at once if other programs use the account too':
    'rien : moins sont utilisées pendant un temps. Réglez le rythme du connecteur sur 3 à la fois si d’autres programmes utilisent aussi le compte',
  'the account’s 10,000 recipients of a day are used up': 'les 10 000 destinataires quotidiens du compte sont épuisés',
  'the account’s recipients of a day are used up': 'les destinataires quotidiens du compte sont épuisés',
  'the organization’s mail of a day to outside recipients is used up (trial organizations, new ones and the onmicrosoft.com domain may send little)':
    'le courrier quotidien de l’organisation vers l’extérieur est épuisé (les organisations d’essai, les nouvelles et le domaine onmicrosoft.com peuvent envoyer peu)',
  'wait until tomorrow; send from a domain of your own, and see the tenant’s outbound limit in the Exchange admin center (Reports, Mail flow)':
    'attendez demain ; envoyez depuis un domaine à vous, et voyez la limite sortante du locataire dans le centre d’administration Exchange (Rapports, Flux de messagerie)',
  'the account is restricted: what it sent was taken for spam':
    'le compte est restreint : ce qu’il a envoyé a été pris pour indésirable',
  'the mailbox of the account is full, and sends nothing until there is room':
    'la boîte aux lettres du compte est pleine, et n’envoie rien tant qu’il n’y a pas de place',
  'the account is switched off': 'le compte est désactivé',
  'switch it on in the Microsoft 365 admin center (Users), and look at its licence; or use another account':
    'activez-le dans le centre d’administration Microsoft 365 (Utilisateurs), et regardez sa licence ; ou utilisez un autre compte',
  'the account is slowed down because the same refused mail was sent again and again':
    'le compte est ralenti car le même message refusé a été envoyé encore et encore',
  'the account is restricted for having sent suspicious mail':
    'le compte est restreint pour avoir envoyé du courrier suspect',
  'release it in the Defender portal (Review, Restricted entities), and change its password first':
    'libérez-le dans le portail Defender (Révision, Entités restreintes), et changez d’abord son mot de passe',
  'more recipients than one message may have': 'plus de destinataires qu’un message ne peut en avoir',
  'nothing: the rest goes in further messages': 'rien : le reste part dans d’autres messages',
  'a connector may match, but neither the certificate’s domain nor the sender’s is an accepted domain there':
    'un connecteur convient peut-être, mais ni le domaine du certificat ni celui de l’expéditeur n’y est un domaine accepté',
  'add the sender’s domain as accepted domain in Microsoft 365, or rewrite the envelope sender on this connector':
    'ajoutez le domaine de l’expéditeur comme domaine accepté dans Microsoft 365, ou réécrivez l’expéditeur d’enveloppe sur ce connecteur',
  'no inbound connector of the organization matched: our address or certificate has changed':
    'aucun connecteur entrant de l’organisation ne convenait : notre adresse ou notre certificat a changé',
  'compare our public address or certificate name with the inbound connector in the Exchange admin center (Mail flow, Connectors)':
    'comparez notre adresse publique ou le nom de notre certificat avec le connecteur entrant du centre d’administration Exchange (Flux de messagerie, Connecteurs)',
  'the smart host is another organization’s, or an outside recipient came without a connector':
    'l’hôte actif est à une autre organisation, ou un destinataire extérieur est venu sans connecteur',
  'use the organization’s own MX as smart host, and check its inbound connector':
    'utilisez le propre MX de l’organisation comme hôte actif, et vérifiez son connecteur entrant',
  'the organization refuses Direct Send': 'l’organisation refuse Direct Send',
  'make an inbound connector for our address or certificate there, or sign in; or run "Set-OrganizationConfig -RejectDirectSend $false"':
    'faites-y un connecteur entrant pour notre adresse ou notre certificat, ou connectez-vous ; ou exécutez "Set-OrganizationConfig -RejectDirectSend $false"',
  'the recipient does not exist there': 'le destinataire n’y existe pas',
  'check the address': 'vérifiez l’adresse',
  'our public address is on a block list, as dynamic lines usually are':
    'notre adresse publique est sur une liste de blocage, comme le sont d’habitude les lignes dynamiques',
  'send through a connector with a certificate or by sign-in on port 587, or have a static address taken off the list':
    'envoyez par un connecteur avec certificat ou par connexion au port 587, ou faites retirer de la liste une adresse statique',
  'our public address is on the service’s own block list':
    'notre adresse publique est sur la propre liste de blocage du service',
  'ask for its removal at https://sender.office.com, or sign in on port 587 instead':
    'demandez son retrait à https://sender.office.com, ou connectez-vous plutôt au port 587',
  'our public address is banned for what came from it': 'notre adresse publique est bannie pour ce qui en est venu',
  'the account, or the address it sends in the name of, is banned for what was taken for spam':
    'le compte, ou l’adresse au nom de laquelle il envoie, est banni pour ce qui a été pris pour indésirable',
  'more mail came from our address, or its neighbours, than is allowed':
    'il est venu de notre adresse, ou de ses voisines, plus de courrier que permis',
  'send less at once, by an inbound connector or a sign-in on port 587; it passes otherwise':
    'envoyez moins à la fois, par un connecteur entrant ou une connexion au port 587 ; sinon cela passe',
  'the recipient’s organization does not take it': 'l’organisation du destinataire ne l’accepte pas',
  'ask that organization to allow the sender': 'demandez à cette organisation d’autoriser l’expéditeur',
  'the recipient’s organization takes no mail over IPv6':
    'l’organisation du destinataire n’accepte pas de courrier par IPv6',
  'send by IPv4 only': 'envoyez seulement par IPv4',
  'the organization does not let its mailboxes forward mail to the outside':
    'l’organisation ne laisse pas ses boîtes aux lettres transférer de courrier vers l’extérieur',
  'allow it for that mailbox in the outbound spam policy (Defender portal), or end the forwarding':
    'autorisez-le pour cette boîte aux lettres dans la stratégie de courrier indésirable sortant (portail Defender), ou mettez fin au transfert',
  'the recipient’s organization blocks our address': 'l’organisation du destinataire bloque notre adresse',
  'ask that organization to take the address off its block list':
    'demandez à cette organisation de retirer l’adresse de sa liste de blocage',
  'the service slows down an address that it does not know yet':
    'le service ralentit une adresse qu’il ne connaît pas encore',
  'nothing: it passes. An inbound connector for our address ends it':
    'rien : cela passe. Un connecteur entrant pour notre adresse y met fin',
  'the service has no time for the message now, or slows our address down for its traffic or reputation':
    'le service n’a pas le temps pour le message maintenant, ou ralentit notre adresse pour son trafic ou sa réputation',
  'the organization sent more suspicious mail than is tolerated':
    'l’organisation a envoyé plus de courrier suspect que toléré',
  'look into the Defender portal for the account that did it, then ask the support to lift the block':
    'cherchez dans le portail Defender le compte qui l’a fait, puis demandez au support de lever le blocage',
  'mail from our address is not accepted, as with new or trial organizations':
    'le courrier de notre adresse n’est pas accepté, comme pour les organisations nouvelles ou d’essai',
  'sign in, or ask the support of Microsoft 365': 'connectez-vous, ou demandez au support de Microsoft 365',
  'the inbound connector is blocked for suspicious mail': 'le connecteur entrant est bloqué pour courrier suspect',
  'unblock it in the Defender portal (Review, Restricted entities)':
    'débloquez-le dans le portail Defender (Révision, Entités restreintes)',
  'too much mail came in the name of domains the organization does not own':
    'trop de courrier est venu au nom de domaines que l’organisation ne possède pas',
  'add the sender domains as accepted domains, or rewrite the sender on this connector; then ask the support to lift the block':
    'ajoutez les domaines d’expéditeur comme domaines acceptés, ou réécrivez l’expéditeur sur ce connecteur ; puis demandez au support de lever le blocage',
  'mail of the whole organization, of its connector or from its addresses is blocked (5.7.700 to 5.7.799)':
    'le courrier de toute l’organisation, de son connecteur ou de ses adresses est bloqué (5.7.700 à 5.7.799)',
  'look into the Defender portal for what was sent (Review, Restricted entities), then ask the support of Microsoft 365 with the whole reply':
    'regardez dans le portail Defender ce qui a été envoyé (Révision, Entités restreintes), puis demandez au support de Microsoft 365 avec la réponse entière',
  'the name we say in EHLO is not liked': 'le nom que nous disons dans EHLO ne plaît pas',
  'set DOORPOST_HOSTNAME to a full name that leads to this server':
    'donnez à DOORPOST_HOSTNAME un nom complet qui mène à ce serveur',
  'the message has no proper From': 'le message n’a pas de From correct',
  'set the sender address on the device, or rewrite From on the connector':
    'réglez l’adresse d’expéditeur sur l’appareil, ou réécrivez From sur le connecteur',
  'the message names several authors and no Sender': 'le message nomme plusieurs auteurs et pas de Sender',
  'set one sender address on the device, or rewrite From on the connector':
    'réglez une seule adresse d’expéditeur sur l’appareil, ou réécrivez From sur le connecteur',
  'the From domain’s DMARC policy forbids mail that came this way':
    'la stratégie DMARC du domaine de From interdit le courrier venu par ce chemin',
  'add our address to the domain’s SPF record, or send through a service that signs for it':
    'ajoutez notre adresse à l’enregistrement SPF du domaine, ou envoyez par un service qui signe pour lui',
  'the sender domain’s SPF record does not name our address':
    'l’enregistrement SPF du domaine de l’expéditeur ne nomme pas notre adresse',
  'add our public address to that SPF record (one record, ip4:ADDRESS)':
    'ajoutez notre adresse publique à cet enregistrement SPF (un seul enregistrement, ip4:ADDRESS)',
  'our IPv6 address has no reverse name': 'notre adresse IPv6 n’a pas de nom inverse',
  'give it a PTR record, or send by IPv4 only': 'donnez-lui un enregistrement PTR, ou envoyez seulement par IPv4',
  'mail over IPv6 must pass SPF or DKIM': 'le courrier par IPv6 doit passer SPF ou DKIM',
  'add our IPv6 address to the SPF record (ip6:ADDRESS), or send by IPv4 only':
    'ajoutez notre adresse IPv6 à l’enregistrement SPF (ip6:ADDRESS), ou envoyez seulement par IPv4',
  'the message has bare line feeds': 'le message a des LF isolés',
  'give the device a profile that normalizes line ends':
    'donnez à l’appareil un profil qui normalise les fins de ligne',
  'the recipient takes mail only from certain or signed-in senders':
    'le destinataire n’accepte de courrier que de certains expéditeurs, ou de connectés',
  'allow the sender in that group or mailbox (Delivery management)':
    'autorisez l’expéditeur dans ce groupe ou cette boîte aux lettres (gestion de la remise)',
  'the message waited too long over there': 'le message a attendu trop longtemps là-bas',
  'check the way from the service to the recipient’s server':
    'vérifiez le chemin du service au serveur du destinataire',
  'the message went in a circle': 'le message a tourné en rond',
  'check that the recipient’s domain does not lead back here: accepted domain type and connectors on both sides':
    'vérifiez que le domaine du destinataire ne ramène pas ici : type de domaine accepté et connecteurs des deux côtés',
};
