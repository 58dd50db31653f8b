/** Problem lines, in German. */
import type { Sentences } from '../sentences.ts';

export const problemLines: Sentences = {
  'The address is no UTF-8.': 'Die Adresse ist kein UTF-8.',
  'The request is no UTF-8.': 'Die Anfrage ist kein UTF-8.',
  'The file is no UTF-8.': 'Die Datei ist kein UTF-8.',
  'The request is too large.': 'Die Anfrage ist zu groß.',
  'The file is too large.': 'Die Datei ist zu groß.',
  'The file is too large to be read as it is laid out.': 'Die Datei ist zu groß, um so angeordnet gelesen zu werden.',
  'The file is too large to be read.': 'Die Datei ist zu groß, um gelesen zu werden.',
  'No mail comes in here.': 'Hier kommen keine E-Mails herein.',
  'No mail goes out here.': 'Hier gehen keine E-Mails hinaus.',
  'There is nothing to check here.': 'Hier gibt es nichts zu prüfen.',
  'Nothing listens for browsers here.': 'Hier lauscht nichts auf Browser.',
  'No token was given.': 'Es wurde kein Token angegeben.',
  'The token is not known.': 'Das Token ist nicht bekannt.',
  'The token has expired.': 'Das Token ist abgelaufen.',
  'You are not signed in any more.': 'Sie sind nicht mehr angemeldet.',
  'The link is not known, was used, or is older than 15 minutes.':
    'Der Link ist nicht bekannt, wurde verwendet oder ist älter als 15 Minuten.',
  'The invitation is not known, was used or is too old; or the code is not right.':
    'Die Einladung ist nicht bekannt, wurde verwendet oder ist zu alt; oder der Code ist nicht richtig.',
  'Name or password is not right.': 'Name oder Kennwort ist nicht richtig.',
  'The code is not right, or was used before.': 'Der Code ist nicht richtig, oder wurde schon verwendet.',
  'The passkey is not known here, or was not used as it should be.':
    'Der Passkey ist hier nicht bekannt, oder wurde nicht so verwendet, wie er soll.',
  'What the browser brought back from the provider is not what was begun here.':
    'Was der Browser vom Anbieter zurückgebracht hat, ist nicht, was hier begonnen wurde.',
  'There is no organization yet.': 'Es gibt noch keine Organisation.',
  'There is no such token.': 'Es gibt kein solches Token.',
  'You have no such session.': 'Sie haben keine solche Sitzung.',
  'You have no such passkey.': 'Sie haben keinen solchen Passkey.',
  'There is no such message here.': 'Hier gibt es keine solche Nachricht.',
  'There is no message of that queue id.': 'Es gibt keine Nachricht mit dieser Warteschlangen-ID.',
  'There is no message of that queue id in the trace.':
    'In der Nachrichtenablaufverfolgung gibt es keine Nachricht mit dieser Warteschlangen-ID.',
  'There is no session of that reference in the trace.':
    'In der Nachrichtenablaufverfolgung gibt es keine Sitzung mit dieser Referenz.',
  'There is no such code.': 'Es gibt keinen solchen Code.',
  'the role is above your own': 'die Rolle steht über Ihrer eigenen',
  'an organization is not among yours': 'eine Organisation gehört nicht zu Ihren',
  'you may not read what people wrote': 'Sie dürfen nicht lesen, was Menschen geschrieben haben',
  'it would be valid for longer than you are': 'es würde länger gelten als Sie',
  'a path of a file or socket of the server': 'ein Pfad einer Datei oder eines Sockets des Servers',
  'the place where mail is kept': 'der Ort, an dem E-Mails aufbewahrt werden',
  'a host that is not public': 'ein Host, der nicht öffentlich ist',
  'which networks belong to whom': 'welche Netze wem gehören',
  'a limit': 'ein Limit',
  'how many seats there are': 'wie viele Lizenzen es gibt',
  'what an organization is called': 'wie eine Organisation heißt',
  'to send in the name of a domain that is not yours': 'im Namen einer Domäne zu senden, die nicht Ihre ist',
  'an address outside the device networks of the organization':
    'eine Adresse außerhalb der Gerätenetze der Organisation',
  'a certificate that is pinned, or is not of a verified domain of the organization':
    'ein Zertifikat, das fest eingetragen oder nicht von einer bestätigten Domäne der Organisation ist',
  'an address in a domain that the organization has not verified':
    'eine Adresse in einer Domäne, die die Organisation nicht bestätigt hat',
  'an owner outside the verified domains of the organization':
    'ein Besitzer außerhalb der bestätigten Domänen der Organisation',
  'a user name that is another organization’s, or in its domain':
    'ein Benutzername, der einer anderen Organisation gehört oder in ihrer Domäne liegt',
  'Some fields are not right.': 'Einige Felder sind nicht richtig.',
  '{{0}} takes no name.': '{{0}} nimmt keinen Namen.',
  'there is no listener {{0}}; there are: {{1}}': 'es gibt keinen Listener {{0}}; es gibt: {{1}}',
  'The folder must be an absolute path.': 'Der Ordner muss ein absoluter Pfad sein.',
  'Redirect needs a goal.': 'Umleiten braucht ein Ziel.',
  'The role {{0}} is for listed organizations, and none is listed.':
    'Die Rolle {{0}} gilt für aufgeführte Organisationen, und keine ist aufgeführt.',
  'A Global administrator has all organizations: none is listed.':
    'Ein globaler Administrator hat alle Organisationen: Keine wird aufgeführt.',
  '{{0}} is not in the future.': '{{0}} liegt nicht in der Zukunft.',
  'Some parameters are not right.': 'Einige Parameter sind nicht richtig.',
  '{{0}} is no time.': '{{0}} ist keine Zeit.',
  'after is no place in a list.': 'after ist keine Stelle in einer Liste.',
  'If-Match is no list of tags.': 'If-Match ist keine Liste von Tags.',
  '{{0}} is no address or network.': '{{0}} ist keine Adresse und kein Netz.',
  'That is no status of the trace.': 'Das ist kein Status der Nachrichtenablaufverfolgung.',
  'That is more than {{0}} labels at once.': 'Das sind mehr als {{0}} Bezeichnungen auf einmal.',
  'That is more than {{0}} hours or days.': 'Das sind mehr als {{0}} Stunden oder Tage.',
  'A sign-in needs user name and password.': 'Eine Anmeldung braucht Benutzername und Kennwort.',
  'A sign-in with a token needs {{0}}.': 'Eine Anmeldung mit einem Token braucht {{0}}.',
  'The sign-in needs a client secret or a certificate.':
    'Die Anmeldung braucht einen geheimen Clientschlüssel oder ein Zertifikat.',
  'A sign-in of the kind {{0}} takes no {{1}}.': 'Eine Anmeldung der Art {{0}} nimmt nicht an: {{1}}.',
  'The request could not be read.': 'Die Anfrage konnte nicht gelesen werden.',
  'There are several organizations and none is the default.':
    'Es gibt mehrere Organisationen, und keine ist der Standard.',
  'The list has more than {{0}} entries, and does not come whole.':
    'Die Liste hat mehr als {{0}} Einträge und kommt nicht als Ganzes.',
  'No filter was given, so this would touch everything there is.':
    'Es wurde kein Filter angegeben, das würde also alles betreffen, was es gibt.',
  'The proxy in front was not asked by https, so others may read along.':
    'Der Proxy davor wurde nicht über https gefragt, andere könnten also mitlesen.',
  'This came by a proxy that is not known here, so nobody can tell whether others read along.':
    'Das kam über einen Proxy, der hier nicht bekannt ist; niemand kann also sagen, ob andere mitlesen.',
  'Too many sign-ins failed; the next one is looked at in {{0}} s.':
    'Zu viele Anmeldungen sind fehlgeschlagen; die nächste wird in {{0}} s angesehen.',
  'A passkey is needed, too.': 'Auch ein Passkey wird gebraucht.',
  'The code of the authenticator app is needed, too.': 'Auch der Code der Authenticator-App wird gebraucht.',
  'From here a password alone is not enough, and no app is set up.':
    'Von hier genügt ein Kennwort allein nicht, und es ist keine App eingerichtet.',
  'This needs a sign-in of the last ten minutes.': 'Das braucht eine Anmeldung der letzten zehn Minuten.',
  'No identity provider is set up.': 'Es ist kein Identitätsanbieter eingerichtet.',
  'This sign-in was begun in another browser, more than ten minutes ago, or is over.':
    'Diese Anmeldung wurde in einem anderen Browser begonnen, vor mehr als zehn Minuten, oder ist vorbei.',
  'The provider knows this server as {{0}}.': 'Der Anbieter kennt diesen Server als {{0}}.',
  'The provider said no: {{0}}.': 'Der Anbieter hat abgelehnt: {{0}}.',
  'The provider told no role of yours in the claim {{0}}.':
    'Der Anbieter nannte im Anspruch {{0}} keine Rolle von Ihnen.',
  'None of your roles at the provider is mapped here: {{0}}.':
    'Keine Ihrer Rollen beim Anbieter ist hier zugeordnet: {{0}}.',
  'The claim {{0}} is larger than what is read here.': 'Der Anspruch {{0}} ist größer, als hier gelesen wird.',
  'Somebody else signed in at the provider.': 'Beim Anbieter hat sich jemand anderes angemeldet.',
  'The provider did not say when you signed in.': 'Der Anbieter hat nicht gesagt, wann Sie sich angemeldet haben.',
  'The provider did not ask who you are.': 'Der Anbieter hat nicht gefragt, wer Sie sind.',
  'Passkeys belong to a name, and this is an address of numbers.':
    'Passkeys gehören zu einem Namen, und das ist eine Adresse aus Zahlen.',
  'Passkeys belong to {{0}}.': 'Passkeys gehören zu {{0}}.',
  '{{0}} is the last Global administrator who signs in with a password.':
    '{{0}} ist der letzte globale Administrator, der sich mit einem Kennwort anmeldet.',
  'The request came from a page of another address.': 'Die Anfrage kam von einer Seite einer anderen Adresse.',
  'You did not sign in with a browser.': 'Sie haben sich nicht mit einem Browser angemeldet.',
  'This needs the role {{0}}; you are {{1}}.': 'Das braucht die Rolle {{0}}; Sie sind {{1}}.',
  'This shows what people wrote, and you do not have the right to read it.':
    'Das zeigt, was Menschen geschrieben haben, und Sie haben nicht das Recht, es zu lesen.',
  'Nobody grants more than they have: {{0}}.': 'Niemand gewährt mehr, als er hat: {{0}}.',
  'Only a Global administrator may do that: the system settings belong to no organization of yours.':
    'Das darf nur ein globaler Administrator: Die Systemeinstellungen gehören zu keiner Ihrer Organisationen.',
  'Only a Global administrator may do that: the {{0}} "{{1}}" belongs to no organization of yours.':
    'Das darf nur ein globaler Administrator: {{0}} „{{1}}“ gehört zu keiner Ihrer Organisationen.',
  '{{0}} of {{1}} "{{2}}": {{3}}, which is for Global administrators.':
    '{{0}} von {{1}} „{{2}}“: {{3}}, was globalen Administratoren vorbehalten ist.',
  'This is for the local administrator only.': 'Das ist nur dem lokalen Administrator erlaubt.',
  'Trusting a domain without proof is for the local administrator only.':
    'Einer Domäne ohne Nachweis zu vertrauen, ist nur dem lokalen Administrator erlaubt.',
  'There is no {{0}} "{{1}}".': 'Nicht vorhanden: {{0}} „{{1}}“.',
  'Nothing of the name "{{0}}" waits, or was seen.': 'Nichts mit dem Namen „{{0}}“ wartet oder wurde gesehen.',
  'There is no limit "{{0}}".': 'Es gibt kein Limit „{{0}}“.',
  'No alarm {{0}} is raised.': 'Kein Alarm {{0}} ist ausgelöst.',
  'No seat is assigned to {{0}}.': '{{0}} ist keine Lizenz zugewiesen.',
  'There is no administrator "{{0}}".': 'Es gibt keinen Administrator „{{0}}“.',
  'The role "{{0}}" is not mapped.': 'Die Rolle „{{0}}“ ist nicht zugeordnet.',
  'There is nothing at {{0}} {{1}}.': 'Bei {{0}} {{1}} gibt es nichts.',
  'There are {{0}} of the name "{{1}}".': 'Es gibt {{0}} mit dem Namen „{{1}}“.',
  '{{0}} waiting devices call themselves "{{1}}".': '{{0}} wartende Geräte nennen sich „{{1}}“.',
  'There is a {{0}} "{{1}}" already.': 'Schon vorhanden: {{0}} „{{1}}“.',
  'There are {{0}} {{1}} already.': 'Es gibt schon {{0}} {{1}}.',
  'All {{0}} mailbox seats are assigned.': 'Alle {{0}} Postfachlizenzen sind zugewiesen.',
  'All {{0}} protection seats are assigned.': 'Alle {{0}} Schutzlizenzen sind zugewiesen.',
  'The change conflicts with what is stored: {{0}}':
    'Die Änderung verträgt sich nicht mit dem, was gespeichert ist: {{0}}',
  'Somebody changed the directory meanwhile.': 'Jemand hat das Verzeichnis inzwischen geändert.',
  'Somebody changed it after you had looked at it, so nothing was changed.':
    'Jemand hat es geändert, nachdem Sie es angesehen hatten; daher wurde nichts geändert.',
  '{{0}} is a built-in profile, and stays as it is.': '{{0}} ist ein integriertes Profil und bleibt, wie es ist.',
  'The credential "{{0}}" of {{1}} is kept {{2}}, and a file cannot change that.':
    'Die Anmeldung „{{0}}“ von {{1}} wird {{2}} aufbewahrt, und eine Datei kann das nicht ändern.',
  'sealed (CRAM-MD5)': 'versiegelt (CRAM-MD5)',
  hashed: 'als Hash',
  '{{0}} does not sign in for a person.': '{{0}} meldet sich nicht für eine Person an.',
  'You signed in by a link of the server: there is no password.':
    'Sie haben sich mit einem Link des Servers angemeldet: Es gibt kein Kennwort.',
  'It is the last passkey that signs you in, and you have no password.':
    'Es ist der letzte Passkey, der Sie anmeldet, und Sie haben kein Kennwort.',
  'It is your last second factor, and one is needed here.':
    'Es ist Ihr letzter zweiter Faktor, und hier wird einer gebraucht.',
  'You signed in by the identity provider: it has your password.':
    'Sie haben sich über den Identitätsanbieter angemeldet: Er hat Ihr Kennwort.',
  'You did not sign in by the identity provider.': 'Sie haben sich nicht über den Identitätsanbieter angemeldet.',
  '{{0}} has no endpoint that gives codes.': '{{0}} hat keinen Endpunkt, der Codes ausgibt.',
  'The device "{{0}}" has no single address; nothing was changed.':
    'Das Gerät „{{0}}“ hat keine einzelne Adresse; nichts wurde geändert.',
  'The connector "{{0}}" is of type {{1}}, which does not relay.':
    'Der Connector „{{0}}“ ist vom Typ {{1}}, der nicht weitergibt.',
  'The mailbox {{0}} only signs in here; its mail is kept elsewhere.':
    'Das Postfach {{0}} meldet sich hier nur an; seine E-Mails werden anderswo aufbewahrt.',
  'The mailbox {{0}} is delivered by LMTP to {{1}}; its mail is not kept here.':
    'Dem Postfach {{0}} wird über LMTP an {{1}} zugestellt; seine E-Mails werden hier nicht aufbewahrt.',
  '{{0}} and more wait for {{1}}': '{{0}} und mehr warten auf {{1}}',
  '1 recipient waits for {{0}}': '1 Empfänger wartet auf {{0}}',
  '{{0}} wait for {{1}}': '{{0}} warten auf {{1}}',
  'with this change their mail would leave by the MX of each domain, or bounce.':
    'mit dieser Änderung würden ihre E-Mails nach dem MX jeder Domäne hinausgehen oder zurückgehen.',
  '{{0}}, which is in trouble: {{1}} The trouble: {{2}}': '{{0}}, und dort ist etwas gestört: {{1}} Die Störung: {{2}}',
  'Only JSON is understood.': 'Nur JSON wird verstanden.',
  'This server does not answer to that host name.': 'Dieser Server antwortet nicht auf diesen Hostnamen.',
  'There is no device profile "{{0}}".': 'Es gibt kein Geräteprofil „{{0}}“.',
  'There is no organization "{{0}}" to be the default.':
    'Es gibt keine Organisation „{{0}}“, die der Standard sein könnte.',
  'No outbound connector leads to {{0}} port {{1}}.': 'Kein ausgehender Connector führt zu {{0}} Port {{1}}.',
  'The connector "{{0}}" refers to the secret "{{1}}".': 'Der Connector „{{0}}“ verweist auf das Geheimnis „{{1}}“.',
  '{{0}} is in no domain of the organization.': '{{0}} ist in keiner Domäne der Organisation.',
  '{{0}} cannot be set for one {{1}}.': '{{0}} lässt sich nicht für {{1}} allein setzen.',
  'It cannot be imported: {{0}}.': 'Das lässt sich nicht importieren: {{0}}.',
  'The file has 1 problem.': 'Die Datei hat 1 Problem.',
  'The file has {{0}} problems.': 'Die Datei hat {{0}} Probleme.',
  'The old certificate stays in force: {{0}}': 'Das alte Zertifikat bleibt in Kraft: {{0}}',
  'You watch in {{0}} places already.': 'Sie sehen schon an {{0}} Stellen zu.',
  '{{0}} of your organization watch already.': '{{0}} aus Ihrer Organisation sehen schon zu.',
  '{{0}} watch already.': '{{0}} sehen schon zu.',
  'The check broke off; why is in the log.': 'Die Prüfung brach ab; warum, steht im Protokoll.',
  'An error happened inside; it is in the log.': 'Innen ist ein Fehler aufgetreten; er steht im Protokoll.',
  'The store cannot write now; nothing was changed.': 'Der Speicher kann jetzt nicht schreiben; nichts wurde geändert.',
  'It took too long.': 'Es dauerte zu lange.',
  'Too many look into mailboxes at once.': 'Zu viele sehen gleichzeitig in Postfächer.',
  'It is being checked already, or too many domains are.': 'Sie wird schon geprüft, oder zu viele Domänen werden es.',
  'To show it would take too much time or memory.': 'Es anzuzeigen, würde zu viel Zeit oder Arbeitsspeicher kosten.',
  'The backup failed: {{0}}': 'Die Sicherung ist fehlgeschlagen: {{0}}',
  'the socket {{0}}': 'den Socket {{0}}',
};
