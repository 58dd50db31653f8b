/** Refusals of Microsoft 365, in German. */
import type { Sentences } from '../sentences.ts';

export const servicesMicrosoft: Sentences = {
  'the service takes mail only under TLS, and the connector used none':
    'der Dienst nimmt E-Mails nur unter TLS an, und der Connector verwendete keines',
  'the service refuses TLS 1.0 and 1.1': 'der Dienst lehnt TLS 1.0 und 1.1 ab',
  'something between this server and the service lowers the TLS version (a proxy, a firewall): let port 587 or 25 pass untouched':
    'etwas zwischen diesem Server und dem Dienst senkt die TLS-Version (ein Proxy, eine Firewall): Lassen Sie Port 587 oder 25 unberührt durch',
  'no sign-in was sent, and this host takes mail only from those who sign in':
    'es wurde keine Anmeldung gesendet, und dieser Host nimmt E-Mails nur von denen, die sich anmelden',
  'give the connector a sign-in, or use the host of the connector relay (port 25 of the MX) instead':
    'geben Sie dem Connector eine Anmeldung, oder verwenden Sie stattdessen den Host des Connector-Relays (Port 25 des MX)',
  'authenticated SMTP is switched off for the whole Microsoft 365 organization':
    'authentifiziertes SMTP ist für die ganze Microsoft 365-Organisation ausgeschaltet',
  'run "Set-TransportConfig -SmtpClientAuthenticationDisabled $false", or switch it on for this mailbox alone: "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false"':
    'führen Sie "Set-TransportConfig -SmtpClientAuthenticationDisabled $false" aus, oder schalten Sie es nur für dieses Postfach ein: "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false"',
  'authenticated SMTP is switched off for this mailbox': 'authentifiziertes SMTP ist für dieses Postfach ausgeschaltet',
  'run "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false" (or: admin center, Users, Mail, Manage email apps, Authenticated SMTP)':
    'führen Sie "Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false" aus (oder: Admin Center, Benutzer, E-Mail, E-Mail-Apps verwalten, Authentifiziertes SMTP)',
  'an authentication policy refuses sign-in with a password':
    'eine Authentifizierungsrichtlinie lehnt die Anmeldung mit einem Kennwort ab',
  'use OAuth for this connector, or allow SMTP in the mailbox’s authentication policy ("Set-AuthenticationPolicy NAME -AllowBasicAuthSmtp")':
    'verwenden Sie OAuth für diesen Connector, oder erlauben Sie SMTP in der Authentifizierungsrichtlinie des Postfachs ("Set-AuthenticationPolicy NAME -AllowBasicAuthSmtp")',
  'the name or the password is wrong': 'der Name oder das Kennwort ist falsch',
  'the organization’s security defaults forbid sign-in with a password':
    'die Sicherheitsstandards der Organisation verbieten die Anmeldung mit einem Kennwort',
  'use OAuth or a connector relay, or replace security defaults by Conditional Access (Entra admin center, Properties)':
    'verwenden Sie OAuth oder ein Connector-Relay, oder ersetzen Sie die Sicherheitsstandards durch bedingten Zugriff (Entra Admin Center, Eigenschaften)',
  'Conditional Access or multi-factor sign-in refused it':
    'bedingter Zugriff oder die mehrstufige Anmeldung hat es abgelehnt',
  'read the sign-in log in the Entra admin center for the policy, and except this account from it; or use OAuth or a connector relay':
    'lesen Sie im Anmeldeprotokoll des Entra Admin Centers die Richtlinie nach, und nehmen Sie dieses Konto davon aus; oder verwenden Sie OAuth oder ein Connector-Relay',
  'the account is locked after too many wrong passwords': 'das Konto ist nach zu vielen falschen Kennwörtern gesperrt',
  'find who else signs in with it, unlock it, and set its password anew here':
    'finden Sie heraus, wer sich sonst damit anmeldet, entsperren Sie es, und legen Sie sein Kennwort hier neu fest',
  'the organization’s federation server did not confirm the sign-in':
    'der Verbundserver der Organisation hat die Anmeldung nicht bestätigt',
  'use a cloud-only account for this connector, or mend the federation server':
    'verwenden Sie für diesen Connector ein reines Cloudkonto, oder bringen Sie den Verbundserver in Ordnung',
  'the service refused the sign-in by a setting of its own':
    'der Dienst hat die Anmeldung wegen einer eigenen Einstellung abgelehnt',
  'look for this account’s SMTP sign-in in the Entra sign-in log: it names the reason':
    'suchen Sie die SMTP-Anmeldung dieses Kontos im Entra-Anmeldeprotokoll: Es nennt den Grund',
  'the token was not taken': 'das Token wurde nicht angenommen',
  'a new one is fetched by itself; if it stays so, check the application’s permission (Mail.Send) and its secret':
    'ein neues wird von selbst geholt; bleibt es so, prüfen Sie die Berechtigung der Anwendung (Mail.Send) und ihr Geheimnis',
  'the account may not send high-volume mail': 'das Konto darf keine E-Mails in großer Menge senden',
  'check that the HVE account exists, and that the application is allowed to send as it':
    'prüfen Sie, dass es das HVE-Konto gibt und die Anwendung als dieses senden darf',
  'the sign-in was refused without a reason: a wrong password, a bad token or a missing permission':
    'die Anmeldung wurde ohne Grund abgelehnt: ein falsches Kennwort, ein schlechtes Token oder eine fehlende Berechtigung',
  'with a password: set it anew. With OAuth: check SMTP.SendAsApp with admin consent, that the service principal has the Enterprise application’s object id, and its access to the mailbox':
    'mit einem Kennwort: Legen Sie es neu fest. Mit OAuth: Prüfen Sie SMTP.SendAsApp mit Zustimmung des Administrators, dass das Dienstprinzipal die Objekt-ID der Unternehmensanwendung hat, und seinen Zugriff auf das Postfach',
  'sign-in with a password has been retired': 'die Anmeldung mit einem Kennwort gibt es nicht mehr',
  'move this connector to OAuth, or to a connector relay':
    'stellen Sie diesen Connector auf OAuth um, oder auf ein Connector-Relay',
  'the account may not send in this sender’s name': 'das Konto darf nicht im Namen dieses Absenders senden',
  'rewrite From to the account on the connector, or grant it Send As for that mailbox':
    'schreiben Sie From am Connector auf das Konto um, oder geben Sie ihm „Senden als“ für dieses Postfach',
  'more sessions at once than the account is allowed': 'mehr Sitzungen zugleich, als dem Konto erlaubt sind',
  'nothing: fewer are used for a while. Set the connector’s pace to 3 at once if other programs use the account too':
    'nichts: Eine Weile werden weniger verwendet. Stellen Sie das Tempo des Connectors auf 3 zugleich, wenn auch andere Programme das Konto verwenden',
  'the account’s 10,000 recipients of a day are used up': 'die 10.000 Empfänger des Kontos je Tag sind verbraucht',
  'the account’s recipients of a day are used up': 'die Empfänger des Kontos je Tag sind verbraucht',
  'the organization’s mail of a day to outside recipients is used up (trial organizations, new ones and the onmicrosoft.com domain may send little)':
    'die E-Mails der Organisation je Tag an Empfänger außerhalb sind verbraucht (Testorganisationen, neue und die Domäne onmicrosoft.com dürfen wenig senden)',
  'wait until tomorrow; send from a domain of your own, and see the tenant’s outbound limit in the Exchange admin center (Reports, Mail flow)':
    'warten Sie bis morgen; senden Sie aus einer eigenen Domäne, und sehen Sie das ausgehende Limit des Mandanten im Exchange Admin Center an (Berichte, Nachrichtenfluss)',
  'the account is restricted: what it sent was taken for spam':
    'das Konto ist eingeschränkt: Was es sendete, galt als Spam',
  'the mailbox of the account is full, and sends nothing until there is room':
    'das Postfach des Kontos ist voll und sendet nichts, bis Platz ist',
  'the account is switched off': 'das Konto ist ausgeschaltet',
  'switch it on in the Microsoft 365 admin center (Users), and look at its licence; or use another account':
    'schalten Sie es im Microsoft 365 Admin Center ein (Benutzer), und sehen Sie nach seiner Lizenz; oder nehmen Sie ein anderes Konto',
  'the account is slowed down because the same refused mail was sent again and again':
    'das Konto wird gebremst, weil dieselbe abgelehnte E-Mail immer wieder gesendet wurde',
  'the account is restricted for having sent suspicious mail':
    'das Konto ist eingeschränkt, weil es verdächtige E-Mails gesendet hat',
  'release it in the Defender portal (Review, Restricted entities), and change its password first':
    'geben Sie es im Defender-Portal frei (Überprüfung, Eingeschränkte Entitäten), und ändern Sie vorher sein Kennwort',
  'more recipients than one message may have': 'mehr Empfänger, als eine Nachricht haben darf',
  'nothing: the rest goes in further messages': 'nichts: Der Rest geht in weiteren Nachrichten',
  'a connector may match, but neither the certificate’s domain nor the sender’s is an accepted domain there':
    'ein Connector passt vielleicht, aber weder die Domäne des Zertifikats noch die des Absenders ist dort eine akzeptierte Domäne',
  'add the sender’s domain as accepted domain in Microsoft 365, or rewrite the envelope sender on this connector':
    'fügen Sie die Domäne des Absenders in Microsoft 365 als akzeptierte Domäne hinzu, oder schreiben Sie den Umschlagabsender an diesem Connector um',
  'no inbound connector of the organization matched: our address or certificate has changed':
    'kein eingehender Connector der Organisation passte: Unsere Adresse oder unser Zertifikat hat sich geändert',
  'compare our public address or certificate name with the inbound connector in the Exchange admin center (Mail flow, Connectors)':
    'vergleichen Sie unsere öffentliche Adresse oder den Namen im Zertifikat mit dem eingehenden Connector im Exchange Admin Center (Nachrichtenfluss, Connectors)',
  'the smart host is another organization’s, or an outside recipient came without a connector':
    'der Smarthost gehört einer anderen Organisation, oder ein Empfänger außerhalb kam ohne Connector',
  'use the organization’s own MX as smart host, and check its inbound connector':
    'verwenden Sie den eigenen MX der Organisation als Smarthost, und prüfen Sie ihren eingehenden Connector',
  'the organization refuses Direct Send': 'die Organisation lehnt Direct Send ab',
  'make an inbound connector for our address or certificate there, or sign in; or run "Set-OrganizationConfig -RejectDirectSend $false"':
    'legen Sie dort einen eingehenden Connector für unsere Adresse oder unser Zertifikat an, oder melden Sie sich an; oder führen Sie "Set-OrganizationConfig -RejectDirectSend $false" aus',
  'the recipient does not exist there': 'den Empfänger gibt es dort nicht',
  'check the address': 'prüfen Sie die Adresse',
  'our public address is on a block list, as dynamic lines usually are':
    'unsere öffentliche Adresse steht auf einer Sperrliste, wie dynamische Anschlüsse meist',
  'send through a connector with a certificate or by sign-in on port 587, or have a static address taken off the list':
    'senden Sie über einen Connector mit Zertifikat oder mit Anmeldung an Port 587, oder lassen Sie eine statische Adresse von der Liste nehmen',
  'our public address is on the service’s own block list':
    'unsere öffentliche Adresse steht auf der eigenen Sperrliste des Dienstes',
  'ask for its removal at https://sender.office.com, or sign in on port 587 instead':
    'beantragen Sie ihre Entfernung unter https://sender.office.com, oder melden Sie sich stattdessen an Port 587 an',
  'our public address is banned for what came from it':
    'unsere öffentliche Adresse ist wegen dessen gesperrt, was von ihr kam',
  'the account, or the address it sends in the name of, is banned for what was taken for spam':
    'das Konto, oder die Adresse, in deren Namen es sendet, ist wegen dessen gesperrt, was als Spam galt',
  'more mail came from our address, or its neighbours, than is allowed':
    'von unserer Adresse oder ihren Nachbarn kamen mehr E-Mails als erlaubt',
  'send less at once, by an inbound connector or a sign-in on port 587; it passes otherwise':
    'senden Sie weniger auf einmal, über einen eingehenden Connector oder mit Anmeldung an Port 587; sonst geht es vorbei',
  'the recipient’s organization does not take it': 'die Organisation des Empfängers nimmt sie nicht an',
  'ask that organization to allow the sender': 'bitten Sie diese Organisation, den Absender zuzulassen',
  'the recipient’s organization takes no mail over IPv6':
    'die Organisation des Empfängers nimmt keine E-Mails über IPv6 an',
  'send by IPv4 only': 'senden Sie nur über IPv4',
  'the organization does not let its mailboxes forward mail to the outside':
    'die Organisation lässt ihre Postfächer nicht nach außen weiterleiten',
  'allow it for that mailbox in the outbound spam policy (Defender portal), or end the forwarding':
    'erlauben Sie es für dieses Postfach in der Richtlinie für ausgehenden Spam (Defender-Portal), oder beenden Sie die Weiterleitung',
  'the recipient’s organization blocks our address': 'die Organisation des Empfängers sperrt unsere Adresse',
  'ask that organization to take the address off its block list':
    'bitten Sie diese Organisation, die Adresse von ihrer Sperrliste zu nehmen',
  'the service slows down an address that it does not know yet':
    'der Dienst bremst eine Adresse, die er noch nicht kennt',
  'nothing: it passes. An inbound connector for our address ends it':
    'nichts: Es geht vorbei. Ein eingehender Connector für unsere Adresse beendet es',
  'the service has no time for the message now, or slows our address down for its traffic or reputation':
    'der Dienst hat jetzt keine Zeit für die Nachricht, oder bremst unsere Adresse wegen ihrer Menge oder ihres Rufs',
  'the organization sent more suspicious mail than is tolerated':
    'die Organisation hat mehr verdächtige E-Mails gesendet, als geduldet werden',
  'look into the Defender portal for the account that did it, then ask the support to lift the block':
    'sehen Sie im Defender-Portal nach, welches Konto es war, und bitten Sie dann den Support, die Sperre aufzuheben',
  'mail from our address is not accepted, as with new or trial organizations':
    'E-Mails von unserer Adresse werden nicht angenommen, wie bei neuen oder Testorganisationen',
  'sign in, or ask the support of Microsoft 365': 'melden Sie sich an, oder fragen Sie den Support von Microsoft 365',
  'the inbound connector is blocked for suspicious mail':
    'der eingehende Connector ist wegen verdächtiger E-Mails gesperrt',
  'unblock it in the Defender portal (Review, Restricted entities)':
    'entsperren Sie ihn im Defender-Portal (Überprüfung, Eingeschränkte Entitäten)',
  'too much mail came in the name of domains the organization does not own':
    'zu viele E-Mails kamen im Namen von Domänen, die der Organisation nicht gehören',
  'add the sender domains as accepted domains, or rewrite the sender on this connector; then ask the support to lift the block':
    'fügen Sie die Absenderdomänen als akzeptierte Domänen hinzu, oder schreiben Sie den Absender an diesem Connector um; bitten Sie dann den Support, die Sperre aufzuheben',
  'mail of the whole organization, of its connector or from its addresses is blocked (5.7.700 to 5.7.799)':
    'E-Mails der ganzen Organisation, ihres Connectors oder von ihren Adressen sind gesperrt (5.7.700 bis 5.7.799)',
  'look into the Defender portal for what was sent (Review, Restricted entities), then ask the support of Microsoft 365 with the whole reply':
    'sehen Sie im Defender-Portal nach, was gesendet wurde (Überprüfung, Eingeschränkte Entitäten), und fragen Sie dann den Support von Microsoft 365 mit der ganzen Antwort',
  'the name we say in EHLO is not liked': 'der Name, den wir in EHLO sagen, gefällt nicht',
  'set DOORPOST_HOSTNAME to a full name that leads to this server':
    'setzen Sie DOORPOST_HOSTNAME auf einen vollen Namen, der zu diesem Server führt',
  'the message has no proper From': 'die Nachricht hat kein richtiges From',
  'set the sender address on the device, or rewrite From on the connector':
    'stellen Sie die Absenderadresse am Gerät ein, oder schreiben Sie From am Connector um',
  'the message names several authors and no Sender': 'die Nachricht nennt mehrere Verfasser und keinen Sender',
  'set one sender address on the device, or rewrite From on the connector':
    'stellen Sie am Gerät eine Absenderadresse ein, oder schreiben Sie From am Connector um',
  'the From domain’s DMARC policy forbids mail that came this way':
    'die DMARC-Richtlinie der From-Domäne verbietet E-Mails, die auf diesem Weg kamen',
  'add our address to the domain’s SPF record, or send through a service that signs for it':
    'fügen Sie unsere Adresse dem SPF-Eintrag der Domäne hinzu, oder senden Sie über einen Dienst, der für sie signiert',
  'the sender domain’s SPF record does not name our address':
    'der SPF-Eintrag der Absenderdomäne nennt unsere Adresse nicht',
  'add our public address to that SPF record (one record, ip4:ADDRESS)':
    'fügen Sie unsere öffentliche Adresse diesem SPF-Eintrag hinzu (ein Eintrag, ip4:ADDRESS)',
  'our IPv6 address has no reverse name': 'unsere IPv6-Adresse hat keinen Namen in der Rückwärtssuche',
  'give it a PTR record, or send by IPv4 only': 'geben Sie ihr einen PTR-Eintrag, oder senden Sie nur über IPv4',
  'mail over IPv6 must pass SPF or DKIM': 'E-Mails über IPv6 müssen SPF oder DKIM bestehen',
  'add our IPv6 address to the SPF record (ip6:ADDRESS), or send by IPv4 only':
    'fügen Sie unsere IPv6-Adresse dem SPF-Eintrag hinzu (ip6:ADDRESS), oder senden Sie nur über IPv4',
  'the message has bare line feeds': 'die Nachricht hat einzelne LF-Zeichen',
  'give the device a profile that normalizes line ends': 'geben Sie dem Gerät ein Profil, das Zeilenenden berichtigt',
  'the recipient takes mail only from certain or signed-in senders':
    'der Empfänger nimmt E-Mails nur von bestimmten oder angemeldeten Absendern an',
  'allow the sender in that group or mailbox (Delivery management)':
    'lassen Sie den Absender in dieser Gruppe oder diesem Postfach zu (Zustellungsverwaltung)',
  'the message waited too long over there': 'die Nachricht wartete dort zu lange',
  'check the way from the service to the recipient’s server': 'prüfen Sie den Weg vom Dienst zum Server des Empfängers',
  'the message went in a circle': 'die Nachricht ging im Kreis',
  'check that the recipient’s domain does not lead back here: accepted domain type and connectors on both sides':
    'prüfen Sie, dass die Domäne des Empfängers nicht hierher zurückführt: Typ der akzeptierten Domäne und Connectors auf beiden Seiten',
};
