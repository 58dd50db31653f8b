/** Refusals of other services, in German. */
import type { Sentences } from '../sentences.ts';

export const services: Sentences = {
  'the name, the password or the token is not accepted': 'Name, Kennwort oder Token wird nicht angenommen',
  'use an app password (an account’s own password does not work) or OAuth, and set it anew':
    'verwenden Sie ein App-Kennwort (das eigene Kennwort eines Kontos funktioniert nicht) oder OAuth, und legen Sie es neu fest',
  'the account has two-step verification: its own password does not work here':
    'das Konto hat die Bestätigung in zwei Schritten: Sein eigenes Kennwort funktioniert hier nicht',
  'make an app password in the Google account’s security settings, and set it on the connector':
    'erstellen Sie in den Sicherheitseinstellungen des Google-Kontos ein App-Kennwort, und legen Sie es am Connector fest',
  'Google wants a person to confirm the sign-in': 'Google verlangt, dass eine Person die Anmeldung bestätigt',
  'sign in with a browser once, or use OAuth': 'melden Sie sich einmal mit einem Browser an, oder verwenden Sie OAuth',
  'the service takes mail only under TLS': 'der Dienst nimmt E-Mails nur unter TLS an',
  'set the connector’s TLS to required': 'stellen Sie TLS am Connector auf required',
  'no sign-in was sent': 'es wurde keine Anmeldung gesendet',
  'give the connector a sign-in, or register our address for the SMTP relay service in the Google admin console':
    'geben Sie dem Connector eine Anmeldung, oder tragen Sie unsere Adresse für den SMTP-Relay-Dienst in der Google Admin-Konsole ein',
  'the organization’s mail of a day through the SMTP relay service is used up':
    'die E-Mails der Organisation je Tag über den SMTP-Relay-Dienst sind verbraucht',
  'wait until tomorrow, or ask Google for a higher limit':
    'warten Sie bis morgen, oder bitten Sie Google um ein höheres Limit',
  'our address is not registered for the SMTP relay service':
    'unsere Adresse ist für den SMTP-Relay-Dienst nicht eingetragen',
  'add our public address in the Google admin console (Apps, Gmail, Routing, SMTP relay service)':
    'fügen Sie unsere öffentliche Adresse in der Google Admin-Konsole hinzu (Apps, Gmail, Routing, SMTP-Relay-Dienst)',
  'the account’s mail of a day is used up': 'die E-Mails des Kontos je Tag sind verbraucht',
  'wait until tomorrow, or use the SMTP relay service, which allows more':
    'warten Sie bis morgen, oder verwenden Sie den SMTP-Relay-Dienst, der mehr erlaubt',
  'the sender’s domain has neither SPF for our address nor DKIM':
    'die Domäne des Absenders hat weder SPF für unsere Adresse noch DKIM',
  'add our public address to the domain’s SPF record, or sign in at Google with an account of the domain':
    'fügen Sie unsere öffentliche Adresse dem SPF-Eintrag der Domäne hinzu, oder melden Sie sich bei Google mit einem Konto der Domäne an',
  'Google slows this account or address down': 'Google bremst dieses Konto oder diese Adresse',
  'nothing: it passes. If it comes often, set a lower pace on the connector':
    'nichts: Es geht vorbei. Kommt es oft, stellen Sie am Connector ein geringeres Tempo ein',
  'the name, the secret or the application’s role is not right':
    'der Name, das Geheimnis oder die Rolle der Anwendung stimmt nicht',
  'the name is RESOURCE.APP-ID.TENANT-ID or an SMTP username; its application needs the role to send on the resource; the secret may have expired':
    'der Name ist RESOURCE.APP-ID.TENANT-ID oder ein SMTP-Benutzername; seine Anwendung braucht die Rolle, über die Ressource zu senden; das Geheimnis kann abgelaufen sein',
  'more mail than the resource’s quota': 'mehr E-Mails als das Kontingent der Ressource',
  'lower the connector’s pace, or ask for a higher quota':
    'senken Sie das Tempo des Connectors, oder beantragen Sie ein höheres Kontingent',
  'SES knows neither this address nor its domain as verified in that region; while the account is in the sandbox that goes for recipients too':
    'SES kennt weder diese Adresse noch ihre Domäne in dieser Region als bestätigt; solange das Konto in der Sandbox ist, gilt das auch für Empfänger',
  'the name or the password is not that of SMTP credentials of this region: access keys of AWS do not work here':
    'Name oder Kennwort ist nicht das von SMTP-Anmeldedaten dieser Region: Zugriffsschlüssel von AWS funktionieren hier nicht',
  'the IAM user of the SMTP credentials may not send as this identity':
    'der IAM-Benutzer der SMTP-Anmeldedaten darf nicht als diese Identität senden',
  'allow ses:SendRawEmail for it in the policy of that IAM user':
    'erlauben Sie ihm ses:SendRawEmail in der Richtlinie dieses IAM-Benutzers',
  'Amazon has paused the sending of the account, mostly for bounces or complaints':
    'Amazon hat das Senden des Kontos angehalten, meist wegen Unzustellbarkeiten oder Beschwerden',
  'see the SES console (Reputation metrics) and the mail that AWS wrote, and ask AWS to review it':
    'sehen Sie in der SES-Konsole nach (Reputationsmetriken) und in der E-Mail von AWS, und bitten Sie AWS um eine Prüfung',
  'what the account may send in 24 hours is used up': 'was das Konto in 24 Stunden senden darf, ist verbraucht',
  'ask AWS for a higher sending quota (Service Quotas), and set it as the connector’s pace, so that it is not met again':
    'bitten Sie AWS um ein höheres Sendekontingent (Service Quotas), und stellen Sie es als Tempo des Connectors ein, damit es nicht wieder erreicht wird',
  'more messages a second than the account may send': 'mehr Nachrichten je Sekunde, als das Konto senden darf',
  'nothing: it passes. If it comes often, set the account’s rate as the connector’s pace, or ask AWS for a higher one':
    'nichts: Es geht vorbei. Kommt es oft, stellen Sie die Rate des Kontos als Tempo des Connectors ein, oder bitten Sie AWS um eine höhere',
  'more sessions at once than SES takes from one account': 'mehr Sitzungen zugleich, als SES von einem Konto nimmt',
  'nothing: fewer are used for a while. Set a pace if other programs use the account too':
    'nichts: Eine Weile werden weniger verwendet. Stellen Sie ein Tempo ein, wenn auch andere Programme das Konto verwenden',
  'SendGrid knows neither this address nor its domain as a sender identity of the account':
    'SendGrid kennt weder diese Adresse noch ihre Domäne als Absenderidentität des Kontos',
  'what the plan of the account allows is used up': 'was der Plan des Kontos erlaubt, ist verbraucht',
  'wait until it begins anew, or take a larger plan (Settings, Account Details)':
    'warten Sie, bis es neu beginnt, oder nehmen Sie einen größeren Plan (Settings, Account Details)',
  'more than SendGrid takes of the account in an hour': 'mehr, als SendGrid in einer Stunde vom Konto nimmt',
  'the API key may not send mail, or the account is under review or suspended':
    'der API-Schlüssel darf keine E-Mails senden, oder das Konto wird geprüft oder ist gesperrt',
  'give the key the permission Mail Send (Settings, API Keys), and look for a notice on the account':
    'geben Sie dem Schlüssel die Berechtigung Mail Send (Settings, API Keys), und sehen Sie nach einem Hinweis am Konto',
  'the API key is wrong, was deleted, or may not be used from our address':
    'der API-Schlüssel ist falsch, wurde gelöscht, oder darf von unserer Adresse nicht verwendet werden',
  'give the connector a sign-in: the name apikey, and an API key as its password':
    'geben Sie dem Connector eine Anmeldung: den Namen apikey, und einen API-Schlüssel als Kennwort',
  'the account takes SMTP only from addresses it knows, and ours is not among them':
    'das Konto nimmt SMTP nur von Adressen, die es kennt, und unsere ist nicht darunter',
  'add our public address at Brevo (Settings, Security, Authorized IPs), by IPv6 too where this machine has it; or switch that check off for SMTP keys':
    'fügen Sie unsere öffentliche Adresse bei Brevo hinzu (Settings, Security, Authorized IPs), auch die von IPv6, wenn dieser Computer es hat; oder schalten Sie diese Prüfung für SMTP-Schlüssel aus',
  'a new account may not send before Brevo has activated its SMTP':
    'ein neues Konto darf nicht senden, bevor Brevo sein SMTP freigeschaltet hat',
  'ask the support of Brevo to activate transactional mail for the account':
    'bitten Sie den Support von Brevo, transaktionale E-Mails für das Konto freizuschalten',
  'the login or the SMTP key is wrong: an API key and the account’s own password do not work here':
    'Anmeldename oder SMTP-Schlüssel ist falsch: Ein API-Schlüssel und das eigene Kennwort des Kontos funktionieren hier nicht',
  'the host takes this only under TLS, and the connector used none':
    'der Host nimmt dies nur unter TLS an, und der Connector verwendete keines',
  'the host takes mail only under TLS, and the connector used none':
    'der Host nimmt E-Mails nur unter TLS an, und der Connector verwendete keines',
  'have it switched on there, or use another account':
    'lassen Sie es dort einschalten, oder nehmen Sie ein anderes Konto',
  'the account has to set a new password, or to sign in once in another way':
    'das Konto muss ein neues Kennwort festlegen, oder sich einmal auf andere Weise anmelden',
  'the name or the password is wrong, or the account may not sign in':
    'der Name oder das Kennwort ist falsch, oder das Konto darf sich nicht anmelden',
  'the host takes mail only from those who sign in, or only under TLS':
    'der Host nimmt E-Mails nur von denen, die sich anmelden, oder nur unter TLS',
  'give the connector a sign-in, and set its TLS to required':
    'geben Sie dem Connector eine Anmeldung, und stellen Sie sein TLS auf required',
  'the host takes this mail only from those who sign in':
    'der Host nimmt diese E-Mail nur von denen, die sich anmelden',
  'what the account may send in a while is used up': 'was das Konto in einer Weile senden darf, ist verbraucht',
  'more mail than the host takes from one account or address':
    'mehr E-Mails, als der Host von einem Konto oder einer Adresse nimmt',
  'the account is restricted there': 'das Konto ist dort eingeschränkt',
  'sign in on port 587, or have a static address taken off the list':
    'melden Sie sich an Port 587 an, oder lassen Sie eine statische Adresse von der Liste nehmen',
  'the host does not take mail from our address, or by our name':
    'der Host nimmt keine E-Mails von unserer Adresse, oder unter unserem Namen',
  'have our public address allowed there, give it a name in DNS that leads back to it (PTR), and set DOORPOST_HOSTNAME to that name; or sign in on port 587':
    'lassen Sie unsere öffentliche Adresse dort zu, geben Sie ihr im DNS einen Namen, der zu ihr zurückführt (PTR), und setzen Sie DOORPOST_HOSTNAME auf diesen Namen; oder melden Sie sich an Port 587 an',
  'the host does not pass on mail of ours: it knows neither our address nor a sign-in of ours, or not for this recipient’s domain':
    'der Host gibt keine E-Mails von uns weiter: Er kennt weder unsere Adresse noch eine Anmeldung von uns, oder nicht für die Domäne dieses Empfängers',
};
