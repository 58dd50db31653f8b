/** Commands and files that make backups, as `docs/operate/backup.md` has them; a test compares. Pure. */

const plain = (path: string): string => (/^[\w./-]+$/u.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);

const UNIT = '/etc/systemd/system/doorpost-backup';
const SERVICE = (data: string): string => `# ${UNIT}.service
[Unit]
Description=Backup of Doorpost
After=doorpost.service

[Service]
Type=oneshot
User=doorpost
Environment="DOORPOST_DATA=${data.replaceAll(/["\\]/gu, String.raw`\$&`).replaceAll('%', '%%')}"
ExecStart=sh -c 'doorpost backup "/var/backups/doorpost/$$(date +%%F-%%H%%M)"'
ExecStart=find /var/backups/doorpost -mindepth 1 -maxdepth 1 -type d -mtime +14 -exec rm -r {} +`;

const TIMER = `# ${UNIT}.timer
[Unit]
Description=Backup of Doorpost every night

[Timer]
OnCalendar=03:15
RandomizedDelaySec=15m
Persistent=true

[Install]
WantedBy=timers.target`;

/** @param data the data directory */
export const recipesFor = (data: string) => ({
  make: `sudo doorpost --data ${plain(data)} backup "/var/backups/doorpost/$(date +%F-%H%M)"`,
  container: `docker exec doorpost doorpost backup "/var/backups/doorpost/$(date +%F-%H%M)"`,
  service: SERVICE(data),
  timer: TIMER,
  start: 'sudo systemctl daemon-reload && sudo systemctl enable --now doorpost-backup.timer',
  restore: `sudo -u doorpost doorpost --data ${plain(data)} restore /var/backups/doorpost/FOLDER --hold`,
});
