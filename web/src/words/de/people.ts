import type { Translated } from '../namespaces.ts';

const words: Translated<'people'> = {
  signIn: {
    title: 'Bei Doorpost anmelden',
    name: 'Name',
    password: 'Kennwort',
    code: 'Code Ihrer Authenticator-App oder ein Wiederherstellungscode',
    submit: 'Anmelden',
    help: 'Noch kein Name, oder ausgesperrt? Führen Sie auf dem Server `doorpost admin link` aus: Das gibt einen Link aus, mit dem Sie sich einmal anmelden.',
    linkFailed:
      'Mit diesem Link kann man sich nicht mehr anmelden: Er gilt einmal, für 15 Minuten. Führen Sie auf dem Server `doorpost admin link` aus, um einen neuen zu erhalten.',
    wrong: 'Name, Kennwort oder Code ist falsch.',
    wrongCode:
      'Dieser Code ist falsch, oder die Einladung ist inzwischen abgelaufen. Warten Sie auf den nächsten Code der App und versuchen Sie es damit.',
    wrongLink: 'Dieser Link ist nicht richtig: Er gilt einmal, für 15 Minuten, und für dieselbe Person.',
    ended: 'Ihre Anmeldung ist abgelaufen. Melden Sie sich wieder an, um weiterzumachen, wo Sie waren.',
    slowed_one: 'Zu viele Versuche. Versuchen Sie es in {{count}} Sekunde wieder.',
    slowed_other: 'Zu viele Versuche. Versuchen Sie es in {{count}} Sekunden wieder.',
  },
  again: {
    title: 'Sind Sie es noch?',
    text: 'Dafür muss Ihre Anmeldung jünger als zehn Minuten sein.',
    link: 'Anmeldelink',
    linkHint: 'Führen Sie auf dem Server `{{command}}` aus und fügen Sie ein, was ausgegeben wird.',
    byLink: 'Stattdessen einen Link verwenden',
    byPassword: 'Das Kennwort verwenden',
    wrong: 'Kennwort oder Code ist falsch.',
    submit: 'Weiter',
    leave: 'Abbrechen',
  },
  passkey: {
    button: 'Mit einem Passkey anmelden',
    use: 'Passkey verwenden',
    left: 'Es wurde kein Passkey gezeigt. Versuchen Sie es noch einmal, oder auf anderem Weg.',
    there:
      'Dieses Gerät hat schon einen Passkey von Ihnen. Verwenden Sie ein anderes Gerät, oder entfernen Sie zuerst jenen.',
    refused:
      'Der Browser hat keinen Passkey erstellt. Versuchen Sie es mit einem anderen Gerät oder einem anderen Browser.',
  },
  sso: {
    button: 'Mit {{name}} anmelden',
    elsewhere: 'Die Anmeldung mit {{name}} funktioniert an dieser Adresse:',
    entering: 'Anmeldung läuft…',
    failed: 'Sie wurden nicht angemeldet',
    back: 'Zurück zur Anmeldung',
    again:
      'Dafür muss Ihre Anmeldung jünger als zehn Minuten sein. Ihr Anbieter fragt Sie noch einmal, in einem neuen Fenster; dann geht es hier weiter.',
    againLink: 'Beim Anbieter anmelden',
    done: 'Sie sind es noch',
    doneText: 'Schließen Sie dieses Fenster: Im anderen geht es weiter.',
  },
  invitation: {
    title: 'Willkommen bei Doorpost',
    text: 'Sie sind als {{role}} eingeladen. Ab jetzt melden Sie sich als {{name}} an.',
    failed: 'Diese Einladung gilt nicht mehr',
    failedText: 'Sie gilt einmal, sieben Tage lang. Bitten Sie die Person, die Sie eingeladen hat, um eine neue.',
    app: 'Authenticator-App',
    passkey: {
      title: 'Ein Passkey statt eines Kennworts',
      text: 'Ihr Telefon, Ihr Computer oder ein Sicherheitsschlüssel meldet Sie mit Finger, Gesicht oder PIN an: ohne Kennwort und ohne App. Richten Sie bald einen zweiten ein, unter „Mein Konto“: Geht der einzige verloren, muss ein anderer Administrator Sie neu einladen.',
      name: 'Name des Passkeys',
      nameHint: 'Telefon, Laptop, Schlüssel am Schlüsselbund: damit Sie ihn wiedererkennen.',
      submit: 'Passkey einrichten und anmelden',
      password: 'Stattdessen ein Kennwort verwenden',
      instead: 'Mit einem Passkey statt eines Kennworts unter dieser Adresse:',
    },
    submit: 'Kennwort festlegen und anmelden',
    goOn: 'Ich habe sie aufbewahrt',
  },
  authenticator: {
    text: 'Scannen Sie dies mit einer Authenticator-App auf Ihrem Telefon und geben Sie den Code ein, den die App zeigt.',
    optional:
      'Besser mit einem zweiten Faktor: Scannen Sie dies mit einer Authenticator-App auf Ihrem Telefon und geben Sie den Code ein, den die App zeigt. Lassen Sie den Code leer, um darauf zu verzichten.',
    qr: 'QR-Code für Ihre Authenticator-App',
    typed: 'Oder geben Sie diesen Schlüssel in die App ein:',
    code: 'Code der App',
  },
  recoveryCodes: {
    title: 'Wiederherstellungscodes',
    text: 'Bewahren Sie diese dort auf, wo Sie sie ohne Ihr Telefon finden. Mit jedem melden Sie sich einmal anstelle der App an. Sie werden nicht noch einmal angezeigt.',
    copy: 'Alle kopieren',
  },
  newPassword: {
    password: 'Neues Kennwort',
    repeat: 'Kennwort wiederholen',
    differ: 'Die beiden Kennwörter sind verschieden.',
    least: 'Mindestens {{count}} Zeichen.',
  },
  grant: {
    role: 'Rolle',
    roles: {
      'global-administrator': 'Darf alles, in allen Organisationen und auf dem Server.',
      'organization-administrator': 'Richtet ein, was zu seinen Organisationen gehört.',
      'help-desk': 'Lässt Geräte zu, sendet E-Mails erneut, setzt Kennwörter zurück.',
      reader: 'Sieht nach und ändert nichts.',
    },
    organizations: 'Organisationen',
    all: 'Alle',
    gone: '{{id}} (entfernt)',
    content: 'Darf E-Mails lesen',
    contentHint: 'Was Menschen geschrieben haben: in Postfächern hier und in abgefangenen E-Mails.',
  },
  session: {
    browser: '{{browser}} unter {{system}}',
    other: 'Ein anderer Browser',
    current: 'dieser',
    address: 'IP-Adresse',
    signedIn: 'Angemeldet',
    used: 'Zuletzt verwendet',
    until: 'Endet',
    end: 'Abmelden',
  },
};

export default words;
