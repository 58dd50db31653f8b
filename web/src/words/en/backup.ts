const words = {
  title: 'Backup',
  text: 'A backup has the database, the queue, the mailboxes and doorpost.yaml. The server makes it while mail goes on. It is made on the server itself: from a browser nobody can make or read one.',
  last: {
    title: 'Last backup',
    none: 'None was made yet.',
    noneText: 'If the disk of this server is lost, everything is: what was set up, mail that waits, and mailboxes.',
    old: 'The last complete backup is older than a week.',
    failed: 'The last backup failed.',
    incomplete: 'The last backup lacks the content of some messages. Everything else is in it.',
    good: 'The last backup is complete.',
    when: 'When',
    where: 'Folder on the server',
    size: 'Size',
    why: 'Reason',
    whole: 'Last complete one',
    never: 'None yet',
  },
  make: {
    title: 'Make a backup now',
    text: 'On the server. The folder must be new or empty, and the server must be allowed to write there.',
    container: 'In a container:',
  },
  timer: {
    title: 'Every night',
    text: 'With systemd: save these two files, then start the timer. Backups older than two weeks are removed.',
    start: 'Then:',
  },
  keep: {
    title: 'Not in it',
    text: 'Keep these apart, once. Without secret.key nobody can use the passwords and keys in a backup, not even you.',
    key: 'secret.key, in the data directory',
    certificates: 'The certificate files that doorpost.yaml names',
  },
  restore: {
    title: 'Restore',
    text: 'With the server stopped, into an empty data directory. --hold pauses what was queued then, since some of it has been delivered by now.',
  },
} as const;

export default words;
